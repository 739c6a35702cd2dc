import { type Json, newId, type StateAct } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { StateFilter } from "../../state/list.ts";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aRealm } from "../fixtures.ts";

const room = { keys: 1_000, bytes: 1_000_000 };
const place = { kind: "value", scope: "script", owner: "login/risk-check" } as const;
const set = (key: string, value: Json, ttlMs: number | null = null): StateAct => ({
  ...place,
  act: "set",
  key,
  value,
  ttlMs,
});
const get = (key: string): StateAct => ({ ...place, act: "get", key });
const up = (key: string, ttlMs: number | null = null): StateAct => ({
  ...place,
  act: "increment",
  key,
  by: 1,
  ttlMs,
});

export function stateContract({ store, clock }: Subject): void {
  const list = (realmId: string, filter: StateFilter, page: { cursor?: string | null; limit: number }) =>
    store().state.list(realmId, filter, page, clock.nowMs);
  const aPlace = async () => {
    const { id: realmId } = await store().realms.create(aRealm());
    return (acts: StateAct[], options: { nowMs?: number; room?: typeof room } = {}) =>
      store()
        .state.apply({ realmId, nowMs: options.nowMs ?? clock.nowMs, room: options.room ?? room }, acts)
        .then((answers) => answers.map((answer) => (answer.ok ? answer.value : answer.message)));
  };
  const aRealmId = async () => (await store().realms.create(aRealm())).id;

  test("acts of one transaction see each other, and what they leave is there for the next", async () => {
    const apply = await aPlace();
    const value = { a: ["\u0000 \ud800 é", 1.5, null], __proto__: null };
    expect(await apply([set("a", value), get("a"), up("n"), up("n"), get("missing")])).toEqual([
      null,
      JSON.parse(JSON.stringify(value)),
      1,
      2,
      null,
    ]);
    expect(await apply([get("a"), get("n")])).toEqual([JSON.parse(JSON.stringify(value)), 2]);
    expect(await apply([{ ...place, act: "delete", key: "n" }, get("n"), up("n")])).toEqual([true, null, 1]);
  });

  test("the same key of another owner, scope, kind or realm is another entry", async () => {
    const apply = await aPlace();
    const elsewhere: StateAct[] = [
      { ...set("k", 2), owner: "login/other" },
      { ...set("k", 3), scope: "user", owner: "login/risk-check" },
      { ...place, kind: "limit", key: "k", act: "take", most: 1, perMs: 1_000 },
    ];
    await apply([set("k", 1), ...elsewhere]);
    expect(await apply([get("k"), { ...get("k"), owner: "login/other" }])).toEqual([1, 2]);
    expect(await (await aPlace())([get("k")])).toEqual([null]);
  });

  test("whoever counts at once counts each of them", async () => {
    const apply = await aPlace();
    const counts = await Promise.all(Array.from({ length: 40 }, () => apply([up("n"), up("m")])));
    expect(counts.map(([n]) => Number(n)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    const once: StateAct = {
      ...place,
      act: "compareAndSet",
      key: "once",
      expected: null,
      value: true,
      ttlMs: null,
    };
    const first = await Promise.all(Array.from({ length: 20 }, () => apply([once])));
    expect(first.flat().filter((won) => won === true)).toHaveLength(1);
  });

  test("what has expired is not there, is not listed, and is removed", async () => {
    const realmId = await aRealmId();
    const write = { realmId, nowMs: clock.nowMs, room };
    await store().state.apply(write, [set("gone", 1, 1_000), set("kept", 1), up("counter", 1_000)]);
    const later = { ...write, nowMs: clock.nowMs + 1_000 };
    expect(await store().state.apply(later, [get("gone")])).toEqual([{ ok: true, value: null }]);
    clock.nowMs += 1_000;
    expect((await list(realmId, {}, { limit: 10 })).items.map(({ key }) => key)).toEqual(["kept"]);
    // A new one takes its place, with a time of its own.
    expect(await store().state.apply(later, [up("counter", 1_000)])).toEqual([{ ok: true, value: 1 }]);
    expect((await store().state.usage(realmId)).keys).toBe(3);
    expect(await store().state.prune(clock.nowMs)).toBeGreaterThanOrEqual(1);
    expect((await store().state.usage(realmId)).keys).toBe(2);
    expect(await store().state.prune(clock.nowMs)).toBe(0);
  });

  test("a realm that is full takes nothing more until something goes; what has expired goes by itself", async () => {
    const apply = await aPlace();
    const few = { room: { keys: 2, bytes: 300 } };
    await apply([set("a", 1), set("b", 1, 50)], few);
    expect(await apply([set("c", 1), set("a", 2), get("c")], few)).toEqual([
      "the realm has 2 keys of state; 2 are the most: give keys a ttlSeconds, or delete some",
      null,
      null,
    ]);
    expect(await apply([set("c", 1), get("c")], { ...few, nowMs: clock.nowMs + 50 })).toEqual([null, 1]);
    const [refused] = await apply([set("a", "x".repeat(400))], few);
    expect(refused).toMatch(/^the realm's state takes \d+ bytes; 300 are the most/);
    // Shorter is always taken, also over a bound that was lowered.
    expect(await apply([set("a", 3), get("a")], { room: { keys: 0, bytes: 0 } })).toEqual([null, 3]);
    expect(await apply([{ ...place, act: "delete", key: "a" }, set("d", 1), get("d")], few)).toEqual([
      true,
      null,
      1,
    ]);
  });

  test("how much a realm has is what its entries add up to", async () => {
    const realmId = await aRealmId();
    const write = { realmId, nowMs: clock.nowMs, room };
    for (let round = 0; round < 5; round++)
      await store().state.apply(write, [
        set(`k${round}`, "é".repeat(round * 10)),
        up("n"),
        { ...place, act: "addToSet", key: "s", member: round, ttlMs: null },
        { ...place, act: "delete", key: `k${round - 2}` },
      ]);
    const { items } = await list(realmId, {}, { limit: 100 });
    expect(await store().state.usage(realmId)).toEqual({
      keys: items.length,
      bytes: items.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    expect(await store().state.clear(realmId, {})).toBe(items.length);
    expect(await store().state.usage(realmId)).toEqual({ keys: 0, bytes: 0 });
  });

  test("lists go on where a page ended, and find by owner and key in any case", async () => {
    const realmId = await aRealmId();
    const write = { realmId, nowMs: clock.nowMs, room };
    const keys = Array.from({ length: 7 }, (_, index) => `key-${index}`);
    await store().state.apply(write, [
      ...keys.map((key) => set(key, "x".repeat(500))),
      {
        kind: "value",
        scope: "user",
        owner: "Maria@Example.com",
        key: "seen",
        act: "set",
        value: 1,
        ttlMs: null,
      },
    ]);
    const seen: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(realmId, {}, { cursor, limit: 3 });
      seen.push(...page.items.map(({ key }) => key));
      // What is deleted between two pages takes nothing else away.
      if (cursor === null) await store().state.remove(realmId, page.items.at(-1)!.id);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual([...keys, "seen"]);
    const find = async (filter: object) =>
      (await list(realmId, filter, { limit: 10 })).items.map(({ key }) => key);
    expect(await find({ text: "MARIA@" })).toEqual(["seen"]);
    expect(await find({ scope: "script", text: "KEY-4" })).toEqual(["key-4"]);
    expect(await find({ owner: "login/risk-check", kind: "limit" })).toEqual([]);
    const [row] = (await list(realmId, { text: "key-4" }, { limit: 1 })).items;
    expect(row!.start).toHaveLength(200);
    await expectFault(list(realmId, {}, { cursor: "bm9wZQ", limit: 1 }), "bad_request");
  });

  test("an edit holds for what somebody saw, and for nothing that changed since", async () => {
    const realmId = await aRealmId();
    const write = { realmId, nowMs: clock.nowMs, room };
    await store().state.apply(write, [set("k", 1)]);
    const [row] = (await list(realmId, {}, { limit: 1 })).items;
    const seen = (await store().state.byId(realmId, row!.id, clock.nowMs))!;
    expect(seen).toMatchObject({ value: 1, key: "k", expiresAt: null });
    const edit = { ...write, id: seen.id, basedOn: seen.updatedAt };
    const edited = await store().state.edit(edit, { value: { b: 2 }, expiresAt: clock.nowMs + 5_000 });
    expect(edited).toMatchObject({ id: seen.id, value: { b: 2 }, expiresAt: clock.nowMs + 5_000 });
    expect(await store().state.byId(realmId, seen.id, clock.nowMs)).toEqual(edited);
    expect(await store().state.edit(edit, { value: 3, expiresAt: null })).toBeNull();
    const now = { ...edit, basedOn: (edited as typeof seen).updatedAt, room: { keys: 1, bytes: 10 } };
    expect(await store().state.edit(now, { value: "longer than before", expiresAt: null })).toMatch(/bytes/);
    expect(await store().state.byId(await aRealmId(), seen.id, clock.nowMs)).toBeNull();
    expect(await store().state.remove(await aRealmId(), seen.id)).toBe(false);
    expect(await store().state.remove(realmId, seen.id)).toBe(true);
    expect(await store().state.remove(realmId, seen.id)).toBe(false);
    await expectFault(store().state.apply({ ...write, realmId: newId("rlm") }, [set("k", 1)]), "not_found");
  });
}
