import { newId } from "@scriptyard/model";
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
