import type { ScriptChecker } from "@scriptyard/languages";
import type { Flow, Realm, Script, Trigger } from "@scriptyard/model";
import { Fault, flowEnd, hookOfTrigger, kindOfHook } from "@scriptyard/model";
import type { ScriptText, Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { topicMatches } from "../../bus/topic.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { declarationsOf } from "../../settings/declarations.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { byText, searched } from "./find.ts";
import { textsInTurns } from "./slices.ts";
import type { ScriptUse, Use, UsedBy, UsedThing } from "./types.ts";
import { mostUnits, mostUsers } from "./users.ts";

export type UsedByPorts = {
  store: Store;
  checker: ScriptChecker;
  hosts: HostRegistry;
  catalog: Catalog;
};

/**
 * What depends on a thing: whoever changes or removes it breaks that. Of scripts the drafts are looked at, and for libraries
 * what live versions run with. `more` counts scripts that were not looked at.
 */
export async function usedBy(
  ports: UsedByPorts,
  realm: Realm,
  thing: UsedThing,
  actor: Actor,
): Promise<UsedBy> {
  switch (thing.kind) {
    case "script":
      return usersOfScript(ports, realm, await ownScript(ports, realm, thing.scriptId));
    case "node":
      return all(await usersOfNode(ports, realm, thing));
    case "trigger":
      return usersOfTrigger(ports, realm, thing.id);
    case "setting":
      return usersOfSetting(ports, realm, thing.path, actor);
  }
}

async function usersOfScript(
  ports: { store: Store; hosts: HostRegistry },
  realm: Realm,
  script: Script,
): Promise<UsedBy> {
  if (script.hook === null) return importersOf(ports, realm, specifierOf(script));
  const uses: Use[] = [];
  if (kindOfHook(ports.hosts.byId(realm.hostId).flowKinds, script.hook) !== null) {
    const flow = await ports.store.flows.byName(realm.id, script.module);
    const node = flow && (await everyNode(ports, flow)).find((one) => one.name === script.name);
    if (flow && node)
      uses.push({ kind: "node", flow: flow.name, node: node.name, title: node.title, outcome: null });
  }
  if (Object.values<string>(hookOfTrigger).includes(script.hook))
    for (const trigger of await ports.store.triggers.list(realm.id))
      if (trigger.scriptId === script.id) {
        const { id, name, kind, enabled } = trigger;
        uses.push({ kind: "trigger", id, name, starts: kind, enabled });
      }
  return all(uses);
}

/** By drafts and by what is live: after an import was taken out the version that runs still needs the library. */
async function importersOf(ports: { store: Store }, realm: Realm, library: string): Promise<UsedBy> {
  const [drafts, pins] = await Promise.all([
    ports.store.scripts.mentioning(realm.id, { words: [library], limit: mostUsers, units: mostUnits }),
    ports.store.scripts.livePins(realm.id, { specifier: library, limit: mostUsers }),
  ]);
  const uses = new Map<string, ScriptUse>();
  for await (const text of textsInTurns(ports, drafts.items)) {
    const line = importLine(text.source, library);
    if (line === null || specifierOf(text) === library) continue;
    uses.set(text.id, { ...nameOf(text), draft: true, liveVersion: null, line });
  }
  for (const { version, ...script } of pins.items) {
    const known = uses.get(script.id) ?? { ...nameOf(script), draft: false, line: null };
    uses.set(script.id, { ...known, liveVersion: version });
  }
  const sorted = [...uses.values()].sort((a, b) => (a.specifier < b.specifier ? -1 : 1));
  return { uses: sorted, more: drafts.more + pins.more };
}

/**
 * Line of the first import of a library: a statement that ends with its name in quotes. Read without a parser, so that a
 * draft counts while it does not parse; a comment that holds a whole import is taken for one.
 */
function importLine(source: string, library: string): number | null {
  const found = [`"${library}"`, `'${library}'`].map((quoted) => importAt(source, quoted));
  const first = Math.min(...found.map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at)));
  return Number.isFinite(first) ? lineAt(source, first) : null;
}

/** Each line is looked at once, for the first mention on it. */
function importAt(source: string, quoted: string): number {
  let at = source.indexOf(quoted);
  while (at >= 0 && !isImport(source, at)) {
    const end = source.indexOf("\n", at);
    at = end < 0 ? -1 : source.indexOf(quoted, end);
  }
  return at;
}

function isImport(source: string, at: number): boolean {
  const line = source.slice(source.lastIndexOf("\n", at) + 1, at);
  return (
    /(?:\bfrom|\bimport)\s{0,20}\(?\s{0,20}$/.test(line.slice(-50)) && !line.trimStart().startsWith("//")
  );
}

function lineAt(source: string, at: number): number {
  let line = 1;
  for (let end = source.indexOf("\n"); end >= 0 && end < at; end = source.indexOf("\n", end + 1)) line++;
  return line;
}

/** Edges that lead to it; the flow itself, where it begins there. */
async function usersOfNode(
  ports: { store: Store },
  realm: Realm,
  { flow: name, node }: { flow: string; node: string },
): Promise<Use[]> {
  const live = await ports.store.flows.byName(realm.id, name);
  const flow = live && (await drawnFlow(ports, live, node));
  if (flow === null || (node !== flowEnd && !flow.nodes.some((one) => one.name === node)))
    throw new Fault("not_found", `There is no node "${node}" in a flow "${name}".`);
  const titles = new Map(flow.nodes.map((one) => [one.name, one.title || one.name]));
  const start: Use[] = flow.entry === node ? [{ kind: "flow", flow: flow.name, title: flow.title }] : [];
  return [
    ...start,
    ...leadingTo(flow, node).map(({ from, outcome }) => ({
      kind: "node" as const,
      flow: flow.name,
      node: from,
      title: titles.get(from) ?? from,
      outcome: outcome ?? null,
    })),
  ];
}

/** As it is drawn; as it is live, for a node that was taken out of what is drawn. */
async function drawnFlow(ports: { store: Store }, live: Flow, node: string): Promise<Flow> {
  const graph = (await ports.store.flows.draft(live.id))?.graph;
  if (graph === undefined || (node !== flowEnd && !graph.nodes.some((one) => one.name === node))) return live;
  return { ...live, ...graph, entry: graph.entry ?? "" };
}

/** Live or drawn. */
async function everyNode(ports: { store: Store }, live: Flow): Promise<Flow["nodes"]> {
  return [...live.nodes, ...((await ports.store.flows.draft(live.id))?.graph.nodes ?? [])];
}

const leadingTo = (flow: Flow, node: string) => flow.edges.filter((edge) => edge.to === node);

/** Scripts that name what it listens to: a topic that its pattern hears, its path, its tool. */
async function usersOfTrigger(ports: { store: Store }, realm: Realm, id: string): Promise<UsedBy> {
  const trigger = await ports.store.triggers.byId(id);
  if (trigger?.realmId !== realm.id)
    throw new Fault("not_found", `There is no trigger ${id} in the realm "${realm.name}".`);
  const heard = heardBy(trigger);
  if (heard === null) return all([]);
  const found = await ports.store.scripts.mentioning(realm.id, {
    words: [heard.word],
    limit: mostUsers,
    units: mostUnits,
  });
  const uses: Use[] = [];
  for await (const text of textsInTurns(ports, found.items)) {
    const at = heardAt(text.source, heard);
    // What it starts is no user of it.
    if (at < 0 || text.id === trigger.scriptId) continue;
    uses.push({ ...nameOf(text), draft: true, liveVersion: null, line: lineAt(text.source, at) });
  }
  return { uses, more: found.more };
}

type Heard = { word: string; is: (text: string) => boolean };

function heardBy({ kind, config }: Trigger): Heard | null {
  const text = (field: string) => (typeof config[field] === "string" ? config[field] : "");
  if (kind === "bus") {
    const pattern = text("topic");
    const word = pattern.split(/[*>]/, 1)[0]!;
    // A pattern that begins with a wildcard hears nearly everything: nothing can be looked for.
    return word === "" ? null : { word, is: (topic) => topicMatches(pattern, topic) };
  }
  const exact = kind === "http" ? text("path") : kind === "tool" ? text("toolName") : "";
  return exact.length < 2 ? null : { word: exact, is: (other) => other === exact };
}

/** Where the first short text in quotes is that it hears. Such a text begins with the word. */
function heardAt(source: string, { word, is }: Heard): number {
  const text = /[\w./:-]{1,200}(?=["'`])/y;
  for (let at = source.indexOf(word); at >= 0; at = source.indexOf(word, at + 1)) {
    if (!`"'\``.includes(source[at - 1] ?? " ")) continue;
    text.lastIndex = at;
    const [quoted] = text.exec(source) ?? [];
    if (quoted !== undefined && is(quoted)) return at;
  }
  return -1;
}

/** TypeScript finds where the property is read, however it is taken out of its object. */
async function usersOfSetting(
  ports: UsedByPorts,
  realm: Realm,
  path: readonly string[],
  actor: Actor,
): Promise<UsedBy> {
  const word = path.at(-1)!;
  const found = await ports.store.scripts.mentioning(realm.id, {
    words: [word],
    limit: mostUsers,
    units: mostUnits,
  });
  const texts = new Map<string, ScriptText>();
  for await (const text of textsInTurns(ports, found.items))
    if (text.source.includes(word)) texts.set(specifierOf(text), text);
  if (texts.size === 0) return { uses: [], more: found.more };
  const payer = payerOf(realm, actor);
  const { text: declarations, hash: declarationsHash } = await declarationsOf(ports, realm, payer);
  const answer = await ports.checker.references(
    {
      declarations,
      declarationsHash,
      texts: [...texts.values()].map(searched),
      of: { type: ports.hosts.byId(realm.hostId).settingsType, path },
      most: 5_000,
    },
    payer,
    actor.gone,
  );
  if (answer.status === "nothing")
    throw new Fault("not_found", `The realm's settings have no "${path.join(".")}".`);
  // What could not be read in time was not looked at.
  if (answer.status !== "found") return { uses: [], more: found.more + texts.size };
  const uses = byText(answer.references.places).map(
    ([specifier, places]): Use => ({
      ...nameOf(texts.get(specifier)!),
      draft: true,
      liveVersion: null,
      line: places[0]!.line,
    }),
  );
  return { uses, more: found.more };
}

const all = (uses: Use[]): UsedBy => ({ uses, more: 0 });

function nameOf(script: Pick<Script, "id" | "module" | "name">) {
  return { kind: "script" as const, scriptId: script.id, specifier: specifierOf(script) };
}

async function ownScript(ports: { catalog: Catalog }, realm: Realm, scriptId: string): Promise<Script> {
  const script = await ports.catalog.scriptById(scriptId);
  if (script.realmId !== realm.id)
    throw new Fault("not_found", `There is no script ${scriptId} in the realm "${realm.name}".`);
  return script;
}
