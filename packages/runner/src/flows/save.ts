import type { Flow, Realm } from "@scriptyard/model";
import { edgeFor, junctionOf, noEdge } from "@scriptyard/model";
import { noteChange } from "../changes.ts";
import type { Core } from "../core.ts";
import { payerOf } from "../pipeline/payer.ts";
import type { Actor } from "../types.ts";
import { checkFlow, kindOf } from "./graph.ts";
import type { SavedFlow } from "./types.ts";

/**
 * Writes a flow, and tells which of its live scripts answer an outcome that has no edge in it (any more).
 *
 * @throws Fault `bad_request` when the graph is not sound
 */
export async function saveFlow(core: Core, flow: Flow, actor: Actor): Promise<SavedFlow> {
  const realm = await core.catalog.realmById(flow.realmId);
  const saved = await core.store.flows.save({
    ...checkFlow(flow, core.hosts.byId(realm.hostId)),
    realmId: realm.id,
    updatedAt: core.clock(),
  });
  core.catalog.forget();
  noteChange(core, actor, "flow.save", { realmId: realm.id, subject: saved.name });
  // Files are judged by the edges of now: one that waited for its edge becomes live, another keeps what it had.
  core.registry.flowSaved(realm, saved.name);
  // It is written: that nobody has time to read the scripts must not fail it.
  const warnings = await lostOutcomes(core, realm, saved, actor).catch(() => []);
  return { ...saved, warnings };
}

async function lostOutcomes(core: Core, realm: Realm, flow: Flow, actor: Actor): Promise<string[]> {
  const host = core.hosts.byId(realm.hostId);
  const found = await Promise.all(
    flow.nodes.map(async (node) => {
      const { name } = node;
      const kind = kindOf(host, node);
      const ways = host.waysOut(kind.hook);
      if (ways === null) return [];
      const script = await core.store.scripts.byName(realm.id, flow.name, name);
      if (!script?.liveVersionId) return [];
      const { version } = await core.catalog.version(script.liveVersionId);
      if (version.hook !== kind.hook) return [];
      const payer = payerOf(realm, actor);
      const { written } = await core.workshop.outcomes(version.compiled, kind.hook, ways, payer);
      const junction = junctionOf(flow, name);
      const lost = new Set(
        written.map(({ outcome }) => outcome).filter((o) => edgeFor(junction, o) === null),
      );
      return [...lost].map((outcome) => `The live version ${version.number}: ${noEdge(junction, outcome)}`);
    }),
  );
  return found.flat();
}
