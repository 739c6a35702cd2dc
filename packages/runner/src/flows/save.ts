import type { Flow, Realm } from "@scriptyard/model";
import { edgeFor, hookOfNode, junctionOf, noEdge } from "@scriptyard/model";
import { noteChange } from "../changes.ts";
import type { Core } from "../core.ts";
import { payerOf } from "../pipeline/payer.ts";
import type { Actor } from "../types.ts";
import { checkFlow } from "./graph.ts";
import type { SavedFlow } from "./types.ts";

/**
 * Writes a flow, and tells which of its live scripts answer an outcome that has no edge in it (any more).
 *
 * @throws Fault `bad_request` when the graph is not sound
 */
export async function saveFlow(core: Core, flow: Flow, actor: Actor): Promise<SavedFlow> {
  const realm = await core.catalog.realmById(flow.realmId);
  const saved = await core.store.flows.save({
    ...checkFlow(flow),
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
  const found = await Promise.all(
    flow.nodes
      .filter(({ kind }) => kind === "decision")
      .map(async ({ name }) => {
        const script = await core.store.scripts.byName(realm.id, flow.name, name);
        if (!script?.liveVersionId) return [];
        const { version } = await core.catalog.version(script.liveVersionId);
        if (version.hook !== hookOfNode.decision) return [];
        const payer = payerOf(realm, actor);
        const { written } = await core.workshop.outcomes(version.compiled, version.hook, payer);
        const junction = junctionOf(flow, name);
        const lost = new Set(
          written.map(({ outcome }) => outcome).filter((o) => edgeFor(junction, o) === null),
        );
        return [...lost].map((outcome) => `The live version ${version.number}: ${noEdge(junction, outcome)}`);
      }),
  );
  return found.flat();
}
