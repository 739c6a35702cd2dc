import { createHash } from "node:crypto";
import type { Payer } from "@scriptyard/languages";
import {
  type Flow,
  type FlowGraph,
  type FlowNodeKind,
  kindNamed,
  type NodeScript,
  type Realm,
  type Script,
  type ScriptAnswers,
  type WaysOut,
} from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { lastUsed } from "../../last-used.ts";
import { draftLibraries, liveLibraries } from "../../texts/libraries.ts";
import { linkText } from "../../texts/link.ts";
import { mayLeave } from "../../texts/outcome-findings.ts";
import { nextTurn } from "../../turns.ts";
import type { FlowGraphsPorts } from "./ports.ts";
import type { NodeScripts } from "./types.ts";

/**
 * What the script of each node answers, as far as its text tells. A text that cannot be read just now counts as one that may
 * answer anything: what is not known is no finding.
 */
export async function readScripts(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: Flow,
  actor: Actor,
): Promise<NodeScripts> {
  const { flowKinds } = ports.hosts.byId(realm.hostId);
  const draft = await ports.store.flows.draft(flow.id);
  // What is drawn counts where a node is both: its kind may be another one by now.
  const nodes = [...flow.nodes, ...(draft?.graph.nodes ?? [])];
  const payer = payerOf(realm, actor);
  const scripts = await scriptsOf(ports, realm, flow.name, nodes);
  const found: NodeScripts = Object.create(null) as NodeScripts;
  for (const { name, kind: kindId } of new Map(nodes.map((node) => [node.name, node])).values()) {
    const kind = kindNamed(flowKinds, kindId);
    const script = scripts.get(name) ?? null;
    if (script === null) {
      // A default of the host, or a file, runs at a node that has no script of its own.
      found[name] = (await liveOf(ports, realm, flow.name, name)) ? bare : null;
      continue;
    }
    found[name] = await readOne(ports, realm, { script, kind, payer });
    await nextTurn();
  }
  return found;
}

/** Nodes of a graph at which nothing can run: no script of their name, no file, no default of the host. */
export async function nodesWithoutScript(
  ports: FlowGraphsPorts,
  realm: Realm,
  flow: string,
  { nodes }: Pick<FlowGraph, "nodes">,
): Promise<string[]> {
  const scripts = await scriptsOf(ports, realm, flow, nodes);
  const without: string[] = [];
  for (const { name } of nodes)
    if (!scripts.has(name) && !(await liveOf(ports, realm, flow, name))) without.push(name);
  return without;
}

/** By the names of nodes: one look for all of them. */
export async function scriptsOf(
  { store }: Pick<FlowGraphsPorts, "store">,
  realm: Pick<Realm, "id">,
  flow: string,
  nodes: readonly { name: string }[],
): Promise<ReadonlyMap<string, Script>> {
  const names = [...new Set(nodes.map(({ name }) => name))].map((name) => ({ module: flow, name }));
  return new Map((await store.scripts.named(realm.id, { names })).map((script) => [script.name, script]));
}

type Reading = { script: Script; kind: FlowNodeKind | null; payer: Payer };

async function readOne(
  ports: FlowGraphsPorts,
  realm: Realm,
  { script, kind, payer }: Reading,
): Promise<NodeScript> {
  const ways = kind && script.hook === kind.hook ? ports.hosts.byId(realm.hostId).waysOut(kind.hook) : null;
  const live = (await ports.texts.versionCounts(realm, script))
    ? (await ports.catalog.version(script.liveVersionId!)).version
    : await ports.registry.liveText(realm, script.module, script.name);
  if (kind === null || ways === null) return { ...bare, live: live !== null };
  const draft = await ports.store.drafts.get(script.id);
  const read = { ports, realm, script, hook: kind.hook, ways, payer };
  return {
    live: live !== null,
    liveAnswers: live && live.hook === kind.hook ? await answersOf(read, live.source, "live") : null,
    draftAnswers: draft && (await answersOf(read, draft.source, "draft")),
  };
}

type Read = {
  ports: FlowGraphsPorts;
  realm: Realm;
  script: Script;
  hook: string;
  ways: WaysOut;
  payer: Payer;
};

/** By a text and the host's word about it. Whether its libraries send somebody away may change; then a finding is late. */
const known = lastUsed<ScriptAnswers>(5_000);

async function answersOf(
  { ports, realm, script, hook, ways, payer }: Read,
  source: string,
  text: "live" | "draft",
): Promise<ScriptAnswers> {
  const key = createHash("sha256")
    .update(JSON.stringify([text, realm.id, script.language, hook, ways]))
    .update(source)
    .digest("base64url");
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const entry = { specifier: specifierOf(script), language: script.language, source };
  const libraries = text === "live" ? liveLibraries(ports, realm) : draftLibraries(ports, realm);
  try {
    const linked = await linkText(ports, { entry, libraries, payer });
    if (linked.entry.code === null) return anything;
    const { written, unnamed, open } = await ports.workshop.outcomes(linked.entry.code, hook, ways, payer);
    const others = linked.modules?.slice(1) ?? null;
    const answers = {
      written: [...new Set(written.map(({ outcome }) => outcome))],
      unnamed: unnamed.length > 0,
      open: open || others === null || others.some(({ code }) => mayLeave(code, ways)),
    };
    known.set(key, answers);
    return answers;
  } catch (error) {
    ports.log.warn({ err: error, scriptId: script.id }, "nobody could read what a node's script answers");
    return anything;
  }
}

async function liveOf(ports: FlowGraphsPorts, realm: Realm, module: string, name: string): Promise<boolean> {
  return (await ports.registry.liveText(realm, module, name)) !== null;
}

const bare: NodeScript = { live: true, liveAnswers: null, draftAnswers: null };
const anything: ScriptAnswers = { written: [], unnamed: false, open: true };
