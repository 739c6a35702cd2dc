import {
  type LimitsChange,
  newId,
  type Sample,
  type SampleSummary,
  type SettingsChange,
} from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aRealm, aSample, aScript, aUser, seedScript, uniqueSlug } from "../fixtures.ts";

export function authoringContract({ store }: Subject): void {
  test("a realm comes back as it was given, by name and by id", async () => {
    const realm = aRealm({ settings: { b: 1, a: { z: [true, null] } } });
    expect(await store().realms.create(realm)).toEqual(realm);
    expect(await store().realms.byName(realm.name)).toEqual(realm);
    const read = await store().realms.byId(realm.id);
    expect(JSON.stringify(read!.settings)).toBe('{"b":1,"a":{"z":[true,null]}}');
    expect((await store().realms.list()).map(({ id }) => id)).toContain(realm.id);
    expect(await store().realms.byName("nobody")).toBeNull();
  });

  test("a realm's name is unique, a missing realm cannot change", async () => {
    const realm = await store().realms.create(aRealm());
    const fault = await expectFault(store().realms.create(aRealm({ name: realm.name })), "conflict");
    expect(fault.message).toContain(realm.name);
    expect(fault.cause).toBeInstanceOf(Error);
    const changed = await store().realms.update(realm.id, { title: "New", settings: {} });
    expect(changed).toEqual({ ...realm, title: "New", settings: {} });
    expect(await store().realms.update(realm.id, {})).toEqual(changed);
    await expectFault(store().realms.update(newId("rlm"), { title: "x" }), "not_found");
    expect("lastChange" in changed).toBe(false);
  });

  test("a change of a realm is counted, and only the first of two that look at the same one is made", async () => {
    const { id } = await store().realms.create(aRealm());
    const userId = newId("usr");
    const change = (title: string, ifRevision?: number) =>
      store().realms.change(id, { title }, { at: 5, userId, ifRevision });
    expect(await change("first", 0)).toMatchObject({
      title: "first",
      lastChange: { revision: 1, at: 5, by: userId },
    });
    expect(await change("too late", 0)).toBeNull();
    expect((await change("whatever"))?.lastChange?.revision).toBe(2);
    expect(await store().realms.byId(id)).toMatchObject({ title: "whatever" });
  });

  test("a script is made with its draft and samples as one act", async () => {
    const realm = await store().realms.create(aRealm());
    const user = await store().users.create(aUser());
    const script = aScript(realm, { limits: { timeoutMs: 75 } });
    const sample = aSample(script);
    expect(await store().scripts.create(script, { source: "a", userId: user.id }, [sample])).toEqual(script);
    expect(await store().scripts.byName(realm.id, script.module, script.name)).toEqual(script);
    expect(await store().drafts.get(script.id)).toEqual({
      scriptId: script.id,
      source: "a",
      revision: 1,
      basedOnVersion: null,
      updatedAt: script.createdAt,
      updatedBy: user.id,
    });
    expect(await store().samples.list(script.id)).toEqual([listed(sample)]);

    // The second fails at its last statement; nothing of it may stay.
    const twin = aScript(realm);
    await expectFault(store().scripts.create(twin, { source: "b", userId: null }, [sample]), "conflict");
    expect(await store().scripts.byId(twin.id)).toBeNull();
    expect(await store().drafts.get(twin.id)).toBeNull();
  });

  test("a script's name is unique in its realm and module; a missing realm is named", async () => {
    const { realm, script } = await seedScript(store());
    const again = aScript(realm, { module: script.module, name: script.name });
    const fault = await expectFault(
      store().scripts.create(again, { source: "", userId: null }, []),
      "conflict",
    );
    expect(fault.message).toContain(`${script.module}/${script.name}`);
    const elsewhere = aScript(realm, { module: "shared", name: script.name });
    await store().scripts.create(elsewhere, { source: "", userId: null }, []);
    const orphan = aScript(aRealm());
    const missing = await expectFault(
      store().scripts.create(orphan, { source: "", userId: null }, []),
      "not_found",
    );
    expect(missing.message).toContain(orphan.realmId);
    expect(missing.cause).toBeInstanceOf(Error);
  });

  test("scripts are listed by module and name, in the order of their bytes", async () => {
    const realm = await store().realms.create(aRealm());
    for (const name of ["b-c", "ba", "b", "a"])
      await store().scripts.create(
        aScript(realm, { name, hook: name === "b" ? null : "onExecute" }),
        { source: name, userId: null },
        [],
      );
    const listed = (await store().scripts.heads(realm.id)).map(({ name }) => name);
    expect(listed).toEqual(["a", "b", "b-c", "ba"]);
  });

  test("settings of a script change alone", async () => {
    const { script } = await seedScript(store());
    const changed = await store().scripts.update(script.id, { description: "d", limits: { logLines: 5 } });
    expect(changed).toEqual({ ...script, description: "d", limits: { logLines: 5 } });
    expect(await store().scripts.byId(script.id)).toEqual(changed);
    await expectFault(store().scripts.update(newId("scr"), { description: "d" }), "not_found");
  });

  test("limits of a script change one by one, also at the same moment; null goes back to the default", async () => {
    const { script } = await seedScript(store());
    const set = (limits: LimitsChange) => store().scripts.update(script.id, { limits });
    await Promise.all([set({ logLines: 5 }), set({ hostCalls: 9 }), set({ waitMs: 50 })]);
    expect((await set({ logLines: null })).limits).toEqual({ hostCalls: 9, waitMs: 50 });
  });

  test("of two who change the same part of a script's settings only the first does; other parts are nobody's matter", async () => {
    const { script } = await seedScript(store());
    const seen = { description: script.description, limits: { logLines: null, hostCalls: null } };
    const set = (change: SettingsChange) => store().scripts.update(script.id, change, seen);
    await set({ description: "mine", limits: { logLines: 5 } });
    const both = set({ limits: { hostCalls: 9, logLines: 6 } });
    await expect(both).rejects.toThrow(/^Somebody changed limits\.logLines meanwhile/);
    await expectFault(set({ description: "theirs" }), "conflict");
    expect((await set({ limits: { hostCalls: 9 } })).limits).toEqual({ logLines: 5, hostCalls: 9 });
    // Who set the same is not in the way.
    expect((await set({ description: "mine" })).description).toBe("mine");
  });

  test("a script that was never published can go, with its draft and samples", async () => {
    const { script } = await seedScript(store());
    await store().samples.save(aSample(script));
    await store().scripts.remove(script, 4_000);
    expect(await store().scripts.byId(script.id)).toBeNull();
    expect(await store().drafts.get(script.id)).toBeNull();
    expect(await store().samples.list(script.id)).toEqual([]);
    await expectFault(store().scripts.remove(script, 4_000), "not_found");
  });

  test("samples are made, changed in place and removed; lists say what they weigh", async () => {
    const { script } = await seedScript(store());
    const [one, two] = [aSample(script, { createdAt: 1 }), aSample(script, { createdAt: 2 })];
    expect(await store().samples.save(one)).toEqual(listed(one));
    await store().samples.save(two);
    const calls = [{ function: "users.find", answer: { name: "é" } }];
    const changed = { ...one, name: "Changed", args: [{ deep: [[], {}], text: "é" }], calls, updatedAt: 5 };
    expect(await store().samples.save(changed)).toEqual(listed(changed));
    expect(await store().samples.list(script.id)).toEqual([listed(changed), listed(two)]);
    expect(await store().samples.byId(one.id)).toEqual(changed);
    await store().samples.remove(one.id);
    expect(await store().samples.byId(one.id)).toBeNull();
    expect(await store().samples.list(script.id)).toEqual([listed(two)]);
    await expectFault(store().samples.remove(one.id), "not_found");
    await expectFault(store().samples.save(aSample({ id: newId("scr") })), "not_found");
  });

  test("facts are kept by key; ping answers", async () => {
    const key = uniqueSlug("fact-");
    expect(await store().meta.get(key)).toBeNull();
    await store().meta.set(key, "1");
    await store().meta.set(key, "2");
    expect(await store().meta.get(key)).toBe("2");
    await store().ping();
  });
}

/** As lists show a sample: its arguments and calls weighed, not read. */
function listed({ args, calls, ...sample }: Sample): SampleSummary {
  return { ...sample, bytes: Buffer.byteLength(JSON.stringify(args) + JSON.stringify(calls)) };
}
