import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aCode, aRealm, sha256, uniqueSlug } from "../fixtures.ts";

export function codesContract({ store }: Subject): void {
  test("of one purpose the newest code is open, and the others have ended and lost their text", async () => {
    const realm = await store().realms.create(aRealm());
    const binding = uniqueSlug("flow:");
    const first = aCode(realm, { binding });
    const other = aCode(realm, { binding, purpose: "transfer" });
    const second = aCode(realm, { binding, createdAt: 2_000 });
    for (const code of [first, other, second]) await store().codes.issue(code);
    expect(await store().codes.ofBinding({ realmId: realm.id, binding, purpose: "login" })).toEqual([
      second,
      { ...first, endedAt: 2_000, sealed: null },
    ]);
    expect(await store().codes.ofBinding({ realmId: realm.id, binding })).toHaveLength(3);
    expect(await store().codes.ofBinding({ realmId: newId("rlm"), binding })).toEqual([]);
    expect(await store().codes.byId(other.id)).toEqual(other);
    expect(await store().codes.byId(newId("cod"))).toBeNull();
  });

  test("tries at once are no more than tries one by one; it ends once; its text is collected once", async () => {
    const realm = await store().realms.create(aRealm());
    const code = aCode(realm, { binding: uniqueSlug("flow:"), subject: sha256(uniqueSlug("u")) });
    await store().codes.issue(code);
    const all = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 10 }, work));
    expect((await all(() => store().codes.collect(code.id))).filter((text) => text !== null)).toEqual([
      code.sealed,
    ]);
    expect((await all(() => store().codes.countTry(code.id))).filter(Boolean)).toHaveLength(3);
    const wrong = { realmId: realm.id, subject: code.subject!, sinceMs: 999, knownSinceMs: 999 };
    const seen = { network: code.network, made: 1, wrong: 3, known: false };
    expect(await store().codes.ofSubject(wrong)).toEqual([seen]);
    expect((await all(() => store().codes.end(code.id, 5_000, true))).filter(Boolean)).toHaveLength(1);
    expect(await store().codes.byId(code.id)).toEqual({
      ...code,
      tries: 3,
      endedAt: 5_000,
      used: true,
      sealed: null,
    });
    // The right one among them was no wrong try.
    expect(await store().codes.ofSubject(wrong)).toEqual([{ ...seen, wrong: 2, known: true }]);
    expect(await store().codes.ofSubject({ ...wrong, sinceMs: 1_000 })).toEqual([
      { ...seen, made: 0, wrong: 0, known: true },
    ]);
    expect(await store().codes.ofSubject({ ...wrong, sinceMs: 1_000, knownSinceMs: 1_000 })).toEqual([]);
    const elsewhere = { subject: code.subject, network: null, createdAt: 2_000 };
    for (const mostTries of [3, 0])
      await store().codes.issue(aCode(realm, { binding: uniqueSlug("flow:"), ...elsewhere, mostTries }));
    expect(await store().codes.ofSubject(wrong)).toContainEqual({
      network: null,
      made: 1,
      wrong: 0,
      known: false,
    });
    const unopened = aCode(realm, { binding: uniqueSlug("flow:") });
    await store().codes.issue(unopened);
    await store().codes.end(unopened.id, 5_000, false);
    expect(await store().codes.countTry(unopened.id)).toBe(false);

    const withheld = aCode(realm, { binding: uniqueSlug("flow:") });
    await store().codes.issue(withheld);
    await store().codes.withhold(withheld.id);
    expect(await store().codes.countTry(withheld.id)).toBe(false);
    expect(await store().codes.byId(withheld.id)).toEqual({ ...withheld, sealed: null, mostTries: 0 });
  });

  test("a partner has one key; a new one takes its place", async () => {
    const realm = await store().realms.create(aRealm());
    const key = {
      id: newId("ptn"),
      realmId: realm.id,
      name: "pay",
      sealedKey: "a",
      createdBy: null,
      createdAt: 1,
    };
    await store().partnerKeys.save(key);
    await store().partnerKeys.save({ ...key, id: newId("ptn"), name: "consent" });
    const renewed = { ...key, id: newId("ptn"), sealedKey: "b", createdAt: 2 };
    await store().partnerKeys.save(renewed);
    expect(await store().partnerKeys.byName(realm.id, "pay")).toEqual(renewed);
    expect((await store().partnerKeys.list(realm.id)).map(({ name }) => name)).toEqual(["consent", "pay"]);
    expect(await store().partnerKeys.remove(renewed.id)).toBe(true);
    expect(await store().partnerKeys.remove(renewed.id)).toBe(false);
    expect(await store().partnerKeys.byName(realm.id, "pay")).toBeNull();
    await expectFault(store().partnerKeys.save({ ...key, realmId: newId("rlm") }), "not_found");
  });
}
