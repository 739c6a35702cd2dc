import type { Workshop } from "@scriptyard/languages/workshop";
import type { Flow, Realm } from "@scriptyard/model";
import { edgeFor, Fault, graphOf, junctionOf, newId, noEdge } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { tellFlow } from "../../authoring/flows/tell.ts";
import { payerOf } from "../../engine/payer.ts";
import type { EventHub } from "../../events/hub.ts";
import type { RunnerLog } from "../../options.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { checkFlow, kindOf } from "./graph.ts";
import type { DeliveredFlow, SavedFlow } from "./types.ts";

export type FlowSavePorts = {
  store: Store;
  workshop: Workshop;
  hosts: HostRegistry;
  clock: () => number;
  catalog: Catalog;
  registry: Registry;
  log: RunnerLog;
  hub: EventHub;
};

/**
 * Makes a flow that was delivered with a host, or by a seed, live at once: drawn and published as one version. Tells which of
 * its live scripts answer an outcome that has no edge in it (any more).
 *
 * @throws Fault `bad_request` when the graph is not sound; `conflict` when somebody drew it meanwhile
 */
export async function saveFlow(ports: FlowSavePorts, flow: DeliveredFlow, actor: Actor): Promise<SavedFlow> {
  const realm = await ports.catalog.realmById(flow.realmId);
  const graph = graphOf(checkFlow(flow, ports.hosts.byId(realm.hostId)));
  const now = ports.clock();
  const { id: flowId } = flow;
  if ((await ports.store.flows.byId(flowId)) === null)
    await ports.store.flows.create(
      { ...flow, realmId: realm.id, entry: "", nodes: [], edges: [], liveVersion: null, updatedAt: now },
      { graph, userId: actor.userId },
      [],
    );
  const baseRevision = (await ports.store.flows.draft(flowId))?.revision ?? 0;
  const { ok, draft } = await ports.store.flows.saveDraft({
    flowId,
    graph,
    baseRevision,
    userId: actor.userId,
    nowMs: now,
  });
  if (!ok) throw new Fault("conflict", `Somebody is drawing the flow "${flow.name}" just now. Try again.`);
  const { flow: saved } = await ports.store.flows.publish({
    id: newId("pub", now),
    flowId,
    revision: draft.revision,
    note: "As delivered",
    authorId: actor.userId,
    at: now,
  });
  tellFlow(ports, realm, saved, { change: "published" }, actor);
  // It is written: that nobody has time to read the scripts must not fail it.
  const warnings = await lostOutcomes(ports, realm, saved, actor).catch(() => []);
  return { ...saved, warnings };
}

async function lostOutcomes(ports: FlowSavePorts, realm: Realm, flow: Flow, actor: Actor): Promise<string[]> {
  const host = ports.hosts.byId(realm.hostId);
  const found = await Promise.all(
    flow.nodes.map(async (node) => {
      const { name } = node;
      const kind = kindOf(host, node);
      const ways = host.waysOut(kind.hook);
      if (ways === null) return [];
      const script = await ports.store.scripts.byName(realm.id, flow.name, name);
      if (!script?.liveVersionId) return [];
      const { version } = await ports.catalog.version(script.liveVersionId);
      if (version.hook !== kind.hook) return [];
      const payer = payerOf(realm, actor);
      const { written } = await ports.workshop.outcomes(version.compiled, kind.hook, ways, payer);
      const junction = junctionOf(flow, name);
      const lost = new Set(
        written.map(({ outcome }) => outcome).filter((o) => edgeFor(junction, o) === null),
      );
      return [...lost].map((outcome) => `The live version ${version.number}: ${noEdge(junction, outcome)}`);
    }),
  );
  return found.flat();
}
