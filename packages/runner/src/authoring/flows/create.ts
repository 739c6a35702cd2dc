import type { Host } from "@scriptyard/host-kit";
import { emptyGraph, Fault, type Flow, type FlowGraph, graphOf, newId, type Realm } from "@scriptyard/model";
import type { NewScript } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import { kindOf } from "../../starters/flows/graph.ts";
import { announceScript, prepareScript, withKeptCalls } from "../scripts/create.ts";
import { nameIn, titleIn } from "./names-in.ts";
import { requireHook, scriptFor } from "./node-scripts.ts";
import type { FlowGraphsPorts } from "./ports.ts";
import { scriptsOf } from "./read-scripts.ts";
import { tellFlow } from "./tell.ts";
import type { CreateFlowInput, FlowOrigin } from "./types.ts";

/** A flow with its draft and the scripts of its nodes, in one transaction; see `FlowGraphs`. */
export async function createFlow(
  ports: FlowGraphsPorts,
  input: CreateFlowInput,
  actor: Actor,
): Promise<Flow> {
  const realm = await ports.catalog.realm(input.realm);
  const name = nameIn(input.name);
  const title = titleIn(input.title);
  requireFlows(ports.hosts.byId(realm.hostId));
  const existing = await ports.store.flows.list(realm.id);
  if (existing.some((flow) => flow.name === name))
    throw new Fault("conflict", `name: there is already a flow "${name}". Choose another name.`);
  requireRoom({ flows: { used: existing.length, adding: 1 } });
  const { graph, module } = await originOf(ports, realm, input.from ?? { kind: "blank" });
  const scripts = await scriptsFor(ports, realm, { name, graph, like: module }, actor);
  const now = ports.clock();
  const flow = await ports.store.flows.create(
    {
      id: newId("flw", now),
      realmId: realm.id,
      name,
      title,
      entry: "",
      nodes: [],
      edges: [],
      liveVersion: null,
      createdAt: now,
      updatedAt: now,
    },
    { graph, userId: actor.userId },
    scripts,
  );
  for (const { script } of scripts) announceScript(ports, script, actor.userId);
  tellFlow(ports, realm, flow, { change: "created", revision: 1 }, actor);
  return flow;
}

/** A graph of a host without kinds of nodes could never have one. */
function requireFlows({ flows, title }: Host): void {
  if (flows !== null) return;
  throw new Fault(
    "bad_request",
    `The host ${title} has no flows. Add \`flows\` to its definition: the kinds of nodes that a flow is drawn of.`,
  );
}

/** Its graph, and the module whose scripts its nodes begin with. */
async function originOf(
  ports: FlowGraphsPorts,
  realm: Realm,
  from: FlowOrigin,
): Promise<{ graph: FlowGraph; module: string | null }> {
  if (from.kind === "blank") return { graph: emptyGraph, module: null };
  if (from.kind === "template") {
    const { flows } = ports.hosts.byId(realm.hostId).newRealm;
    const found = flows.find((flow) => flow.name === from.flow);
    if (found) return { graph: graphOf(found), module: found.name };
    const known = flows.map((flow) => flow.name).join(", ") || "it has none";
    throw new Fault("bad_request", `from.flow: the host has no flow "${from.flow}". Its flows: ${known}.`);
  }
  const source = await ports.store.flows.byName(realm.id, from.flow);
  if (source === null)
    throw new Fault("not_found", `from.flow: there is no flow "${from.flow}" in the realm "${realm.name}".`);
  const draft = await ports.store.flows.draft(source.id);
  return { graph: draft?.graph ?? graphOf(source), module: source.name };
}

/** Those that are there already, in a module of that name, are used as they are. */
async function scriptsFor(
  ports: FlowGraphsPorts,
  realm: Realm,
  { name: module, graph, like }: { name: string; graph: FlowGraph; like: string | null },
  actor: Actor,
): Promise<NewScript[]> {
  const there = await scriptsOf(ports, realm, module, graph.nodes);
  const scripts: NewScript[] = [];
  for (const { name, kind } of graph.nodes) {
    const own = there.get(name);
    if (own !== undefined) {
      requireHook(own, kindOf(ports.hosts.byId(realm.hostId), { name, kind }).hook);
      continue;
    }
    const wanted = { name, kind, ...(like === null ? {} : { like: `${like}/${name}` }) };
    const prepared = await prepareScript(ports, await scriptFor(ports, realm, module, wanted), actor);
    scripts.push(await withKeptCalls(ports, prepared));
  }
  if (scripts.length > 0) {
    const bytes = scripts.reduce((sum, { draft }) => sum + Buffer.byteLength(draft.source), 0);
    requireRoom({
      scripts: { used: await ports.store.usage.scripts(realm.id), adding: scripts.length },
      draftBytes: { used: await ports.store.usage.draftBytes(realm.id), adding: bytes },
    });
  }
  return scripts;
}
