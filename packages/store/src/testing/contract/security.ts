import { newId, type SecurityEvent } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aRealm } from "../fixtures.ts";

export function securityContract({ store }: Subject): void {
  const anEvent = (realmId: SecurityEvent["realmId"], more: Partial<SecurityEvent> = {}): SecurityEvent => ({
    id: newId("sec"),
    realmId,
    kind: "capability",
    subject: "events.publish",
    message: "not allowed\u0000",
    level: "safe",
    scriptId: newId("scr"),
    script: "login/risk-check",
    version: 3,
    trigger: "flow",
    executionId: newId("exe"),
    userId: null,
    requestId: null,
    count: 1,
    at: 1_000,
    lastAt: 1_000,
    ...more,
  });

  test("a realm keeps its policy, and one without comes back without", async () => {
    const realm = await store().realms.create(aRealm());
    expect("policy" in realm).toBe(false);
    const policy = {
      defaultLevel: "safe",
      rules: [{ flow: "login", level: "safe" }],
      levels: { safe: { limits: { timeoutMs: 20 }, deny: ["flow.write"] } },
    };
    expect((await store().realms.update(realm.id, { policy })).policy).toEqual(policy);
    expect((await store().realms.byName(realm.name))!.policy).toEqual(policy);
    // Somebody edited the file: the store says so instead of running scripts under nobody knows what.
    const broken = { ...policy, defaultLevel: 7 } as never;
    await expectFault(store().realms.update(realm.id, { policy: broken }), "storage");
  });

  test("security events are listed newest first, count up, and end with their time", async () => {
    const realm = await store().realms.create(aRealm());
    const other = await store().realms.create(aRealm());
    const first = anEvent(realm.id);
    const second = anEvent(realm.id, { kind: "library", subject: "shared/dates", at: 2_000, lastAt: 2_000 });
    for (const event of [first, second, anEvent(other.id)]) await store().securityEvents.save(event);
    const list = async (kind?: SecurityEvent["kind"]) =>
      (await store().securityEvents.list(realm.id, kind ? { kind } : {}, { limit: 10 })).items;
    expect(await list()).toEqual([second, first]);
    await store().securityEvents.save({ ...first, count: 9, lastAt: 3_000 });
    const [newest] = await list("capability");
    expect(newest).toEqual({ ...first, count: 9, lastAt: 3_000 });
    expect(await store().securityEvents.prune(2_500)).toBeGreaterThanOrEqual(1);
    expect((await list()).map((e) => e.id)).toEqual([first.id]);
    await expectFault(store().securityEvents.save(anEvent(newId("rlm"))), "not_found");
  });

  test("security events come by pages, also those of one moment; each is on one of them", async () => {
    const realm = await store().realms.create(aRealm());
    for (let i = 0; i < 5; i++)
      await store().securityEvents.save(
        anEvent(realm.id, { kind: i === 2 ? "library" : "capability", lastAt: i < 3 ? 1_000 : 2_000 }),
      );
    const all = (await store().securityEvents.list(realm.id, {}, { limit: 10 })).items.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor !== null; pages++) {
      const page = await store().securityEvents.list(realm.id, {}, { cursor, limit: 2 });
      expect(page.items.length).toBeGreaterThan(0);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(all);
    expect(all).toHaveLength(5);
    const { items, next } = await store().securityEvents.list(realm.id, { kind: "library" }, { limit: 1 });
    expect([items.length, next]).toEqual([1, null]);
    await expectFault(
      store().securityEvents.list(realm.id, {}, { cursor: "none of ours", limit: 2 }),
      "bad_request",
    );
  });
}
