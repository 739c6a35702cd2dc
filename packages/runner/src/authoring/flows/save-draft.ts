import type { Flow, FlowGraph, Realm } from "@scriptyard/model";
import type { SavedFlowDraft } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { graphIn } from "./graph-in.ts";
import type { FlowGraphsPorts } from "./ports.ts";
import { tellFlow } from "./tell.ts";

/** Saves what is drawn, finished or not; see `FlowGraphs`. */
export async function saveFlowDraft(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: Flow,
  { graph, baseRevision }: { graph: FlowGraph; baseRevision: number },
  actor: Actor,
): Promise<SavedFlowDraft> {
  const saved = await ports.store.flows.saveDraft({
    flowId: flow.id,
    graph: graphIn(graph),
    baseRevision,
    userId: actor.userId,
    nowMs: ports.clock(),
  });
  if (saved.ok) tellFlow(ports, realm, flow, { change: "draft", revision: saved.draft.revision }, actor);
  return saved;
}
