import { type DeadLetter, newId, type Realm, type Trigger } from "@scriptyard/model";
import { expect, test } from "vitest";
import { aTrigger } from "../a-trigger.ts";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { anExecution, aRealm, aSample, aScript, seedScript } from "../fixtures.ts";

export function triggersContract({ store }: Subject): void {
  test("a trigger is made, changed, found and removed; names are unique in a realm", async () => {
    const { realm, script } = await seedScript(store());
    const trigger = aTrigger(script);
    expect(await store().triggers.create(trigger)).toEqual(trigger);
    expect(await store().triggers.byId(trigger.id)).toEqual(trigger);
    expect(await store().triggers.byName(realm.id, trigger.name)).toEqual(trigger);
    expect(await store().triggers.byName(aRealm().id, trigger.name)).toBeNull();
    await expectFault(store().triggers.create(aTrigger(script, { name: trigger.name })), "conflict");
    await expectFault(store().triggers.create({ ...aTrigger(script), scriptId: newId("scr") }), "not_found");

    const change = { enabled: false, disabledReason: "failed \u0000 ten times", config: { topic: "b.>" } };
    const changed = await store().triggers.update(trigger.id, change);
    expect(changed).toEqual({ ...trigger, ...change });
    const other = await store().triggers.create(aTrigger(script));
    await expectFault(store().triggers.update(other.id, { name: trigger.name }), "conflict");
    const names = (await store().triggers.list(realm.id)).map((one) => one.name);
    expect(names).toEqual([trigger.name, other.name].sort());
    expect((await store().triggers.list()).map((one) => one.id)).toEqual(
      expect.arrayContaining([trigger.id, other.id]),
    );

    await store().triggers.remove(trigger.id);
    expect(await store().triggers.byId(trigger.id)).toBeNull();
    await expectFault(store().triggers.remove(trigger.id), "not_found");
    await expectFault(store().triggers.update(trigger.id, { enabled: true }), "not_found");
  });

  test("a search finds triggers by name, description and address, and by nothing else of their configuration", async () => {
    const { realm, script } = await seedScript(store());
    const made = async (name: string, change: Partial<Trigger>) =>
      store().triggers.create(aTrigger(script, { name, ...change }));
    await made("orders-in", { kind: "http", config: { method: "POST", path: "/orders", token: "hidden" } });
    await made("orders-heard", { kind: "bus", config: { topic: "orders.>" }, description: "For the Shop" });
    await made("nightly", { kind: "schedule", config: { cron: "0 3 * * *" } });
    const find = async (text: string, limit = 10) =>
      (await store().triggers.search(realm.id, { text, limit })).map(
        ({ name, address }) => `${name}: ${address}`,
      );
    expect(await find("POST /ord")).toEqual(["orders-in: POST /orders"]);
    expect(await find("orders.>")).toEqual(["orders-heard: orders.>"]);
    expect(await find("shop orders")).toEqual(["orders-heard: orders.>"]);
    expect(await find("0 3")).toEqual(["nightly: 0 3 * * *"]);
    expect(await find("hidden")).toEqual([]);
    expect(await find("", 2)).toEqual(["nightly: 0 3 * * *", "orders-heard: orders.>"]);
  });

  test("a script that is adopted with its trigger is there with it, or neither is", async () => {
    const { realm, script } = await seedScript(store());
    const taken = await store().triggers.create(aTrigger(script));
    const fresh = () => {
      const own = aScript(realm);
      return { script: own, draft: { source: "text", userId: null }, samples: [aSample(own)] };
    };
    const [first, second] = [fresh(), fresh()];
    const refused = store().triggers.create(aTrigger(first.script, { name: taken.name }), first);
    await expectFault(refused, "conflict");
    expect(await store().scripts.byId(first.script.id)).toBeNull();
    const trigger = await store().triggers.create(aTrigger(first.script), first);
    expect(await store().scripts.byId(trigger.scriptId)).toEqual(first.script);
    expect(await store().drafts.get(first.script.id)).toMatchObject({ source: "text", revision: 1 });
    expect(await store().samples.list(first.script.id)).toHaveLength(1);

    await expectFault(
      store().triggers.update(trigger.id, { scriptId: second.script.id, name: taken.name }, second),
      "conflict",
    );
    expect(await store().scripts.byId(second.script.id)).toBeNull();
    const moved = await store().triggers.update(trigger.id, { scriptId: second.script.id }, second);
    expect((await store().scripts.byId(moved.scriptId))?.name).toBe(second.script.name);
  });

  test("a signature is taken once, and forgotten when it would not be accepted any more", async () => {
    const { script } = await seedScript(store());
    const { id: triggerId } = await store().triggers.create(aTrigger(script));
    const claim = (name: string, until: number, nowMs: number) =>
      store().hookSignatures.claim({ triggerId, signature: `${triggerId} ${name}`, until }, nowMs);
    const racers = await Promise.all(Array.from({ length: 8 }, () => claim("one", 100, 10)));
    expect(racers.filter(Boolean)).toHaveLength(1);
    expect(await claim("other", 100, 10)).toBe(true);
    expect(await claim("other", 100, 99)).toBe(false);
    // The claim itself clears away what is past; the one after it finds the place free.
    expect(await claim("third", 300, 100)).toBe(true);
    expect(await claim("one", 300, 100)).toBe(true);
    await store().triggers.remove(triggerId);
    await expectFault(claim("fourth", 300, 100), "not_found");
  });

  test("states are kept apart, and go with their trigger", async () => {
    const { script } = await seedScript(store());
    const trigger = await store().triggers.create(aTrigger(script));
    const state = {
      triggerId: trigger.id,
      failures: 2,
      lastRunAt: 5_000,
      lastStatus: "error" as const,
      lastExecutionId: newId("exe"),
      lastScheduledAt: null,
    };
    expect(await store().triggers.states([trigger.id])).toEqual([]);
    await store().triggers.saveStates([state, { ...state, triggerId: newId("trg") }]);
    await store().triggers.saveStates([{ ...state, failures: 0, lastScheduledAt: 6_000 }]);
    expect(await store().triggers.states([trigger.id, newId("trg")])).toEqual([
      { ...state, failures: 0, lastScheduledAt: 6_000 },
    ]);
    await store().triggers.remove(trigger.id);
    expect(await store().triggers.states([trigger.id])).toEqual([]);
    expect(await store().triggers.states([])).toEqual([]);
  });

  test("removing a script that was never published takes its triggers along", async () => {
    const { script } = await seedScript(store());
    const trigger = await store().triggers.create(aTrigger(script));
    await store().scripts.remove(script, 4_000);
    expect(await store().triggers.byId(trigger.id)).toBeNull();
  });

  test("dead letters are listed newest first, page by page, and outlive their trigger", async () => {
    const realm = await store().realms.create(aRealm());
    const triggerId = newId("trg");
    const letters = Array.from({ length: 5 }, (_, n) =>
      aLetter(realm, { triggerId: n % 2 === 0 ? triggerId : null, error: `attempt ${n} \ud800` }),
    );
    await store().deadLetters.insertMany(letters);
    const first = await store().deadLetters.list({ realmId: realm.id }, { limit: 3 });
    const rest = await store().deadLetters.list({ realmId: realm.id }, { cursor: first.next, limit: 3 });
    expect([...first.items, ...rest.items]).toEqual([...letters].reverse());
    expect(rest.next).toBeNull();
    const own = await store().deadLetters.list({ realmId: realm.id, triggerId }, { limit: 10 });
    expect(own.items.map((one) => one.id)).toEqual([letters[4]!.id, letters[2]!.id, letters[0]!.id]);
    expect(await store().deadLetters.byId(letters[1]!.id)).toEqual(letters[1]);
    await store().deadLetters.remove(letters[1]!.id);
    expect(await store().deadLetters.byId(letters[1]!.id)).toBeNull();
    await expectFault(store().deadLetters.remove(letters[1]!.id), "not_found");
  });

  test("executions are found by the trigger that fired", async () => {
    const realm = await store().realms.create(aRealm());
    const script = aScript(realm);
    const triggerId = newId("trg");
    const fired = anExecution(script, { trigger: "bus", triggerId });
    await store().executions.insertMany([fired, anExecution(script)]);
    const page = await store().executions.list({ realmId: realm.id, triggerId }, { limit: 10 });
    expect(page.items.map((one) => [one.id, one.trigger, one.triggerId])).toEqual([
      [fired.id, "bus", triggerId],
    ]);
    expect(await store().executions.byId(fired.id)).toEqual(fired);
  });
}

function aLetter(realm: Realm, over: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id: newId("dlt"),
    realmId: realm.id,
    triggerId: null,
    message: {
      id: newId("msg"),
      topic: "orders.created",
      payload: { n: 1, text: "\u0000" },
      headers: { hops: "1" },
      time: "2026-05-04T09:00:00.000Z",
    },
    reason: "execution",
    error: "TypeError",
    attempts: 3,
    executionId: null,
    at: 1_000,
    ...over,
  };
}
