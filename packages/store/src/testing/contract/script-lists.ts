import { newId, type Script, sameLines } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aPublish, aRealm, aScript, seedScript } from "../fixtures.ts";

export function scriptListsContract({ store }: Subject): void {
  async function aRealmOf(...names: string[]) {
    const realm = await store().realms.create(aRealm());
    const scripts: Script[] = [];
    for (const [n, called] of names.entries()) {
      const [module = "", name = ""] = called.split("/");
      const script = aScript(realm, { module, name, createdAt: 1_000 + n });
      scripts.push(await store().scripts.create(script, { source: "x", userId: null }, []));
    }
    return { realm, scripts };
  }
  const called = (rows: readonly { module: string; name: string }[]) =>
    rows.map(({ module, name }) => `${module}/${name}`);

  test("heads are every script of a realm, or of a module, by module and name", async () => {
    const { realm, scripts } = await aRealmOf("b/two", "a-x/one", "a/three", "b/one");
    await store().versions.publish(aPublish(scripts[0]!, { source: "x" }));
    const heads = await store().scripts.heads(realm.id);
    expect(called(heads)).toEqual(["a/three", "a-x/one", "b/one", "b/two"]);
    expect(heads.at(-1)).toEqual({
      id: scripts[0]!.id,
      module: "b",
      name: "two",
      liveVersion: 1,
      retiredVersion: null,
      draftDiffers: false,
    });
    expect(called(await store().scripts.heads(realm.id, "b"))).toEqual(["b/one", "b/two"]);
    expect(called(await store().scripts.heads(realm.id, ["b", "nowhere"]))).toEqual(["b/one", "b/two"]);
    expect(await store().scripts.heads(realm.id, [])).toEqual([]);
  });

  test("pages follow each other without a gap, over modules and within one", async () => {
    const { realm, scripts } = await aRealmOf("a/a", "a/b", "a-a/a", "b/a", "b/b", "b/c");
    for (const module of [undefined, "b"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await store().scripts.page({ realmId: realm.id, module }, { cursor, limit: 2 });
        seen.push(...called(page.items));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual(called(await store().scripts.heads(realm.id, module)));
    }
    const { items } = await store().scripts.page({ realmId: realm.id, module: "a" }, { limit: 1 });
    expect(items).toEqual([
      { ...scripts[0], draftDiffers: false, draftRevision: 1, draftUpdatedAt: scripts[0]!.createdAt },
    ]);
    for (const cursor of ["a", "a/b/c", "/"])
      await expectFault(store().scripts.page({ realmId: realm.id }, { cursor, limit: 2 }), "bad_request");
  });

  test("some of them by id or by name, of their realm alone; the ones saved last come first in `recent`", async () => {
    const { realm, scripts } = await aRealmOf("a/a", "a/b", "b/a");
    const other = await aRealmOf("a/a");
    const ids = [scripts[2]!.id, other.scripts[0]!.id, newId("scr")];
    const names = [
      { module: "a", name: "a" },
      { module: "a", name: "nobody" },
    ];
    expect(called(await store().scripts.named(realm.id, { ids, names }))).toEqual(["a/a", "b/a"]);
    expect(await store().scripts.named(realm.id, {})).toEqual([]);
    await store().drafts.save({
      scriptId: scripts[1]!.id,
      source: "y",
      baseRevision: 1,
      userId: null,
      nowMs: 9_000,
    });
    const recent = await store().scripts.recent(realm.id, 2);
    expect(called(recent)).toEqual(["a/b", "b/a"]);
    expect(recent[0]).toMatchObject({ draftRevision: 2, draftUpdatedAt: 9_000 });
  });

  test("a search finds every word in names, descriptions and hooks, best first, and counts what it leaves out", async () => {
    const { realm, scripts } = await aRealmOf(
      "login/risk",
      "login/risk-check",
      "orders/late",
      "shared/dates",
    );
    const [, , late, dates] = scripts;
    await store().scripts.update(late!.id, { description: "Weighs the RISK of a login" });
    await store().scripts.update(dates!.id, { hook: null });
    const find = async (text: string, limit = 10) => {
      const { items, more } = await store().scripts.search(realm.id, { text, limit });
      return [...called(items), more];
    };
    expect(await find("risk LOGIN")).toEqual(["login/risk", "login/risk-check", "orders/late", 0]);
    expect(await find("login/risk-check")).toEqual(["login/risk-check", 0]);
    expect(await find("login/risk", 1)).toEqual(["login/risk", 1]);
    expect(await find("library")).toEqual(["shared/dates", 0]);
    expect(await store().scripts.libraryNames(realm.id, 5)).toEqual([{ module: "shared", name: "dates" }]);
    expect(await store().scripts.libraryNames(realm.id, 0)).toEqual([]);
    await store().scripts.update(late!.id, { hook: "onMessage" });
    const ofHook = await store().scripts.search(realm.id, { text: "", limit: 10, hook: "onMessage" });
    expect(called(ofHook.items)).toEqual(["orders/late"]);
    expect(await find("nothing like it")).toEqual([0]);
    expect(await find("", 3)).toEqual(["login/risk", "login/risk-check", "orders/late", 1]);
  });

  test("names of a whole realm, who has a level, and what is there where a name is not", async () => {
    const { realm, scripts } = await aRealmOf("login/a", "login/b", "orders/late", "shared/dates");
    await aRealmOf("login/elsewhere");
    const [a, b, , dates] = scripts;
    const at = (id: string, securityLevel: string) => store().scripts.update(id, { securityLevel });
    await store().scripts.update(dates!.id, { hook: null });
    expect(await store().scripts.realmNames(realm.id)).toEqual({
      scripts: ["login/a", "login/b", "orders/late"],
      libraries: ["shared/dates"],
    });
    await at(a!.id, "strict");
    await at(b!.id, "strict");
    await at(dates!.id, "loose");
    expect(
      await store().scripts.levelUse(realm.id, { levels: ["none", "strict", "loose"], limit: 1 }),
    ).toEqual([
      { level: "strict", count: 2, first: ["login/a"] },
      { level: "loose", count: 1, first: ["shared/dates"] },
    ]);
    expect(await store().scripts.levelUse(realm.id, { levels: [], limit: 1 })).toEqual([]);
    const near = (module: string, limit = 10) => store().scripts.namesNear(realm.id, { module, limit });
    expect(await near("login")).toEqual({ names: ["a", "b"], modules: [] });
    expect((await near("login", 1)).names).toEqual(["a"]);
    expect(await near("none")).toEqual({ names: [], modules: ["login", "orders", "shared"] });
  });

  test("whether a draft differs from what is live is true after any sequence of acts", async () => {
    const source = fc.constantFrom("a", "b", "a\n", "a\r\n", "");
    const act = fc.oneof(
      fc.record({ act: fc.constant("save" as const), source }),
      fc.record({ act: fc.constant("publish" as const) }),
      fc.record({ act: fc.constant("rollback" as const), to: fc.nat(3) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 10 }), async (acts) => {
        const { realm, script } = await seedScript(store(), "a");
        const versions: { id: `ver_${string}`; source: string }[] = [];
        let live: (typeof versions)[number] | null = null;
        for (const step of acts) {
          const draft = (await store().drafts.get(script.id))!;
          if (step.act === "save") {
            const { source } = step;
            const save = { scriptId: script.id, source, baseRevision: draft.revision };
            await store().drafts.save({ ...save, userId: null, nowMs: 5_000 });
          } else if (step.act === "publish") {
            const input = aPublish(script, { source: draft.source, draftRevision: draft.revision });
            const { version } = await store().versions.publish(input);
            versions.push(version);
            live = version;
          } else {
            const target = versions[step.to];
            if (!target || target.id === live?.id) continue;
            const event = { id: newId("pub"), realmId: realm.id, scriptId: script.id, versionId: target.id };
            const how = { note: "back", authorId: null, idempotencyKey: null, at: 6_000 };
            await store().versions.rollback({ ...event, ...how });
            live = target;
          }
          const now = (await store().drafts.get(script.id))!;
          const [head] = await store().scripts.heads(realm.id);
          expect(head!.draftDiffers).toBe(live !== null && !sameLines(live.source, now.source));
        }
      }),
      { numRuns: 12 },
    );
  });
}
