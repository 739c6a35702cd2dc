import type { Script } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Compiler } from "../../engine/compiler.ts";
import { specifierOf, textHash } from "../../engine/runnable.ts";
import { type LastUsed, lastUsed } from "../../last-used.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { HostRegistry } from "../catalog/host-registry.ts";
import { claimProblem } from "./claims.ts";
import { compileTime } from "./compile-time.ts";
import type { KnownFiles, RealmSlots, Slot } from "./slots.ts";
import { candidatesOf, layerBelow, liveFile } from "./slots.ts";
import type { LayerStatus, ScriptAt, ScriptSources, SourceName, SourcesFolder } from "./types.ts";

export type ReportPorts = {
  store: Store;
  sandbox: { readonly engine: string };
  hosts: HostRegistry;
  catalog: Catalog;
  compiler: Compiler;
};

/** One script with every layer it has or could have; null where there is none of that name. */
export async function sourcesNamed(
  ports: ReportPorts,
  state: RealmSlots,
  files: KnownFiles,
  { module, name }: { module: string; name: string },
): Promise<ScriptSources | null> {
  const [found] = await sourcesOfAll(ports, state, files, [{ module, name }]);
  return found ?? null;
}

/** Some scripts with every layer they have or could have, in the order asked for; those that are not there are left out. */
export async function sourcesOfAll(
  ports: ReportPorts,
  state: RealmSlots,
  files: KnownFiles,
  names: readonly ScriptAt[],
): Promise<ScriptSources[]> {
  // An id is found in a quarter of the time of a name.
  const ids = names.flatMap(({ scriptId }) => scriptId ?? []);
  const others = names.filter(({ scriptId }) => !scriptId);
  const rows = await ports.store.scripts.named(state.realm.id, { ids, names: others });
  const byName = new Map<string, Script>(rows.map((script) => [specifierOf(script), script]));
  const found = names.map(async (at) => {
    const slot = state.slots.get(specifierOf(at)) ?? null;
    const script = byName.get(specifierOf(at)) ?? null;
    return slot === null && script === null ? [] : [await sourcesOf(ports, state, files, slot, script)];
  });
  return (await Promise.all(found)).flat().filter(isThere);
}

/** Every script of a realm, by name. Neither texts nor layers are read: a realm may have ten thousand. */
export async function namesOf(ports: { store: Store }, state: RealmSlots): Promise<SourceName[]> {
  const heads = await ports.store.scripts.heads(state.realm.id);
  const own = new Map(heads.map((head) => [specifierOf(head), head]));
  const below = [...state.slots].filter(
    ([specifier, slot]) => !own.has(specifier) && (slot.default !== null || slot.candidates.size > 0),
  );
  const all: SourceName[] = [
    ...heads.map(({ id, module, name, liveVersion }) => ({
      module,
      name,
      scriptId: id,
      version: liveVersion,
      below: layerBelow(state.slots.get(`${module}/${name}`)),
      hookBelow: hookBelow(state.slots.get(`${module}/${name}`)),
    })),
    ...below.map(([, slot]) => ({
      module: slot.module,
      name: slot.name,
      scriptId: null,
      version: null,
      below: layerBelow(slot),
      hookBelow: hookBelow(slot),
    })),
  ];
  // Names are made once each, not for every comparison.
  return all
    .map((one): [string, SourceName] => [specifierOf(one), one])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

const hookBelow = (slot: Slot | undefined): string | null => (liveFile(slot) ?? slot?.default)?.hook ?? null;

/** A file that came and went before anything ran leaves an empty slot behind. */
const isThere = ({ scriptId, layers }: ScriptSources): boolean =>
  scriptId !== null || layers.some((one) => one.present);

async function sourcesOf(
  ports: ReportPorts,
  state: RealmSlots,
  files: KnownFiles,
  slot: Slot | null,
  script: Script | null,
): Promise<ScriptSources> {
  const known = script === null ? null : await knownVersion(ports, state, script);
  const version = versionLayer(script, known);
  const fileLayers = fileStatuses(slot, files);
  const layers = [version, ...(fileLayers.length > 0 ? fileLayers : [absent("file")]), defaultLayer(slot)];
  const file = liveFile(slot ?? undefined);
  const live =
    layers.find((one) => one.layer === "version" && one.valid) ??
    layers.find((one) => one.layer === "file" && file !== null && one.path === file.path) ??
    layers.find((one) => one.layer === "default" && one.present);
  if (live !== undefined) live.active = true;
  const { module, name } = slot ?? script!;
  return {
    module,
    name,
    hook: script?.hook ?? file?.hook ?? slot?.default?.hook ?? null,
    scriptId: script?.id ?? null,
    active: live?.layer ?? null,
    liveText: live === undefined ? null : textName(live),
    compileUs:
      live === undefined
        ? null
        : await compileTime(ports, state, { live: live.layer, slot, versionKey: known?.programKey ?? null }),
    layers,
  };
}

function textName({ layer, version, path }: LayerStatus): string {
  if (layer === "version") return `version ${version}`;
  return layer === "file" ? `file ${path}` : "default";
}

function fileStatuses(slot: Slot | null, files: KnownFiles): LayerStatus[] {
  return candidatesOf(slot ?? undefined).map(({ at, valid, problem, waits }) => {
    const read = files.get(at.path)?.read;
    return {
      ...absent("file"),
      present: true,
      waits,
      valid: waits ? null : problem !== null ? false : valid === null ? null : true,
      path: at.path,
      language: at.language,
      sha256: read?.kind === "text" ? read.sha256 : null,
      changedAt: read?.changedAt ?? null,
      problem: waits ? waiting : (problem?.message ?? null),
      diagnostics: waits ? [] : (problem?.diagnostics ?? []),
      keeps: problem !== null || waits ? (valid?.sha256 ?? null) : null,
    };
  });
}

const waiting = "The file waits to be checked: the machine is busy. It is tried again by itself.";

function defaultLayer(slot: Slot | null): LayerStatus {
  const script = slot?.default;
  if (!script) return absent("default");
  const problem = slot.defaultProblem;
  return {
    ...absent("default"),
    present: true,
    valid: true,
    language: script.language,
    sha256: textHash(script.source),
    problem: problem?.message ?? null,
    diagnostics: problem?.diagnostics ?? [],
  };
}

type KnownVersion = {
  layer: Pick<LayerStatus, "sha256" | "changedAt" | "language" | "problem">;
  /** Of its program in the compiler; null for a version that cannot be read. */
  programKey: string | null;
};

/** Versions never change, so what is said about one is said once per definition of its host: some 400 bytes each, no text. */
const knownVersions = new WeakMap<RealmSlots["host"], LastUsed<KnownVersion>>();

async function knownVersion(
  ports: { sandbox: { readonly engine: string }; catalog: Catalog },
  { host }: RealmSlots,
  script: Script,
): Promise<KnownVersion | null> {
  if (script.liveVersionId === null) return null;
  let ofHost = knownVersions.get(host);
  if (ofHost === undefined) {
    ofHost = lastUsed<KnownVersion>(50_000);
    knownVersions.set(host, ofHost);
  }
  const key = `${ports.sandbox.engine} ${script.liveVersionId}`;
  const known = ofHost.get(key) ?? (await describeVersion(ports, host, script.liveVersionId));
  // What could not be read may be there again after a restore.
  if (known.layer.problem === null) ofHost.set(key, known);
  return known;
}

function versionLayer(script: Script | null, known: KnownVersion | null): LayerStatus {
  if (script === null || known === null) return absent("version");
  return {
    ...absent("version"),
    present: true,
    version: script.liveVersion,
    valid: known.layer.problem === null,
    ...known.layer,
  };
}

async function describeVersion(
  ports: { catalog: Catalog },
  host: RealmSlots["host"],
  id: string,
): Promise<KnownVersion> {
  try {
    const { version, keyed } = await ports.catalog.version(id);
    const { hook, source, createdAt, language } = version;
    const known = hook === null || host.hooks.some((one) => one.name === hook);
    const layer = {
      sha256: textHash(source),
      changedAt: createdAt,
      language,
      problem: known ? null : `The host "${host.id}" has no hook ${hook} any more.`,
    };
    return { layer, programKey: keyed.key };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const layer = { sha256: null, changedAt: null, language: null, problem: error.message };
    return { layer, programKey: null };
  }
}

type Folder = Pick<SourcesFolder, "folder" | "watching"> & {
  files: KnownFiles;
  strays: ReadonlyMap<string, string>;
  refused: readonly string[];
};

/** Of files that are not used: more than these nobody reads. */
const mostUnused = 100;
/** Among so many defaults one is looked for that nobody has published. */
const mostExamples = 50;

export async function folderOf(
  ports: { store: Store; hosts: HostRegistry },
  state: RealmSlots,
  { folder, watching, files, strays, refused }: Folder,
): Promise<SourcesFolder> {
  const realms = await ports.store.realms.list();
  const unclaimed = [...files.values()].flatMap(({ at }) => {
    const message = claimProblem(at, realms, ports.hosts.all);
    return message === null ? [] : [{ path: at.path, message }];
  });
  const out = refused.map((path) => ({
    path,
    message: "It is a link to a place outside of the scripts folder, or there are too many files.",
  }));
  const unused = [...unclaimed, ...[...strays].map(([path, message]) => ({ path, message })), ...out];
  unused.sort((a, b) => (a.path < b.path ? -1 : 1));
  const hasFiles = [...state.slots.values()].some((slot) => slot.candidates.size > 0);
  return {
    folder,
    watching,
    hasFiles,
    example: folder === null || hasFiles ? null : await exampleOf(ports, state),
    unused: unused.slice(0, mostUnused),
    moreUnused: Math.max(0, unused.length - mostUnused),
  };
}

/** A default with a hook that nobody has published: a file of its name would run in its place. */
async function exampleOf(ports: { store: Store }, { realm, slots }: RealmSlots): Promise<string | null> {
  const names = [...slots.values()]
    .filter((slot) => typeof slot.default?.hook === "string")
    .slice(0, mostExamples);
  const rows = await ports.store.scripts.named(realm.id, { names });
  const published = new Set(rows.filter((row) => row.liveVersionId !== null).map(specifierOf));
  return names.map(specifierOf).find((specifier) => !published.has(specifier)) ?? null;
}

function absent(layer: LayerStatus["layer"]): LayerStatus {
  return {
    layer,
    present: false,
    valid: null,
    waits: false,
    active: false,
    version: null,
    path: null,
    language: null,
    sha256: null,
    changedAt: null,
    problem: null,
    diagnostics: [],
    keeps: null,
  };
}
