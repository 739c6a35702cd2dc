import type { Workshop } from "@scriptyard/languages/workshop";
import type { Flow, Realm } from "@scriptyard/model";
import { edgeFor, junctionOf, noEdge } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { noteChange } from "../../changes.ts";
import { payerOf } from "../../engine/payer.ts";
import type { RunnerLog } from "../../options.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { checkFlow, kindOf } from "./graph.ts";
import type { SavedFlow } from "./types.ts";

export type FlowSavePorts = {
  store: Store;
  workshop: Workshop;
  hosts: HostRegistry;
  clock: () => number;
  catalog: Catalog;
  registry: Registry;
  log: RunnerLog;
};

/**
 * Writes a flow, and tells which of its live scripts answer an outcome that has no edge in it (any more).
 *
 * @throws Fault `bad_request` when the graph is not sound
 */
export async function saveFlow(ports: FlowSavePorts, flow: Flow, actor: Actor): Promise<SavedFlow> {
  const realm = await ports.catalog.realmById(flow.realmId);
  const saved = await ports.store.flows.save({
    ...checkFlow(flow, ports.hosts.byId(realm.hostId)),
    realmId: realm.id,
    updatedAt: ports.clock(),
  });
  ports.catalog.forget();
  noteChange(ports, actor, "flow.save", { realmId: realm.id, subject: saved.name });
  // Files are judged by the edges of now: one that waited for its edge becomes live, another keeps what it had.
  ports.registry.flowSaved(realm, saved.name);
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
