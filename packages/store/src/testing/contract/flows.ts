import { emptyGraph, newId, type Realm } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aFlow, aFlowSession, aRealm } from "../fixtures.ts";

export function flowsContract({ store }: Subject): void {
  test("a flow is saved, saved again, and found", async () => {
    const realm = await store().realms.create(aRealm());
    const flow = await store().flows.save(aFlow(realm));
    expect(flow).toEqual(aFlow(realm, { id: flow.id, name: flow.name }));
    const moved = {
      ...flow,
      nodes: flow.nodes.map((n) => ({ ...n, position: { x: 1, y: 2 } })),
      updatedAt: 9,
    };
    expect(await store().flows.save(moved)).toEqual(moved);
    expect(await store().flows.byName(realm.id, flow.name)).toEqual(moved);
    expect(await store().flows.byId(flow.id)).toEqual(moved);
    expect(await store().flows.list(realm.id)).toEqual([moved]);
    await expectFault(store().flows.save(aFlow(realm, { name: flow.name })), "conflict");
    await expectFault(store().flows.save(aFlow(aRealm())), "not_found");
  });

  test("a search finds flows and nodes by name and title", async () => {
    const realm = await store().realms.create(aRealm());
    const flow = aFlow(realm);
    const [node] = flow.nodes;
    await store().flows.save({ ...flow, title: "Sign up", nodes: [{ ...node!, title: "Is it RISKY?" }] });
    const find = (text: string) => store().flows.search(realm.id, { text, limit: 5 });
    const hit = { flow: flow.name, flowTitle: "Sign up", name: node!.name, title: "Is it RISKY?" };
    expect(await find("risky it")).toEqual({ flows: [], nodes: [hit] });
    expect((await find("sign UP")).flows).toEqual([{ id: flow.id, name: flow.name, title: "Sign up" }]);
    expect(await store().flows.search(realm.id, { text: "", limit: 0 })).toEqual({ flows: [], nodes: [] });
  });

  test("what is drawn is kept by revision: of eight who save at once one wins, and the others get what it drew", async () => {
    const realm = await store().realms.create(aRealm());
    const flow = await store().flows.create(unpublished(realm), { graph: emptyGraph, userId: null }, []);
    expect(await store().flows.draft(flow.id)).toMatchObject({ revision: 1, graph: emptyGraph });
    const { nodes, edges } = aFlow(realm);
    const save = (title: string) =>
      store().flows.saveDraft({
        flowId: flow.id,
        graph: { entry: null, nodes: [{ ...nodes[0]!, title }], edges: [] },
        baseRevision: 1,
        userId: null,
        nowMs: 5,
      });
    const saved = await Promise.all(Array.from({ length: 8 }, (_, n) => save(`t${n}`)));
    const won = saved.filter(({ ok }) => ok);
    expect(won).toHaveLength(1);
    expect(saved.map(({ draft }) => draft)).toEqual(saved.map(() => won[0]!.draft));
    // An answer lost on the way may be asked for again.
    expect(await save(won[0]!.draft.graph.nodes[0]!.title)).toMatchObject({ ok: true });
    expect((await store().flows.draft(flow.id))?.revision).toBe(2);
    expect((await store().flows.drafts(realm.id)).map(({ flowId }) => flowId)).toEqual([flow.id]);
    // One that was never drawn goes on from what is live.
    const live = await store().flows.save(aFlow(realm));
    const first = { flowId: live.id, graph: { entry: null, nodes, edges }, userId: null, nowMs: 5 };
    expect(await store().flows.saveDraft({ ...first, baseRevision: 0 })).toMatchObject({ ok: true });
    expect(await store().flows.saveDraft({ ...first, graph: emptyGraph, baseRevision: 0 })).toMatchObject({
      ok: false,
      draft: { revision: 1 },
    });
    await expectFault(
      store().flows.saveDraft({ ...first, flowId: newId("flw"), baseRevision: 0 }),
      "not_found",
    );
  });

  test("publishes are versions of their own, and an earlier one comes back as it was", async () => {
    const realm = await store().realms.create(aRealm());
    // From before flows had versions.
    const older = await store().flows.save(aFlow(realm));
    const { flows } = store();
    const flowId = older.id;
    const publish = (revision: number, at: number) =>
      flows.publish({ id: newId("pub"), flowId, note: `at ${at}`, authorId: null, at, revision });
    await expectFault(publish(1, 2_000), "conflict");
    const graph = {
      entry: "risk-check",
      nodes: [older.nodes[0]!],
      edges: [{ from: "risk-check", to: "done" }],
    };
    await flows.saveDraft({ flowId, graph, baseRevision: 0, userId: null, nowMs: 5 });
    const { flow, event } = await publish(1, 2_000);
    expect(flow).toMatchObject({ ...graph, liveVersion: 2, title: older.title });
    expect(event).toMatchObject({ kind: "publish", version: 2, previousVersion: 1 });
    expect(await flows.draft(flowId)).toMatchObject({ revision: 1, basedOnVersion: 2 });
    expect((await flows.version(flowId, 1))?.graph).toEqual({
      entry: older.entry,
      nodes: older.nodes,
      edges: older.edges,
    });
    const back = { id: newId("pub"), flowId, note: "back", authorId: null, at: 3_000, toVersion: 1 };
    await expectFault(flows.rollback({ ...back, toVersion: 2 }), "conflict");
    await expectFault(flows.rollback({ ...back, toVersion: 9 }), "not_found");
    expect((await flows.rollback(back)).flow).toMatchObject({ nodes: older.nodes, liveVersion: 1 });
    expect((await flows.publishes(flowId)).map(({ kind, version }) => [kind, version])).toEqual([
      ["rollback", 1],
      ["publish", 2],
      ["publish", 1],
    ]);
    expect(await flows.draft(flowId)).toMatchObject({ graph });
    // An import that was planned before has to look again.
    expect(await flows.rename(flowId, "Entry", 4_000)).toMatchObject({ title: "Entry", updatedAt: 4_000 });
  });

  test("a deleted flow frees its name, still ends its walks, comes back, and goes for good when none are left", async () => {
    const realm = await store().realms.create(aRealm());
    const { flows, flowSessions } = store();
    const flow = await flows.create(unpublished(realm), { graph: emptyGraph, userId: null }, []);
    const session = aFlowSession(flow, { expiresAt: 900 });
    await flowSessions.create(session);
    expect(await flowSessions.underWay(flow.id, 800)).toBe(1);
    expect(await flowSessions.underWay(flow.id, 901)).toBe(0);
    await flows.remove(flow.id, 100);
    expect(await flows.byName(realm.id, flow.name)).toBeNull();
    expect(await flows.list(realm.id)).toEqual([]);
    expect(await flows.drafts(realm.id)).toEqual([]);
    expect((await flows.search(realm.id, { text: flow.name, limit: 5 })).flows).toEqual([]);
    expect(await flows.byId(flow.id)).toEqual(flow);
    await expectFault(flows.remove(flow.id, 100), "not_found");
    const other = await flows.save(aFlow(realm, { name: flow.name }));
    await expectFault(flows.restore(flow.id), "conflict");
    await flows.remove(other.id, 5_000);
    expect(await flows.restore(flow.id)).toEqual(flow);
    await flows.remove(flow.id, 100);
    expect(await flows.prune(200)).toBe(0);
    expect(await flowSessions.prune(1_000)).toBeGreaterThan(0);
    expect(await flows.prune(200)).toBe(1);
    expect(await flows.byId(flow.id)).toBeNull();
    expect(await flows.draft(flow.id)).toBeNull();
    expect((await flows.byId(other.id))?.id).toBe(other.id);
  });

  test("a flow session moves on once per step: compare-and-set", async () => {
    const flow = await store().flows.save(aFlow(await store().realms.create(aRealm())));
    const session = aFlowSession(flow, { state: { user: { id: "u" }, history: ["a"] } });
    await store().flowSessions.create(session);
    expect(await store().flowSessions.byId(session.id)).toEqual(session);

    const next = {
      ...session,
      node: "welcome",
      ticket: { hash: "a", sealed: "b", expiresAt: 9 },
      suspension: "c2VhbGVk",
      lastAnswer: { action: "challenge" },
      updatedAt: 1_500,
    };
    const racers = Array.from({ length: 8 }, () => store().flowSessions.update(next, session.updatedAt));
    expect((await Promise.all(racers)).filter(Boolean).length).toBe(1);
    expect(await store().flowSessions.byId(session.id)).toEqual(next);
  });

  test("two steps in one millisecond still exclude each other", async () => {
    const flow = await store().flows.save(aFlow(await store().realms.create(aRealm())));
    const session = aFlowSession(flow);
    await store().flowSessions.create(session);
    expect(await store().flowSessions.update(session, session.updatedAt)).toBe(true);
    expect(await store().flowSessions.update(session, session.updatedAt)).toBe(false);
    const read = await store().flowSessions.byId(session.id);
    expect(read!.updatedAt).toBe(session.updatedAt + 1);
  });

  test("ended sessions are pruned by their expiry", async () => {
    const flow = await store().flows.save(aFlow(await store().realms.create(aRealm())));
    const old = aFlowSession(flow, { expiresAt: 100 });
    const young = aFlowSession(flow, { expiresAt: 300 });
    await store().flowSessions.create(old);
    await store().flowSessions.create(young);
    expect(await store().flowSessions.prune(200)).toBe(1);
    expect(await store().flowSessions.byId(old.id)).toBeNull();
    expect(await store().flowSessions.byId(young.id)).toEqual(young);
    await expectFault(store().flowSessions.create(young), "conflict");
    await expectFault(store().flowSessions.create(aFlowSession({ ...flow, id: newId("flw") })), "not_found");
  });
}

const unpublished = (realm: Realm) => aFlow(realm, { entry: "", nodes: [], edges: [] });
