import type { Flow, Realm, Script, Version } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { LinkedVersion } from "../../engine/runnable.ts";
import { lastUsed } from "../../last-used.ts";
import { linkVersion } from "../link-version.ts";
import { requireOpen } from "./closed.ts";
import type { HostRegistry } from "./host-registry.ts";
import { verifyVersion } from "./verify.ts";

/**
 * What the hot path needs from the store, remembered. Versions never change, so they stay until memory is short; realms
 * and live pointers are forgotten at once when this process changes them, and trusted for `trustMs` otherwise, so that a
 * change made by another process (the CLI on the same database) shows up without a restart.
 */
export interface Catalog {
  /** An open one: what runs or changes something asks for it. @throws Fault `not_found`, naming the realms there are; `realm_closed` */
  realm(name: string): Promise<Realm>;
  realmById(id: string): Promise<Realm>;
  /** Open or not, for what only reads. */
  anyRealm(name: string): Promise<Realm>;
  anyRealmById(id: string): Promise<Realm>;
  /** The closed one of that name, if there is, for doors that strangers knock at: a look into memory, mostly. */
  closedRealm(name: string): Promise<Realm | null>;
  /** @throws Fault `not_found` */
  script(realm: Realm, module: string, name: string): Promise<Script>;
  scriptById(id: string): Promise<Script>;
  /** One of an open realm. @throws Fault `not_found`, `realm_closed` */
  openScript(id: string): Promise<Script>;
  flow(realm: Realm, name: string): Promise<Flow>;
  /** A version with its pinned libraries, linked; their hashes are verified. */
  version(id: string): Promise<LinkedVersion>;
  /** Remembers `load`'s answer until `forget` or for `trustMs`. */
  remember<T extends object>(key: string, load: () => Promise<T>): Promise<T>;
  /**
   * Forgets everything that can change. Publishes and realm edits are rare and reach each other (a library, a realm's
   * settings), so all goes at once: it costs each script of the hot path two indexed reads.
   */
  forget(): void;
  /** The hosts were exchanged: versions are linked with what theirs opens to them. */
  forgetHosts(): void;
}

type CatalogOptions = {
  store: Store;
  hosts: HostRegistry;
  engine: string;
  /** What versions are hashed with. */
  versionKey: Buffer;
  clock: () => number;
  trustMs: number;
};
type Entry = { promise: Promise<object>; until: number };

export function createCatalog({ store, hosts, engine, versionKey, clock, trustMs }: CatalogOptions): Catalog {
  const entries = lastUsed<Entry>(10_000);
  const versions = lastUsed<Promise<LinkedVersion>>(2_000);

  function remember<T extends object>(key: string, load: () => Promise<T>): Promise<T> {
    const now = clock();
    const known = entries.get(key);
    if (known !== undefined && now < known.until) return known.promise as Promise<T>;
    const promise = load();
    const entry = { promise, until: now + trustMs };
    entries.set(key, entry);
    // What failed is not remembered: the caller may create the missing thing and try again.
    promise.catch(() => {
      if (entries.peek(key) === entry) entries.delete(key);
    });
    return promise;
  }

  const anyRealm = (name: string) => remember(`realm/${name}`, () => readRealm(store, name));
  const anyRealmById = (id: string) =>
    remember(`realm#${id}`, async () => {
      const realm = await store.realms.byId(id);
      if (realm === null) throw new Fault("not_found", `There is no realm with the id "${id}".`);
      return realm;
    });

  async function loadVersion(id: string): Promise<LinkedVersion> {
    const version = await readVersion(id);
    const libraries = await Promise.all(
      version.libraries.map(async (library) =>
        "versionId" in library ? readVersion(library.versionId) : library,
      ),
    );
    const script = await readScript(version.scriptId);
    const realm = await anyRealmById(script.realmId);
    return linkVersion(version, libraries, script, hosts.byId(realm.hostId), engine);
  }

  async function readVersion(id: string): Promise<Version> {
    const version = await store.versions.byId(id);
    if (version === null) throw new Fault("not_found", `There is no version with the id "${id}".`);
    return verifyVersion(version, versionKey);
  }

  async function readScript(id: string): Promise<Script> {
    const script = await store.scripts.byId(id);
    if (script === null) throw new Fault("not_found", `There is no script with the id "${id}".`);
    return script;
  }

  return {
    realm: async (name) => requireOpen(await anyRealm(name)),
    realmById: async (id) => requireOpen(await anyRealmById(id)),
    anyRealm,
    anyRealmById,
    async closedRealm(name) {
      const closed = await remember("closed realms", () => closedRealms(store));
      return closed.get(name) ?? null;
    },
    async script(realm, module, name) {
      const script = await store.scripts.byName(realm.id, module, name);
      if (script === null) throw new Fault("not_found", await noScript(store, realm, module, name));
      return script;
    },
    scriptById: readScript,
    async openScript(id) {
      const script = await readScript(id);
      requireOpen(await anyRealmById(script.realmId));
      return script;
    },
    flow: (realm, name) => remember(`flow/${realm.id}/${name}`, () => readFlow(store, realm, name)),
    version(id) {
      let promise = versions.get(id);
      if (promise === undefined) {
        promise = loadVersion(id);
        versions.set(id, promise);
        const mine = promise;
        mine.catch(() => {
          if (versions.peek(id) === mine) versions.delete(id);
        });
      }
      return promise;
    },
    remember,
    forget: () => entries.clear(),
    forgetHosts() {
      entries.clear();
      versions.clear();
    },
  };
}

async function closedRealms(store: Store): Promise<ReadonlyMap<string, Realm>> {
  const realms = await store.realms.list();
  return new Map(realms.filter(({ closed }) => closed).map((realm) => [realm.name, realm]));
}

async function readRealm(store: Store, name: string): Promise<Realm> {
  const realm = await store.realms.byName(name);
  if (realm !== null) return realm;
  const known = (await store.realms.list()).map((r) => r.name).join(", ") || "none yet";
  throw new Fault("not_found", `There is no realm "${name}". Known realms: ${known}.`);
}

async function readFlow(store: Store, realm: Realm, name: string): Promise<Flow> {
  const flow = await store.flows.byName(realm.id, name);
  if (flow !== null) return flow;
  const known = (await store.flows.list(realm.id)).map((f) => f.name).join(", ") || "none yet";
  throw new Fault("not_found", `Realm "${realm.name}" has no flow "${name}". Its flows: ${known}.`);
}

async function noScript(store: Store, realm: Realm, module: string, name: string): Promise<string> {
  const { names, modules } = await store.scripts.namesNear(realm.id, { module, limit: shownNames + 1 });
  const hint =
    names.length > 0
      ? `Scripts of the module "${module}": ${listed(names)}.`
      : `Modules: ${listed(modules) || "none yet"}.`;
  return `Realm "${realm.name}" has no script "${module}/${name}". ${hint}`;
}

/** Of a large realm a sentence cannot name them all. */
const shownNames = 30;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames).join(", ");
  return names.length > shownNames ? `${shown} and others` : shown;
}
