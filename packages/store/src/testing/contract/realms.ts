import { newId, type Realm } from "@scriptyard/model";
import { expect, test } from "vitest";
import { aFullRealm, type FullRealm } from "../a-full-realm.ts";
import { aTrigger } from "../a-trigger.ts";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aFlow, anExecution, aPublish, aRealm, aSample, aScript, seedScript } from "../fixtures.ts";

const dayMs = 86_400_000;

export function realmsContract({ store, clock }: Subject): void {
  const closed = (as: "archived" | "deleted", at: number) => ({ as, at, by: null });

  test("a realm is closed and opened by whoever finds it as they saw it", async () => {
    const realm = await store().realms.create(aRealm());
    expect("closed" in realm).toBe(false);
    const by = newId("usr");
    const archived = await store().realms.close(realm.id, { as: "archived", at: 5, by }, null);
    expect(archived).toEqual({ ...realm, closed: { as: "archived", at: 5, by } });
    expect(await store().realms.byName(realm.name)).toEqual(archived);
    expect(await store().realms.close(realm.id, closed("deleted", 6), null)).toBeNull();
    expect(await store().realms.close(realm.id, closed("deleted", 7), "archived")).toMatchObject({
      closed: closed("deleted", 7),
    });
    expect(await store().realms.close(realm.id, null, "deleted")).toEqual(realm);
    expect(await store().realms.close(newId("rlm"), null, null)).toBeNull();
  });

  test("a realm begins with all of its content, or there is none", async () => {
    const { realm, content } = someContent();
    expect(await store().realms.create(realm, content)).toEqual(realm);
    const { script, draft, samples } = content.scripts[0]!;
    expect(await store().scripts.byId(script.id)).toEqual(script);
    expect(await store().drafts.get(script.id)).toMatchObject({ source: draft.source, basedOnVersion: 4 });
    expect(await store().samples.byId(samples[0]!.id)).toEqual(samples[0]);
    expect(await store().versions.byId(script.liveVersionId!)).toEqual(content.versions[0]);
    expect((await store().versions.events({ realmId: realm.id })).map(({ id }) => id)).toEqual([
      content.events[0]!.id,
    ]);
    const [row] = await store().scripts.named(realm.id, { ids: [script.id] });
    expect(row).toMatchObject({ draftDiffers: true });
    expect(await store().flows.list(realm.id)).toEqual(content.flows);
    expect(await store().triggers.list(realm.id)).toEqual(content.triggers);
    // The next version goes on from there.
    const next = await store().versions.publish(aPublish(script, { source: draft.source }));
    expect([next.version.number, next.event.previousVersion]).toEqual([5, 4]);

    const broken = someContent();
    const other = { ...broken.content, triggers: content.triggers };
    await expectFault(store().realms.create(broken.realm, other), "conflict");
    expect(await store().realms.byName(broken.realm.name)).toBeNull();
    expect(await store().scripts.byId(broken.content.scripts[0]!.script.id)).toBeNull();
  });

  test("the list of realms says how much each has and when something happened in it", async () => {
    const empty = await store().realms.create(aRealm());
    const { realm, script } = await seedScript(store());
    await store().scripts.create(aScript(realm), { source: "b", userId: null }, []);
    await store().versions.publish(aPublish(script, { at: 9_000 }));
    await store().executions.insertMany([
      anExecution(script, { startedAt: 50 }),
      anExecution(script, { startedAt: 70 }),
    ]);
    const figures = new Map((await store().realms.figures()).map((one) => [one.realmId, one]));
    expect(figures.get(empty.id)).toEqual({
      realmId: empty.id,
      scripts: 0,
      lastChangeAt: null,
      lastRunAt: null,
    });
    expect(figures.get(realm.id)).toEqual({
      realmId: realm.id,
      scripts: 2,
      lastChangeAt: 9_000,
      lastRunAt: 70,
    });
  });

  test("a deleted realm goes with all it has when its days are over; nothing else does", async () => {
    const [gone, kept] = [await aFullRealm(store(), clock.nowMs), await aFullRealm(store(), clock.nowMs)];
    const archived = await aFullRealm(store(), clock.nowMs);
    await store().realms.close(gone.realm.id, closed("deleted", clock.nowMs - 2 * dayMs), null);
    await store().realms.close(kept.realm.id, closed("deleted", clock.nowMs), null);
    await store().realms.close(archived.realm.id, closed("archived", 0), null);
    expect(await store().realms.prune(clock.nowMs - dayMs)).toEqual([gone.realm.name]);
    expect(await store().realms.byId(gone.realm.id)).toBeNull();
    expect(await left(gone)).toEqual({});
    for (const one of [kept, archived]) {
      const all = await left(one);
      expect(Object.values(all).every((count) => count > 0)).toBe(true);
      expect(Object.keys(all)).toHaveLength(16);
    }
    // Its name is free again.
    await store().realms.create(aRealm({ name: gone.realm.name }));
    expect(await store().realms.prune(clock.nowMs - dayMs)).toEqual([]);
  });

  /** How much is there of it, by kind; without those of which there is nothing. */
  async function left({ realm, script, session, code, trigger, message, token }: FullRealm) {
    const page = { limit: 10 };
    const counts = {
      scripts: (await store().scripts.heads(realm.id)).length,
      drafts: (await store().drafts.get(script.id)) ? 1 : 0,
      samples: (await store().samples.list(script.id)).length,
      versions: (await store().versions.list(script.id, page)).items.length,
      flows: (await store().flows.list(realm.id)).length,
      sessions: (await store().flowSessions.byId(session.id)) ? 1 : 0,
      codes: (await store().codes.byId(code.id)) ? 1 : 0,
      triggers:
        (await store().triggers.list(realm.id)).length + (await store().triggers.states([trigger.id])).length,
      executions: (await store().executions.list({ realmId: realm.id }, page)).items.length,
      errors: (await store().errors.list({ realmId: realm.id }, page)).items.length,
      messages: (await store().bus.recover()).filter((one) => one.message.id === message.id).length,
      partners: (await store().partnerKeys.list(realm.id)).length,
      secrets: (await store().secrets.list(realm.id)).length,
      tokens: (await store().tokens.list()).filter(({ id }) => id === token.id).length,
      state: (await store().state.usage(realm.id)).keys,
      marks: (await store().meta.get(`seed.triggers.${realm.id}`)) ? 1 : 0,
    };
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  }
}

/** A script whose draft goes on from version 4, its sample, a flow and a trigger. */
function someContent() {
  const realm: Realm = aRealm();
  const bare = aScript(realm);
  const { version, event } = aPublish(bare, { source: "live" });
  const script = { ...bare, liveVersion: 4, liveVersionId: version.id };
  const content = {
    scripts: [{ script, draft: { source: "draft", userId: null, basedOn: 4 }, samples: [aSample(script)] }],
    versions: [{ ...version, number: 4 }],
    events: [{ ...event, version: 4, previousVersion: null }],
    flows: [aFlow(realm)],
    flowDrafts: [],
    triggers: [aTrigger(script)],
  };
  return { realm, content };
}
