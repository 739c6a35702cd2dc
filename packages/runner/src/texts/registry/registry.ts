import type { PublishEvent, Realm, Script, SourceLayer } from "@scriptyard/model";
import type { NewScript } from "@scriptyard/store";
import { specifierOf } from "../../engine/runnable.ts";
import type { LibrarySource } from "../libraries.ts";
import { adopt, prepareAdoption } from "./adopt.ts";
import type { ChecksPorts } from "./checks.ts";
import { createChecks } from "./checks.ts";
import { isFor } from "./claims.ts";
import { extractDefaults } from "./extract.ts";
import { createShippedDrafts } from "./follow-shipped.ts";
import { createJobQueue } from "./job-queue.ts";
import { layerLibraries } from "./layer-libraries.ts";
import { linkedDefault } from "./linked-default.ts";
import { announceReload } from "./notices.ts";
import { readPaths } from "./read-folder.ts";
import { readPath } from "./read-path.ts";
import { folderOf, namesOf, sourcesNamed, sourcesOfAll } from "./report.ts";
import type { ScriptPath } from "./script-path.ts";
import type { KnownFiles, RealmSlots } from "./slots.ts";
import { addCandidate, candidatesOf, createRealmSlots, isUnchecked, layerBelow, liveFile } from "./slots.ts";
import { takeHosts } from "./take-hosts.ts";
import { type TextsBelow, textsBelow } from "./texts-below.ts";
import type {
  LayerText,
  ScriptAt,
  ScriptSources,
  ScriptsFolder,
  SourceName,
  SourcesFolder,
} from "./types.ts";
import { scanFolder } from "./watch/scan-folder.ts";
import { type FolderWatcher, watchFolder } from "./watch/watch-folder.ts";

/**
 * Where live texts come from below the published versions: files of the scripts folder, then the defaults a host ships.
 * A text is checked before it counts; the last valid one stays until a better one comes or its file goes.
 */
export interface Registry extends AsyncDisposable {
  /** Finds what there is and begins to watch. Checks go on in the background; whoever needs a script sooner waits for its own. */
  start(): Promise<void>;
  /** The script of that name, adopted from its file or default when the realm has none yet. */
  script(realm: Realm, module: string, name: string): Promise<Script>;
  /**
   * The same without storing anything: `adoption` is what has to be stored before `script` is the realm's own, null when it
   * is already.
   */
  find(realm: Realm, module: string, name: string): Promise<{ script: Script; adoption: NewScript | null }>;
  /** The file or default that runs when nothing is published; null when there is neither. */
  liveText(realm: Realm, module: string, name: string): Promise<LayerText | null>;
  /** Which layer a script is live from. */
  liveLayer(script: Script): Promise<SourceLayer | null>;
  /** What runs of scripts that have no version, by `module/name`. */
  layersBelow(realm: Realm): ReadonlyMap<string, Exclude<SourceLayer, "version">>;
  /** Texts of scripts that are live from files and defaults, without those that are `published`. */
  textsBelow(realm: Realm, published: ReadonlySet<string>): Promise<TextsBelow[]>;
  /** Libraries that are live from files or defaults. */
  libraries(realm: Realm): LibrarySource;
  /** The edges of a flow may be others: they decide what its scripts may answer. */
  flowSaved(realm: Realm, module: string): void;
  /**
   * The hosts were exchanged: when this returns their scripts are the other ones in every realm. Files are checked again, and
   * drafts that nobody touched go along; the answer is when they were looked at.
   */
  hostsExchanged(): Promise<void>;
  /** A publish of a script was written. */
  published(script: Script, event: PublishEvent): void;
  folder(realm: Realm): Promise<SourcesFolder>;
  /** Every script by name, whatever layer it has. */
  names(realm: Realm): Promise<SourceName[]>;
  /** Those of them that are asked for, with their layers. */
  sources(realm: Realm, names: readonly ScriptAt[]): Promise<ScriptSources[]>;
  /** One script, and the scripts folder; null where there is none of that name. */
  reportOn(
    realm: Realm,
    script: { module: string; name: string },
  ): Promise<(ScriptSources & Pick<SourcesFolder, "folder">) | null>;
}

export function createRegistry(ports: ChecksPorts, scripts: ScriptsFolder | null): Registry {
  const files: KnownFiles = new Map();
  const strays = new Map<string, string>();
  const realms = new Map<string, RealmSlots>();
  const reads = createJobQueue(1, (error) =>
    ports.log.error({ err: error }, "a script file could not be read"),
  );
  const checks = createChecks(ports, files);
  const drafts = createShippedDrafts(ports);
  let watcher: FolderWatcher | null = null;
  /** What changed while the folder was read for the first time: a realm must not be made of half of it. */
  let early: Map<string, string | null> | null = new Map();

  function stateOf(realm: Realm): RealmSlots {
    const known = realms.get(realm.id);
    if (known !== undefined) {
      // Its settings may have changed, and with them the types of its scripts.
      known.realm = realm;
      return known;
    }
    const state = createRealmSlots(realm, ports.hosts.byId(realm.hostId));
    realms.set(realm.id, state);
    // Libraries first: others are checked against them.
    const sorted = [...files.values()].sort(
      (a, b) => Number(b.at.module === "shared") - Number(a.at.module === "shared"),
    );
    for (const { at } of sorted)
      if (isFor(at, realm, ports.hosts.all)) {
        addCandidate(state, at);
        void checks.ask(state, at, { urgent: false, quiet: true });
      }
    return state;
  }

  /** A deleted realm may outlive its host. */
  const hasHost = ({ hostId }: Realm) => ports.hosts.all.some(({ id }) => id === hostId);
  function hear(path: string, state: string | null): void {
    if (early !== null) early.set(path, state);
    else void reads.add("", path, () => settled(path, state), true);
  }

  /** Reads a path again and asks for checks in every realm it concerns. A job itself, so that reads of one file keep their order. */
  async function settled(path: string, state: string | null): Promise<void> {
    const found = await take(path, state);
    if (found === "again") return;
    // Realms that were made since, and those that are no more.
    const all = (await ports.store.realms.list()).filter(hasHost);
    for (const realm of all) stateOf(realm);
    for (const id of realms.keys()) if (!all.some((realm) => realm.id === id)) realms.delete(id);
    const at = files.get(path)?.at ?? found;
    if (at === null) {
      const message = strays.get(path);
      if (message !== undefined)
        for (const { realm } of realms.values()) announceReload.failedFile(ports, realm, path, message);
      return;
    }
    for (const state of realms.values()) {
      if (!isFor(at, state.realm, ports.hosts.all)) continue;
      if (files.has(path)) addCandidate(state, at);
      void checks.ask(state, at, { urgent: true, quiet: false });
    }
  }

  /** Reads one path into `files`; answers what was there before it went, or that it is being written. */
  async function take(path: string, state: string | null): Promise<ScriptPath | null | "again"> {
    const before = files.get(path)?.at ?? null;
    if (scripts === null) return null;
    const found = await readPath(scripts.folder, path, ports.hosts.all, state);
    // The watcher has heard of that write too.
    if (found.kind === "moving") return "again";
    strays.delete(path);
    if (found.kind === "script") files.set(path, found);
    else files.delete(path);
    if (found.kind === "stray") strays.set(path, found.message);
    return before;
  }

  async function checked(state: RealmSlots, specifier: string): Promise<void> {
    // What waits because the machine is busy keeps nobody waiting: the next layer runs meanwhile.
    const unchecked = candidatesOf(state.slots.get(specifier)).filter(
      (one) => isUnchecked(one) && !one.waits,
    );
    await Promise.all(unchecked.map(({ at }) => checks.ask(state, at, { urgent: true, quiet: true })));
  }

  const librariesOf = (realm: Realm): LibrarySource => {
    const state = stateOf(realm);
    const layers = layerLibraries(state, files);
    return {
      async find(specifier) {
        await checked(state, specifier);
        return layers.find(specifier);
      },
      names: (most) => layers.names(most),
    };
  };

  async function start(): Promise<void> {
    if (scripts === null) return;
    for (const host of ports.hosts.all)
      for (const module of host.modules)
        if (module.autoExtract) await extractDefaults(scripts.folder, module.defaults);
    if (scripts.hotReload)
      watcher = await watchFolder(scripts.folder, {
        ...(scripts.stableMs === undefined ? {} : { stableMs: scripts.stableMs }),
        onSettled: hear,
      });
    const { files: there } = watcher?.first ?? (await scanFolder(scripts.folder));
    const folder = await readPaths(scripts.folder, [...there.keys()], ports.hosts.all);
    for (const [path, file] of folder.files) files.set(path, file);
    for (const [path, message] of folder.strays) strays.set(path, message);
    for (const realm of (await ports.store.realms.list()).filter(hasHost)) stateOf(realm);
    const changed = [...(early ?? [])];
    early = null;
    for (const [path, state] of changed) hear(path, state);
    for (const [path, message] of strays)
      ports.log.warn({ path }, `A file of the scripts folder is not used: ${message}`);
  }

  return {
    start,
    async script(realm, module, name) {
      const slot = stateOf(realm).slots.get(`${module}/${name}`);
      const known = await ports.store.scripts.byName(realm.id, module, name);
      if (known !== null) return known;
      if (slot !== undefined) {
        await checked(stateOf(realm), `${module}/${name}`);
        const adopted = await adopt(ports, realm, slot);
        if (adopted !== null) return adopted;
      }
      return ports.catalog.script(realm, module, name);
    },
    async find(realm, module, name) {
      const known = () => ports.store.scripts.byName(realm.id, module, name);
      const slot = stateOf(realm).slots.get(`${module}/${name}`);
      let script = await known();
      if (script === null && slot !== undefined) {
        // A file that passes its checks becomes the realm's own by them.
        await checked(stateOf(realm), `${module}/${name}`);
        script = await known();
        const adoption = script === null ? await prepareAdoption(ports, realm, slot) : null;
        if (adoption !== null) return { script: adoption.script, adoption };
      }
      return { script: script ?? (await ports.catalog.script(realm, module, name)), adoption: null };
    },
    async liveText(realm, module, name) {
      const specifier = `${module}/${name}`;
      const state = stateOf(realm);
      await checked(state, specifier);
      return (
        liveFile(state.slots.get(specifier)) ?? (await linkedDefault(ports, state, specifier, librariesOf))
      );
    },
    async liveLayer(script) {
      if (script.liveVersionId !== null) return "version";
      const slot = stateOf(await ports.catalog.anyRealmById(script.realmId)).slots.get(specifierOf(script));
      return layerBelow(slot);
    },
    layersBelow(realm) {
      const layers = new Map<string, Exclude<SourceLayer, "version">>();
      for (const [specifier, slot] of stateOf(realm).slots) {
        const layer = layerBelow(slot);
        if (layer !== null) layers.set(specifier, layer);
      }
      return layers;
    },
    async textsBelow(realm, published) {
      const state = stateOf(realm);
      return textsBelow(state, published, (name) => linkedDefault(ports, state, name, librariesOf));
    },
    libraries: librariesOf,
    flowSaved(realm, module) {
      const state = realms.get(realm.id);
      if (state !== undefined) checks.flowChanged(state, module);
    },
    hostsExchanged: () => takeHosts({ hosts: ports.hosts.all, checks, drafts }, [...realms.values()]),
    published(script, event) {
      const state = realms.get(script.realmId);
      if (state === undefined) return;
      if (script.hook === null) checks.libraryChanged(state, specifierOf(script));
      const slot = state.slots.get(specifierOf(script));
      if (slot !== undefined) announceReload.published(ports, state.realm, slot, event);
    },
    names: (realm) => namesOf(ports, stateOf(realm)),
    sources: (realm, names) => sourcesOfAll(ports, stateOf(realm), files, names),
    async folder(realm) {
      return folderOf(ports, stateOf(realm), {
        folder: scripts?.shownAs ?? null,
        watching: watcher?.mode() ?? "off",
        files,
        strays,
        refused: watcher?.refused() ?? [],
      });
    },
    async reportOn(realm, script) {
      const sources = await sourcesNamed(ports, stateOf(realm), files, script);
      return sources && { ...sources, folder: scripts?.shownAs ?? null };
    },
    async [Symbol.asyncDispose]() {
      await watcher?.[Symbol.asyncDispose]();
      await reads.close();
      await checks[Symbol.asyncDispose]();
      await drafts[Symbol.asyncDispose]();
    },
  };
}
