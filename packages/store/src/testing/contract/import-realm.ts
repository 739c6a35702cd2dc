import { newId, type Realm } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { RealmImport } from "../../repositories/import-realm.ts";
import { aTrigger } from "../a-trigger.ts";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aFlow, aPublish, aSample, aScript, seedScript } from "../fixtures.ts";

/** Writes nothing but what is added. */
const nothing = (realmId: Realm["id"]): RealmImport => ({
  realmId,
  userId: null,
  note: "moved",
  atMs: 9_000,
  settings: null,
  policy: null,
  scripts: [],
  changedScripts: [],
  drafts: [],
  newSamples: [],
  changedSamples: [],
  versions: [],
  flows: [],
  triggers: [],
});

export function importRealmContract({ store }: Subject): void {
  test("an import writes all of it: what is new, what is changed, and what is live from then on", async () => {
    const { realm, script } = await seedScript(store(), "first");
    const { version: first } = await store().versions.publish(aPublish(script, { source: "first" }));
    const before = (await store().scripts.byId(script.id))!;
    const sample = aSample(script);
    const lookUp = { function: "users.find", answer: null };
    await store().samples.save(sample);
    const flow = await store().flows.save(aFlow(realm));
    const made = aScript(realm);
    const { version, event } = aPublish(script, { source: "second", at: 9_000 });
    const { id: _id, name: _name, title: _title, hostId: _host, createdAt: _at, ...settings } = realm;
    await store().realms.import({
      ...nothing(realm.id),
      settings: { before: 0, after: { ...settings, timeZone: "Asia/Tokyo", settings: { brand: "New" } } },
      policy: { before: null, after: { defaultLevel: "safe", rules: [], levels: {} } },
      scripts: [{ script: made, draft: { source: "made", userId: null }, samples: [aSample(made)] }],
      changedScripts: [
        { before, after: { description: "New words", limits: { timeoutMs: 9 }, securityLevel: "safe" } },
      ],
      drafts: [{ before: 1, after: { scriptId: script.id, source: "second" } }],
      newSamples: [aSample(script, { name: "Another" })],
      changedSamples: [{ ...sample, args: [1], calls: [lookUp], updatedAt: 9_000 }],
      versions: [
        {
          before: first.id,
          after: { version: { ...version, number: 2 }, event: { ...event, kind: "publish", version: 2 } },
        },
      ],
      flows: [
        { before: flow, after: { ...flow, title: "Other", updatedAt: 9_000 } },
        { before: null, after: aFlow(realm) },
      ],
      triggers: [{ before: null, after: aTrigger(made) }],
    });
    expect(await store().realms.byId(realm.id)).toMatchObject({
      timeZone: "Asia/Tokyo",
      settings: { brand: "New" },
      policy: { defaultLevel: "safe" },
      lastChange: { revision: 1, at: 9_000, by: null },
    });
    expect(await store().scripts.byId(script.id)).toMatchObject({
      liveVersion: 2,
      liveVersionId: version.id,
      description: "New words",
      limits: { timeoutMs: 9 },
    });
    expect(await store().drafts.get(script.id)).toMatchObject({
      source: "second",
      revision: 2,
      basedOnVersion: 2,
    });
    const [state] = await store().drafts.history(script.id);
    expect(state).toMatchObject({ kind: "import", publishedVersion: 2 });
    expect(await store().samples.list(script.id)).toHaveLength(2);
    expect(await store().samples.byId(sample.id)).toMatchObject({ args: [1], calls: [lookUp] });
    // Each is its next version; the graph that was live before there were versions is the first one.
    const flows = (await store().flows.list(realm.id)).map(({ title, liveVersion }) => [title, liveVersion]);
    expect(flows.sort(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ["Other", 2],
      ["Sign in", 1],
    ]);
    expect(await store().triggers.list(realm.id)).toHaveLength(1);
    const [latest] = await store().versions.events({ realmId: realm.id, scriptId: script.id });
    expect(latest).toMatchObject({ version: 2, previousVersion: 1 });
  });

  test("whatever is not what was looked at refuses all of it, and nothing is written", async () => {
    const { realm, script } = await seedScript(store(), "first");
    const flow = await store().flows.save(aFlow(realm));
    const trigger = await store().triggers.create(aTrigger(script));
    const { version, event } = aPublish(script, { source: "second" });
    const published = {
      version: { ...version, number: 1 },
      event: { ...event, kind: "publish", version: 1 },
    } as const;
    const { description, limits, securityLevel } = script;
    const other = { ...script, description: "Another" };
    const stale: Partial<RealmImport>[] = [
      { settings: { before: 3, after: realm } },
      {
        policy: {
          before: { defaultLevel: "safe", rules: [], levels: {} },
          after: { defaultLevel: "safe", rules: [], levels: {} },
        },
      },
      { changedScripts: [{ before: other, after: { description, limits, securityLevel } }] },
      { drafts: [{ before: 7, after: { scriptId: script.id, source: "x" } }] },
      { versions: [{ before: newId("ver"), after: published }] },
      { versions: [{ before: null, after: { ...published, version: { ...version, number: 2 } } }] },
      { flows: [{ before: null, after: { ...aFlow(realm), name: flow.name } }] },
      { flows: [{ before: { ...flow, updatedAt: 1 }, after: flow }] },
      { flows: [{ before: { ...flow, title: "As it was called" }, after: flow }] },
      { triggers: [{ before: null, after: aTrigger(script, { name: trigger.name }) }] },
    ];
    for (const [at, one] of stale.entries()) {
      const made = aScript(realm, { name: `made-${at}` });
      const scripts = [{ script: made, draft: { source: "made", userId: null }, samples: [] }];
      const input = { ...nothing(realm.id), scripts, ...one };
      await expectFault(store().realms.import(input), "conflict");
      expect(await store().scripts.byId(made.id)).toBeNull();
    }
    expect(await store().realms.byId(realm.id)).toEqual(realm);
    expect(await store().drafts.get(script.id)).toMatchObject({ source: "first", revision: 1 });
    await store().realms.close(realm.id, { as: "archived", at: 1, by: null }, null);
    await expectFault(store().realms.import(nothing(realm.id)), "conflict");
  });
}
