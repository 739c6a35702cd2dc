import { newId, type Realm, type Script, type SecretVersion, type VersionLibrary } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aPublish, aRealm, aScript } from "../fixtures.ts";

const aSecret = (realm: Realm, change: Partial<SecretVersion> = {}) => ({
  id: newId("sct"),
  realmId: realm.id,
  name: "stripe",
  script: null,
  sealed: "a",
  createdBy: null,
  createdAt: 1,
  ...change,
});

export function secretsContract({ store }: Subject): void {
  const put = (secret: ReturnType<typeof aSecret>, basedOn: number | null = null) =>
    store().secrets.put(secret, { versions: 3, basedOn });

  test("versions count up, the newest first, and as many are kept as there is room for", async () => {
    const realm = await store().realms.create(aRealm());
    for (let version = 0; version < 5; version++)
      await put(aSecret(realm, { sealed: `v${version + 1}` }), version === 0 ? null : version);
    await put(aSecret(realm, { script: "shop/pay", sealed: "own" }));
    await put(aSecret(realm, { name: "mail", sealed: "m" }));
    const kept = await store().secrets.list(realm.id);
    expect(kept.map(({ name, script, version, sealed }) => [name, script, version, sealed])).toEqual([
      ["mail", null, 1, "m"],
      ["stripe", null, 5, "v5"],
      ["stripe", null, 4, "v4"],
      ["stripe", null, 3, "v3"],
      ["stripe", "shop/pay", 1, "own"],
    ]);
    expect((await store().secrets.list()).length).toBeGreaterThanOrEqual(5);
  });

  test("of two who set it at once, one is told", async () => {
    const realm = await store().realms.create(aRealm());
    await put(aSecret(realm));
    const again = await expectFault(put(aSecret(realm)), "conflict");
    expect(again.details).toEqual({
      issues: [{ path: "name", message: 'There is a secret "stripe" already: rotate it.' }],
    });
    const both = await Promise.allSettled([put(aSecret(realm), 1), put(aSecret(realm), 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expectFault(put(aSecret(realm, { name: "gone" }), 1), "conflict");
    await expectFault(put(aSecret({ ...realm, id: newId("rlm") })), "not_found");
  });

  test("is removed with its versions, and one of another script stays", async () => {
    const realm = await store().realms.create(aRealm());
    await put(aSecret(realm));
    await put(aSecret(realm), 1);
    await put(aSecret(realm, { script: "shop/pay" }));
    expect(await store().secrets.remove(realm.id, { name: "stripe", script: null })).toBe(true);
    expect(await store().secrets.remove(realm.id, { name: "stripe", script: null })).toBe(false);
    expect((await store().secrets.list(realm.id)).map(({ script }) => script)).toEqual(["shop/pay"]);
  });

  test("whoever is bound to a version of a library names what that version names", async () => {
    const realm = await store().realms.create(aRealm());
    const make = (module: string, name: string, hook: string | null) =>
      store().scripts.create(aScript(realm, { module, name, hook }), { source: "", userId: null }, []);
    const publish = async (script: Script, source: string, libraries: VersionLibrary[] = [], at = 1) => {
      const made = aPublish(script, { source, at });
      await store().versions.publish({ ...made, version: { ...made.version, libraries } });
      const { id: versionId, sha256 } = made.version;
      return {
        specifier: `${script.module}/${script.name}`,
        scriptId: script.id,
        versionId,
        version: 1,
        sha256,
      };
    };
    const library = await make("shared", "pay", null);
    const older = await publish(library, 'secrets.get("stripe")');
    const newer = await publish(library, "secrets.value( 'paypal')", [], 2);
    const carried = {
      specifier: "shared/mail",
      layer: "file" as const,
      language: "typescript" as const,
      source: 'secrets.get("mail")',
      compiled: "",
      sha256: "0".repeat(64),
    };
    await publish(await make("shop", "a", "onExecute"), "x", [older]);
    await publish(await make("shop", "b", "onExecute"), 'secrets.get("own")', [newer, carried]);
    await publish(await make("shop", "c", "onExecute"), "x");
    expect(await store().secrets.uses(realm.id)).toEqual([
      { module: "shop", name: "a", secrets: ["stripe"] },
      { module: "shop", name: "b", secrets: ["mail", "own", "paypal"] },
    ]);
  });

  test("when it was last used is written now and then", async () => {
    const realm = await store().realms.create(aRealm());
    const { id } = await put(aSecret(realm));
    const last = async () => (await store().secrets.list(realm.id))[0]!.lastUsedAt;
    await store().secrets.used([id], { nowMs: 100, sinceMs: 40 });
    await store().secrets.used([id], { nowMs: 150, sinceMs: 90 });
    expect(await last()).toBe(100);
    await store().secrets.used([id], { nowMs: 200, sinceMs: 140 });
    expect(await last()).toBe(200);
  });
}
