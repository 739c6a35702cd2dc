import {
  Fault,
  type Json,
  type Realm,
  type StateEntry,
  type StateUsage,
  stateValueProblem,
} from "@scriptyard/model";
import type { Page, StateFilter, StateRow, Store } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import { noteChange } from "../changes.ts";
import type { RunnerLog } from "../options.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";
import { stateRoom } from "./line.ts";

/** What scripts have kept, for the people of a realm. */
export type KeptState = {
  list(
    realm: string,
    filter: StateFilter,
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<StateRow>>;
  /** @throws Fault `not_found` */
  get(realm: string, id: string): Promise<StateEntry>;
  /** How much there is, and how much there may be. */
  usage(realm: string): Promise<{ used: StateUsage; most: StateUsage }>;
  /**
   * Another value or another time in place of those that somebody saw.
   *
   * @throws Fault `conflict` when a script or a colleague was faster; `not_found`; `bad_request` for a limit or a value that
   *   cannot be kept; `too_large`
   */
  edit(
    input: { realm: string; id: string; basedOn: number; value: Json; expiresAt: number | null },
    actor: Actor,
  ): Promise<StateEntry>;
  /** @throws Fault `not_found` */
  remove(realm: string, id: string, actor: Actor): Promise<void>;
  /** Deletes all that a filter finds; answers how many. */
  clear(realm: string, filter: StateFilter, actor: Actor): Promise<number>;
};

export type KeptStatePorts = {
  store: Pick<Store, "state">;
  catalog: Pick<Catalog, "realm" | "anyRealm">;
  clock: () => number;
  log: RunnerLog;
};

export function createKeptState(ports: KeptStatePorts): KeptState {
  const { store, catalog, clock } = ports;
  const find = async (realm: Realm, id: string) => {
    const entry = await store.state.byId(realm.id, id, clock());
    if (entry === null)
      throw new Fault("not_found", "There is no such entry of state: it was removed, or its time is over.");
    return entry;
  };
  return {
    list: async (realm, filter, page) =>
      store.state.list((await catalog.anyRealm(realm)).id, filter, page, clock()),
    get: async (realm, id) => find(await catalog.anyRealm(realm), id),
    usage: async (realm) => ({
      used: await store.state.usage((await catalog.anyRealm(realm)).id),
      most: stateRoom,
    }),
    async edit({ realm: name, id, basedOn, value, expiresAt }, actor) {
      const realm = await catalog.realm(name);
      const before = await find(realm, id);
      const now = clock();
      requireEditable(before, value, expiresAt, now);
      const write = { realmId: realm.id, nowMs: now, room: stateRoom, id, basedOn };
      const edited = await store.state.edit(write, { value, expiresAt });
      if (typeof edited === "string") throw new Fault("too_large", `Not saved: ${edited}.`);
      if (edited === null)
        throw new Fault(
          "conflict",
          "A script or somebody else has changed this entry since you opened it. Look at what it holds now, and save again.",
        );
      noteChange(ports, actor, "state.edit", { realmId: realm.id, subject: subjectOf(before) });
      return edited;
    },
    async remove(name, id, actor) {
      const realm = await catalog.realm(name);
      const entry = await find(realm, id);
      await store.state.remove(realm.id, id);
      noteChange(ports, actor, "state.remove", { realmId: realm.id, subject: subjectOf(entry) });
    },
    async clear(name, filter, actor) {
      const realm = await catalog.realm(name);
      const removed = await store.state.clear(realm.id, filter);
      const { scope = "all", owner = "" } = filter;
      noteChange(ports, actor, "state.clear", {
        realmId: realm.id,
        subject: `${scope} ${owner}`.trim(),
        fields: [`${removed} entries`],
      });
      return removed;
    },
  };
}

function requireEditable({ kind }: StateEntry, value: Json, expiresAt: number | null, now: number): void {
  if (kind === "limit")
    throw new Fault("bad_request", "A limit cannot be edited. Delete it: it begins anew with the next call.");
  if (value === null) throw new Fault("bad_request", "value: null is nothing. Delete the entry instead.");
  const problem = stateValueProblem(value);
  if (problem !== null) throw new Fault("bad_request", `value: ${problem}.`);
  if (expiresAt !== null && expiresAt <= now)
    throw new Fault("bad_request", "expiresAt: that time is over. Delete the entry instead.");
}

const subjectOf = ({ scope, owner, key }: StateEntry): string =>
  [scope, owner, key].filter(Boolean).join(" ");
