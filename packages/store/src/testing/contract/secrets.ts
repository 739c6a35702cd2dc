import { newId, type Realm, type SecretVersion } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aRealm } from "../fixtures.ts";

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
    await expectFault(put(aSecret(realm)), "conflict");
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
