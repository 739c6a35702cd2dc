import type { NamePlace, Offer } from "@scriptyard/languages";
import type { LanguageId, Script, Trigger, TriggerKind } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import type { Importable } from "./importable.ts";

/** A place of a script's text, 1-based; `source` is what is in the editor, default the stored draft. */
export type NameAt = { scriptId: string; source?: string; line: number; column: number };

/** `nothing`: no name stands there. `too-much`: its uses could not be found within the limits. */
export type FoundReferences =
  | { status: "nothing" | "too-much" }
  | {
      status: "found";
      name: string;
      /** `module/name` of the text that declares it; null: the host, or the language. */
      declaredIn: string | null;
      exported: boolean;
      scripts: ScriptPlaces[];
      /** Places that are not told. */
      more: number;
      /** Scripts that may use it and were not looked at. */
      notLookedAt: number;
    };

export type ScriptPlaces = {
  specifier: string;
  /** Null: its text is a file's or a default's. */
  scriptId: Script["id"] | null;
  hook: string | null;
  places: (Pick<NamePlace, "line" | "column" | "role"> & {
    endColumn: number;
    /** The line, or a part of it. */
    text: string;
    /** Where the name begins in `text`, 1-based. */
    textColumn: number;
  })[];
};

export type RenameAsked = {
  scriptId: string;
  /** Of the draft that the place is in. */
  revision: number;
  line: number;
  column: number;
  newName: string;
  /** Of the line, as a plan told it: the place is found again where the draft has moved on. */
  lineDigest?: string;
};

export type RenamePlan =
  | { status: "refused"; message: string }
  /** `scripts`: the one that was asked about alone where no other sees the name. */
  | {
      status: "ready";
      name: string;
      newName: string;
      /** Where it is: what to ask with from now on. */
      place: Required<Pick<RenameAsked, "revision" | "line" | "column" | "lineDigest">>;
      scripts: RenamedScript[];
    };

export type RenamedScript = {
  scriptId: Script["id"];
  specifier: string;
  revision: number;
  /** What runs is a version, which no rename touches. */
  liveVersion: number | null;
  lines: { line: number; before: string; after: string }[];
  /** Of its lines: what is sent back to say that they were seen. */
  digest: string;
  /** Its own uses keep the old name, because the new one stands for something else there. */
  keepsName: boolean;
  /** Names of others who have it open. */
  openTo: string[];
  /** Name of who saved the draft last, where that was somebody else. */
  lastSavedBy: string | null;
};

/** Who saved a draft last: whoever asks, another member, or no member at all (a token, the product). */
export type LastSaver = { kind: "you" } | { kind: "member"; name: string } | { kind: "nobody" };

/** A draft that says something else than was shown. */
export type ChangedDraft = { specifier: string; by: LastSaver };

/** Where not ok, nothing was written. `joined`: scripts that have come to use the name since. */
export type RenameDone =
  | { ok: true; drafts: { scriptId: Script["id"]; revision: number; before: number }[] }
  | { ok: false; changed: ChangedDraft[]; joined: string[] };

/** What others may depend on. */
export type UsedThing =
  | { kind: "script"; scriptId: string }
  | { kind: "node"; flow: string; node: string }
  | { kind: "trigger"; id: string }
  | { kind: "setting"; path: readonly string[] };

export type ScriptUse = {
  kind: "script";
  scriptId: Script["id"];
  specifier: string;
  /** Its draft does. */
  draft: boolean;
  /** The version that runs with it; null where none does, and where only drafts are looked at. */
  liveVersion: number | null;
  /** First line of the draft that does. */
  line: number | null;
};

export type Use =
  | ScriptUse
  /** `outcome`: of the edge that leads there; null: the default edge, or the node runs it. */
  | { kind: "node"; flow: string; node: string; title: string; outcome: string | null }
  | { kind: "flow"; flow: string; title: string }
  | { kind: "trigger"; id: Trigger["id"]; name: string; starts: TriggerKind; enabled: boolean };

/** `more`: scripts that were not looked at. */
export type UsedBy = { uses: Use[]; more: number };

/** A library that a script may import. */
export type ImportPath = { specifier: string; description: string; language: LanguageId };
/** A name that a library exports. */
export type ImportName = Offer & { specifier: string };

/** Where names are used, and what depends on what. */
export interface RunnerReferences {
  /** Where the name at a place is used, in the drafts of every script that can see it. */
  references(at: NameAt, actor: Actor): Promise<FoundReferences>;
  /** What giving an exported name another one would change, and who else is at it. Writes nothing. */
  planRename(asked: RenameAsked, actor: Actor): Promise<RenamePlan>;
  /**
   * Writes a plan into the drafts it names, where the lines that change are those that it showed: all of them or none. What
   * others saved meanwhile on other lines stays; versions do.
   */
  rename(
    asked: RenameAsked & { drafts: readonly { scriptId: string; digest: string }[] },
    actor: Actor,
  ): Promise<RenameDone>;
  /** Takes a rename back where nobody has saved since: all of it or nothing. */
  undoRename(
    drafts: readonly { scriptId: string; revision: number; before: number }[],
    actor: Actor,
  ): Promise<RenameDone>;
  /** What depends on a script, library, node, trigger or setting. */
  usedBy(realm: string, thing: UsedThing, actor: Actor): Promise<UsedBy>;
  /** What a script may import. */
  readonly importable: Importable;
}
