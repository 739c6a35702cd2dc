import { Fault, type Flow, type Realm } from "@scriptyard/model";
import { requireRoom } from "../../quotas/require-room.ts";
import { createFlow } from "./create.ts";
import { titleIn } from "./names-in.ts";
import { createNodeScripts } from "./node-scripts.ts";
import type { FlowGraphsPorts } from "./ports.ts";
import { findingsOf, publishFlow, rollbackFlow } from "./publish.ts";
import { readScripts } from "./read-scripts.ts";
import { saveFlowDraft } from "./save-draft.ts";
import { tellFlow } from "./tell.ts";
import type { FlowAt, FlowGraphs } from "./types.ts";

/** @param track waits for what is under way when the runner closes */
export function createFlowGraphs(
  ports: FlowGraphsPorts,
  track: <T>(job: () => Promise<T>) => Promise<T>,
): FlowGraphs {
  return {
    create: (input, actor) => track(() => createFlow(ports, input, actor)),
    createScripts: (at, nodes, actor) =>
      track(async () => {
        const { realm, flow } = await openFlow(ports, at);
        await createNodeScripts(ports, realm, flow.name, nodes, actor);
      }),
    scripts: (at, actor) =>
      track(async () => {
        const { realm, flow } = await anyFlow(ports, at);
        return readScripts(ports, realm, flow, actor);
      }),
    findings: (at, actor) =>
      track(async () => {
        const { realm, flow } = await anyFlow(ports, at);
        return findingsOf(ports, realm, flow, actor);
      }),
    saveDraft: (at, draft, actor) =>
      track(async () => {
        const { realm, flow } = await openFlow(ports, at);
        return saveFlowDraft(ports, realm, flow, draft, actor);
      }),
    publish: (at, input, actor) =>
      track(async () => {
        const { realm, flow } = await openFlow(ports, at);
        return publishFlow(ports, realm, flow, input, actor);
      }),
    rollback: (at, input, actor) =>
      track(async () => {
        const { realm, flow } = await openFlow(ports, at);
        return rollbackFlow(ports, realm, flow, input, actor);
      }),
    rename: (at, title, actor) =>
      track(async () => {
        const { realm, flow } = await openFlow(ports, at);
        const renamed = await ports.store.flows.rename(flow.id, titleIn(title), ports.clock());
        tellFlow(ports, realm, renamed, { change: "renamed" }, actor);
        return renamed;
      }),
    removal: (at) =>
      track(async () => {
        const { realm, flow } = await anyFlow(ports, at);
        const heads = await ports.store.scripts.heads(realm.id, flow.name);
        return {
          walks: await ports.store.flowSessions.underWay(flow.id, ports.clock()),
          scripts: heads.length,
        };
      }),
    remove: (at, actor) =>
      track(async () => {
        const { realm, flow } = await openFlow(ports, at);
        await ports.store.flows.remove(flow.id, ports.clock());
        tellFlow(ports, realm, flow, { change: "removed" }, actor);
      }),
    restore: ({ realm: name, flowId }, actor) =>
      track(async () => {
        const realm = await ports.catalog.realm(name);
        const removed = await ports.store.flows.byId(flowId);
        if (removed?.realmId !== realm.id) throw new Fault("not_found", "This flow is gone for good.");
        const there = await ports.store.flows.list(realm.id);
        const isThere = there.some(({ id }) => id === flowId);
        requireRoom({ flows: { used: there.length, adding: isThere ? 0 : 1 } });
        const flow = await ports.store.flows.restore(flowId);
        tellFlow(ports, realm, flow, { change: "restored" }, actor);
        return flow;
      }),
  };
}

async function openFlow(ports: FlowGraphsPorts, at: FlowAt): Promise<{ realm: Realm; flow: Flow }> {
  return { ...(await anyFlow(ports, at)), realm: await ports.catalog.realm(at.realm) };
}

async function anyFlow(ports: FlowGraphsPorts, at: FlowAt): Promise<{ realm: Realm; flow: Flow }> {
  const realm = await ports.catalog.anyRealm(at.realm);
  const flow = await ports.store.flows.byName(realm.id, at.flow);
  if (flow !== null) return { realm, flow };
  throw new Fault("not_found", `There is no flow "${at.flow}" in the realm "${realm.name}".`);
}
