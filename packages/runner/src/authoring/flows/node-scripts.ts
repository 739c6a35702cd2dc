import { Fault, type FlowNodeKind, type LanguageId, type Realm, type Script } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { kindOf } from "../../starters/flows/graph.ts";
import { type CreateScriptInput, createScript, sampleParts } from "../scripts/create.ts";
import { readDraft } from "../scripts/drafts.ts";
import type { FlowGraphsPorts } from "./ports.ts";
import type { NodeWanted } from "./types.ts";

/** Scripts for the nodes that have none, in the module named after the flow. What is there already is used as it is. */
export async function createNodeScripts(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: string,
  nodes: readonly NodeWanted[],
  actor: Actor,
): Promise<void> {
  for (const node of nodes) {
    const { hook } = kindOf(ports.hosts.byId(realm.hostId), node);
    const there = await ports.store.scripts.byName(realm.id, flow, node.name);
    if (there === null) await createScript(ports, await scriptFor(ports, realm, flow, node), actor);
    else requireHook(there, hook);
  }
}

/** @throws Fault `conflict` where a node's script is for something else */
export function requireHook(script: Pick<Script, "module" | "name" | "hook">, hook: string): void {
  if (script.hook === hook) return;
  throw new Fault(
    "conflict",
    `${specifierOf(script)} is there already, and exports ${script.hook ?? "no hook"} instead of ${hook}. Give the node another name.`,
  );
}

/** Throws as `createNodeScripts` does. */
export async function scriptFor(
  ports: FlowGraphsPorts,
  realm: Realm,
  module: string,
  { name, kind: kindId, template, like }: NodeWanted,
): Promise<CreateScriptInput> {
  const host = ports.hosts.byId(realm.hostId);
  const kind = kindOf(host, { name, kind: kindId });
  const script = { realm: realm.name, module, name, hook: kind.hook };
  const [likeModule = "", likeName = ""] = like?.split("/") ?? [];
  const copied = like === undefined ? null : await ports.store.scripts.byName(realm.id, likeModule, likeName);
  if (copied?.hook === kind.hook) {
    const { source } = await readDraft(ports, copied);
    const samples = await samplesOf(ports, copied.id);
    return { ...script, language: copied.language, description: copied.description, source, samples };
  }
  if (template !== undefined) return { ...script, language: languageOf(host.templates, template), template };
  return { ...script, ...defaultOf(ports, realm, like, kind) };
}

/** What a host ships for the node it is like; without it a minimal text. */
function defaultOf(
  ports: FlowGraphsPorts,
  realm: Realm,
  like: string | undefined,
  { hook }: FlowNodeKind,
): Pick<CreateScriptInput, "language" | "source" | "description" | "samples"> {
  const shipped = ports.hosts
    .byId(realm.hostId)
    .defaults.find((one) => specifierOf(one) === like && one.hook === hook);
  if (shipped === undefined) return { language: "typescript" };
  const { language, source, description, samples } = shipped;
  return { language, source, description, samples };
}

function languageOf(templates: readonly { id: string; language: LanguageId }[], id: string): LanguageId {
  // An unknown one is refused where the script is made, with the names there are.
  return templates.find((one) => one.id === id)?.language ?? "typescript";
}

async function samplesOf(ports: FlowGraphsPorts, scriptId: string) {
  const listed = await ports.store.samples.list(scriptId);
  const samples = await Promise.all(listed.slice(0, 20).map(({ id }) => ports.store.samples.byId(id)));
  return samples.flatMap((sample) => (sample === null ? [] : [sampleParts(sample)]));
}
