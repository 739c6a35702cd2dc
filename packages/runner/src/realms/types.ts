import type { Realm, RealmPolicy } from "@scriptyard/model";
import type { Actor } from "../actor.ts";
import type { ImportDone, ImportInput, ImportPlan, MoveDifference, MoveSelection } from "./moving/types.ts";
import type { SettingsAsked, SettingsPreview } from "./settings-preview.ts";

export type CreateRealmInput = {
  name: string;
  title: string;
  /** Id of the host; of a copy it is that of the realm it is copied from. */
  hostId?: string | undefined;
  /** What it begins with. Default `empty`. */
  from?: RealmOrigin | undefined;
  /** What its host, or the realm it is copied from, would give it otherwise. */
  timeZone?: string | undefined;
  settingsSchema?: Realm["settingsSchema"] | undefined;
  settings?: Realm["settings"] | undefined;
  allowedHosts?: string[] | undefined;
  policy?: RealmPolicy | undefined;
};

/**
 * `empty`: what its host ships runs, and nothing is the realm's own yet. `defaults`: the host's scripts are its own, with their
 * samples, and its flows and triggers; nothing is published. `copy`: what another realm has and what is live there, with
 * triggers switched off; no secrets, tokens, records or walks.
 */
export type RealmOrigin = { kind: "empty" } | { kind: "defaults" } | { kind: "copy"; realm: string };

/** A host as one that a realm may be made of. */
export type HostChoice = {
  id: string;
  title: string;
  description: string;
  /** How many scripts it ships. */
  scripts: number;
  flows: number;
};

/** Realms as a whole. */
export type Realms = {
  hosts(): HostChoice[];
  /**
   * @throws Fault `bad_request` naming the field; `conflict` when the name is taken; `too_large` when there are too many, or
   *   too much to copy
   */
  create(input: CreateRealmInput, actor: Actor): Promise<Realm>;
  /** The realm of that name as it is, or a new one. Null actor fields: what an installation's configuration asks for. */
  ensure(input: CreateRealmInput, actor: Actor): Promise<{ realm: Realm; created: boolean }>;
  /** It can be read from now on; nothing runs or changes in it. @throws Fault `conflict` unless it is open */
  archive(name: string, actor: Actor): Promise<Realm>;
  /**
   * Closes it, to be removed in seven days.
   *
   * @param typed its name, as whoever does it typed it
   * @throws Fault `bad_request` for another name; `conflict` when it is deleted already, or the last one there is
   */
  remove(name: string, typed: string, actor: Actor): Promise<Realm>;
  /** Opens what was archived, or deleted and is still there. @throws Fault `conflict` when it is open, or its host is gone */
  restore(name: string, actor: Actor): Promise<Realm>;
  /** A realm, or what is selected of it, as an archive; never a secret. @throws Fault `too_large` */
  export(name: string, selection: MoveSelection, actor: Actor): Promise<Uint8Array>;
  /**
   * What an archive would change; nothing is written.
   *
   * @throws Fault `bad_request` naming the file that is wrong and the remedy
   */
  planImport(input: ImportAsked & MoveSelection, actor: Actor): Promise<ImportPlan>;
  /** The texts of one row of a plan. */
  importDifference(input: ImportAsked & { key: string }): Promise<MoveDifference[]>;
  /**
   * Writes a plan in one transaction.
   *
   * @throws Fault `conflict` when something changed after the plan was made, `draft_invalid` for what does not fit here
   */
  import(input: ImportInput, actor: Actor): Promise<ImportDone>;
  /** What is deleted goes for good by retention, which has nobody to tell: the log and all consoles hear of it here. */
  removed(realm: Pick<Realm, "id" | "name">): Promise<void>;
};

/** An archive, and the realm that it is for. */
export type ImportAsked = Pick<ImportInput, "realm" | "archive">;

/** Realms: what is set of them, and their beginning and end. */
export interface RunnerRealms {
  /** Changes what every script of the realm sees in `context.realm`. Settings must match the settings schema, as it is then. */
  updateRealm(
    realm: string,
    change: Partial<Pick<Realm, "title" | "timeZone" | "settingsSchema" | "settings" | "allowedHosts">>,
    actor: Actor,
    /** The revision (0 = never changed) that the change is made on: `conflict` when somebody was faster. */
    basedOn?: number,
  ): Promise<Realm>;
  /** What a settings schema would make of the realm's settings, before it is saved. */
  previewSettings(realm: string, asked: SettingsAsked, actor: Actor): Promise<SettingsPreview>;
  /** For what is changed in a realm beside the runner. @throws Fault `realm_closed` */
  requireOpen(realmId: string): Promise<void>;
  /** Made, closed and opened as a whole. */
  readonly realms: Realms;
}
