import {
  Fault,
  type Flow,
  type FlowFinding,
  type FlowGraph,
  type FlowPublish,
  flowChanges,
  flowFindings,
  graphOf,
  newId,
  type Realm,
} from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { checkNote } from "../publish/note.ts";
import type { FlowGraphsPorts } from "./ports.ts";
import { nodesWithoutScript, readScripts } from "./read-scripts.ts";
import { tellFlow } from "./tell.ts";

/** See `FlowGraphs`. The console has shown the same findings while it was drawn: one function makes both. */
export async function publishFlow(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: Flow,
  { revision, note: given }: { revision: number; note: string },
  actor: Actor,
): Promise<{ flow: Flow; event: FlowPublish; findings: FlowFinding[] }> {
  const note = checkNote(given);
  const draft = await ports.store.flows.draft(flow.id);
  if (draft === null || flowChanges(graphOf(flow), draft.graph).length === 0)
    throw new Fault("conflict", `What is drawn of the flow "${flow.name}" is live already. Change it first.`);
  // The store asks again: this one is what is judged.
  if (draft.revision !== revision)
    throw new Fault(
      "conflict",
      `The draft is at revision ${draft.revision}, the publish was made from revision ${revision}. Look at the newer graph, then publish again.`,
      { details: { revision: draft.revision, expected: revision } },
    );
  const findings = await judge(ports, realm, flow, draft.graph, actor);
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const [{ message, remedy }] = errors as [FlowFinding];
    const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : "";
    throw new Fault("draft_invalid", `${message} ${remedy}${more}`, { details: { findings } });
  }
  const now = ports.clock();
  const published = await ports.store.flows.publish({
    id: newId("pub", now),
    flowId: flow.id,
    revision,
    note,
    authorId: actor.userId,
    at: now,
  });
  tellFlow(ports, realm, published.flow, { change: "published" }, actor);
  return { ...published, findings };
}

/**
 * Makes an earlier version live again. It was sound when it was published; what scripts answer by now is not asked, since it is
 * wanted in a hurry. That its nodes still have scripts is: without one nobody could walk it.
 */
export async function rollbackFlow(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: Flow,
  { toVersion, note }: { toVersion: number; note: string },
  actor: Actor,
): Promise<{ flow: Flow; event: FlowPublish }> {
  const version = await ports.store.flows.version(flow.id, toVersion);
  const without = version ? await nodesWithoutScript(ports, realm, flow.name, version.graph) : [];
  if (without.length > 0)
    throw new Fault(
      "conflict",
      `Version ${toVersion} of the flow "${flow.name}" has nodes without a script by now: ${without.slice(0, 5).join(", ")}. Make scripts of these names first.`,
    );
  const now = ports.clock();
  const made = await ports.store.flows.rollback({
    id: newId("pub", now),
    flowId: flow.id,
    toVersion,
    note: checkNote(note),
    authorId: actor.userId,
    at: now,
  });
  tellFlow(ports, realm, made.flow, { change: "published" }, actor);
  return made;
}

/** Of what is drawn. */
export async function findingsOf(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: Flow,
  actor: Actor,
): Promise<FlowFinding[]> {
  const draft = await ports.store.flows.draft(flow.id);
  return judge(ports, realm, flow, draft?.graph ?? graphOf(flow), actor);
}

async function judge(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: Flow,
  graph: FlowGraph,
  actor: Actor,
): Promise<FlowFinding[]> {
  const { id: host, flowKinds: kinds } = ports.hosts.byId(realm.hostId);
  const scripts = new Map(Object.entries(await readScripts(ports, realm, flow, actor)));
  return flowFindings(graph, { flow: flow.name, host, kinds, scripts });
}
