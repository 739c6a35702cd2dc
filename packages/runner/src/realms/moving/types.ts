import type { Diagnostic, Flow, Realm, RealmPolicy, Sample, Script, Trigger } from "@scriptyard/model";

/** What is moved of a script or library. */
export type MovedScript = Pick<
  Script,
  "module" | "name" | "hook" | "language" | "description" | "limits" | "securityLevel"
> & {
  draft: string;
  /** The published text that is live; null: none is. */
  live: string | null;
  samples: MovedSample[];
};
export type MovedSample = Pick<Sample, "name" | "description" | "args"> & {
  /** Null where the archive was made before samples had any: those that are here stay. */
  calls: Sample["calls"] | null;
};
export type MovedFlow = Pick<Flow, "name" | "title" | "entry" | "nodes" | "edges">;
/** Whether it is switched on, and its secret, are of the realm it is in. */
export type MovedTrigger = Pick<Trigger, "kind" | "name" | "description" | "config" | "failureLimit"> & {
  /** `module/name`. */
  script: string;
};
export type MovedSettings = Pick<Realm, "timeZone" | "allowedHosts" | "settings" | "settingsSchema">;

/** The first file of an archive: what it is of. */
export type MovedFrom = {
  realm: string;
  title: string;
  /** Id of its host: a realm of another one cannot take it. */
  host: string;
  /** Whether it is all of the realm. */
  whole: boolean;
  /** Secrets that what is moved has there, by name: they stay there. `triggers/<name>`, `partners/<name>`, `settings/<member>`, `secrets/<name>`. */
  secrets: string[];
  /** Digests of the texts that were live there, newest first, by script: whoever is behind is told from whoever went another way. */
  liveBefore: { [script: string]: string[] };
};

/** A realm, or a part of it, on its way. */
export type MovedRealm = {
  from: MovedFrom;
  settings: MovedSettings | null;
  policy: RealmPolicy | null;
  scripts: MovedScript[];
  flows: MovedFlow[];
  triggers: MovedTrigger[];
};

/**
 * What of it: keys such as `scripts/login/terms`, `flows/login`, `triggers/nightly`, `settings`, `policy`, or what stands
 * before a slash of one (`scripts/login`, `flows`). Left out: all.
 */
export type MoveSelection = { only?: readonly string[] | undefined; except?: readonly string[] | undefined };

export type MoveKind = "script" | "library" | "flow" | "trigger" | "settings" | "policy" | "secret";

/**
 * `conflicting`: it was changed here too, in a way that its origin has never seen; it is written over only where it is named.
 * `missing`: a secret that has to be set by hand.
 */
export type MoveStatus = "new" | "changed" | "same" | "conflicting" | "missing";

export type MoveRow = {
  key: string;
  kind: MoveKind;
  status: MoveStatus;
  /** What is different: `draft`, `live`, `samples`, `settings`, `graph`; of the realm's settings their names. */
  changes: string[];
  /** Why it is in conflict, or what to do about what is missing; null: nothing to say. */
  note: string | null;
  /** Why it cannot be written as things are, in a sentence; null: it can. */
  problem: string | null;
  /** What the check of its live text found. */
  findings: Diagnostic[];
};

export type ImportPlan = {
  from: Pick<MovedFrom, "realm" | "title" | "whole">;
  /** Of the archive, and of everything here that it would change: an import names it. */
  basedOn: string;
  rows: MoveRow[];
};

export type ImportInput = MoveSelection & {
  realm: string;
  archive: Uint8Array;
  /** Of the plan that whoever imports has seen. */
  basedOn: string;
  /** Keys in conflict that are written over; the former drafts stay in the history. */
  overwrite?: readonly string[] | undefined;
  /** Of the versions it makes. Default: where they come from. */
  note?: string | undefined;
};

export type ImportDone = {
  /** What was written; with the number of the version that was published. */
  written: { key: string; status: "new" | "changed"; version: number | null }[];
  /** In conflict, and left as they are here. */
  left: string[];
};

/** Two texts of one thing, side by side. */
export type MoveDifference = {
  /** `Draft`, `Live`, `Samples`, `Settings`, `Flow`, `Trigger`, `Policy`. */
  title: string;
  /** How to colour it: a language's id, or `json`. */
  language: string;
  /** As it is here; null: it is not here. */
  here: string | null;
  there: string;
};
