import type { Payer } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Flow, Realm, Script } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { readDraft } from "../../authoring/scripts/drafts.ts";
import type { Runnable } from "../../engine/runnable.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { startedBy } from "../../policy/starts.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { LibraryText } from "../../texts/libraries.ts";
import { draftLibraries, fixedLibraries } from "../../texts/libraries.ts";
import { linkText } from "../../texts/link.ts";
import type { KeptTexts } from "../../texts/registry/kept-texts.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import type { Texts } from "../../texts/texts.ts";
import { createTurnTaker } from "../../turns.ts";
import type { PinnedNode, Walk } from "./walk.ts";

export type PinsPorts = {
  store: Store;
  workshop: Workshop;
  catalog: Catalog;
  texts: Texts;
  registry: Registry;
  kept: KeptTexts;
};

/**
 * Fixes what every node of a flow will run.
 *
 * @throws Fault `not_found` when a node has no script, or nothing is live of the entry
 */
export async function pinNodes(
  ports: PinsPorts,
  realm: Realm,
  flow: Flow,
  mode: "live" | "draft",
): Promise<Pick<Walk, "nodes" | "libraries">> {
  const nodes: Walk["nodes"] = {};
  const libraries = new Map<string, LibraryText>();
  // SQLite answers at once: without a pause all nodes, and drafts are large, would be one turn of the thread.
  const turns = createTurnTaker();
  for (const node of flow.nodes) {
    await turns.pause();
    const script = await ports.registry.script(realm, flow.name, node.name);
    if (mode === "draft") {
      nodes[node.name] = await pinDraft(ports, script);
      for (const library of await draftLibrariesOf(ports, realm, script, nodes[node.name]!))
        libraries.set(library.specifier, library);
      continue;
    }
    const layer = await pinLayer(ports, realm, script);
    if (layer !== null) {
      nodes[node.name] = layer;
      continue;
    }
    if (script.liveVersionId === null && node.name === flow.entry) {
      const why = script.retiredVersion === null ? "was never published" : "is retired";
      const message = `${specifierOf(script)}, the entry of the flow "${flow.name}", ${why}. Publish it first.`;
      throw new Fault("not_found", message);
    }
    // Another node without a version fails when it is reached, by its own failure policy: an unfinished branch must not
    // keep everybody out.
    nodes[node.name] = {
      scriptId: script.id,
      module: script.module,
      name: script.name,
      versionId: script.liveVersionId,
      draft: null,
    };
  }
  return { nodes, libraries: [...libraries.values()] };
}

/** Script id → version id, or `draft:<revision>`: the pins as the session's row shows them. */
export function pinsOf(nodes: Walk["nodes"]): { [scriptId: string]: string } {
  const pins: { [scriptId: string]: string } = {};
  for (const { scriptId, versionId, draft, layer } of Object.values(nodes)) {
    if (layer !== undefined) pins[scriptId] = `${layer.layer}:${layer.sha256.slice(0, 12)}`;
    else if (draft !== null) pins[scriptId] = `draft:${draft.revision}`;
    else if (versionId !== null) pins[scriptId] = versionId;
  }
  return pins;
}

/** What a pinned node runs. A node that was never published becomes a run that fails, so that it is in the record. */
export async function pinnedRunnable(
  ports: { catalog: Catalog; texts: Texts },
  realm: Realm,
  walk: Walk,
  pin: PinnedNode,
  hook: string,
): Promise<Runnable> {
  const script = { id: pin.scriptId, module: pin.module, name: pin.name };
  if (pin.draft !== null) {
    const { source, revision, ...settings } = pin.draft;
    const libraries = fixedLibraries(walk.libraries);
    const text = { realm, script: { ...script, ...settings }, source, revision, libraries, starts };
    return (await ports.texts.draft({ ...text, payer: draftWalks(realm) })).runnable;
  }
  if (pin.versionId !== null) return ports.texts.version(realm, script, pin.versionId, starts);
  if (pin.layer !== undefined)
    return ports.texts.kept(realm, await ports.catalog.scriptById(pin.scriptId), pin.layer, starts);
  const message = `${specifierOf(script)} was never published or is retired, and the flow reached it. Publish its draft.`;
  return ports.texts.absent(realm, script, hook, starts, message);
}

/** A node that is live from a file or default is pinned by its kept text; null = by its version, or not at all. */
async function pinLayer(ports: PinsPorts, realm: Realm, script: Script): Promise<PinnedNode | null> {
  if (await ports.texts.versionCounts(realm, script)) return null;
  const text = await ports.registry.liveText(realm, script.module, script.name);
  if (text === null) return null;
  const { id: scriptId, module, name } = script;
  const { layer, path, sha256 } = text;
  const kept = await ports.kept.keep(specifierOf(script), text);
  return { scriptId, module, name, versionId: null, draft: null, layer: { layer, path, sha256, kept } };
}

async function pinDraft(ports: { store: Store }, script: Script): Promise<PinnedNode> {
  const { source, revision } = await readDraft(ports, script);
  const { hook, language, limits, securityLevel } = script;
  return {
    scriptId: script.id,
    module: script.module,
    name: script.name,
    versionId: null,
    draft: { source, revision, hook, language, limits, securityLevel },
  };
}

async function draftLibrariesOf(
  ports: PinsPorts,
  realm: Realm,
  script: Script,
  pin: PinnedNode,
): Promise<LibraryText[]> {
  const entry = { specifier: specifierOf(script), language: script.language, source: pin.draft!.source };
  const payer = draftWalks(realm);
  const linked = await linkText(ports, { entry, libraries: draftLibraries(ports, realm), payer });
  return linked.libraries;
}

/** Drafts are walked by authors, who share one place in line; live texts are the realm's own work. */
function draftWalks(realm: Realm): Payer {
  return { realm: realm.id, person: "draft walks" };
}

/** In a draft walk too. */
const starts = startedBy("flow");
