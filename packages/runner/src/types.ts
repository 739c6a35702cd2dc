import type { Host, SampleDefinition } from "@scriptyard/host-kit";
import type {
  Destination,
  Diagnostic,
  Draft,
  DraftAct,
  DraftConflict,
  DraftState,
  Execution,
  Flow,
  FlowOrigin,
  FlowSession,
  Json,
  LanguageId,
  PartialLimits,
  PublishEvent,
  Realm,
  RealmPolicy,
  Script,
  SecurityEvent,
  SourceLayer,
  UiBlock,
  Version,
} from "@scriptyard/model";
import type { CollectedCode } from "./codes/collect.ts";
import type { ErrorTriage } from "./errors/triage.ts";
import type { Partners } from "./partners/partners.ts";
import type { AccountChange } from "./policy/account-events.ts";
import type { PolicyFileState } from "./policy/policy-file.ts";
import type { PolicyView, ScriptPolicy } from "./policy/policy-view.ts";
import type { Presence, Present } from "./presence/presence.ts";
import type { Importable } from "./references/importable.ts";
import type {
  FoundReferences,
  NameAt,
  RenameAsked,
  RenameDone,
  RenamePlan,
  UsedBy,
  UsedThing,
} from "./references/types.ts";
import type { ScriptAt, ScriptSources, SourceName, SourcesFolder } from "./registry/types.ts";
import type { ReplayInput } from "./replay/replay.ts";
import type { DraftEditor, DraftStateSummary } from "./scripts/draft-history.ts";
import type { Triggers } from "./triggers/types.ts";

/** Who does it; null users are API tokens and the system. */
export type Actor = {
  userId: `usr_${string}` | null;
  requestId: string | null;
  /** Aborts when nobody waits for the answer any more: what has not begun then never runs. */
  gone?: AbortSignal | undefined;
};

export type PreviewInput = {
  scriptId: string;
  /** Text in the editor, saved or not; absent = the stored draft. */
  source?: string;
  args: Json[];
  seed?: string;
  clockMs?: number;
  /** Run with the drafts of the realm's libraries instead of their live versions. */
  libraryDrafts?: boolean;
  /** Set when this preview replays a recorded execution. */
  replayOf?: `exe_${string}` | null;
  /** Whoever asks may know every number that the recorded run drew: then any text draws them again. Default: not. */
  seesSeeds?: boolean;
  signal?: AbortSignal;
};

/** What ran, and where the flow would go on by it: null where nothing was decided to continue. */
export type Preview = Execution & {
  leadsTo: Destination | null;
  /** Of a replay: whether it drew from the recorded seed; see `ReplayResult`. */
  sameNumbers: boolean | null;
};

export type ExecuteInput = {
  realm: string;
  module: string;
  name: string;
  args: Json[];
  /** For tests and replays; random and now otherwise. */
  seed?: string;
  clockMs?: number;
  signal?: AbortSignal;
};

/** Answer given to whoever walks a flow. */
export type FlowAnswer = {
  sessionId: FlowSession["id"];
  /** Only in the answer that starts the session: bearer secret that continues it. */
  secret?: string;
  action: "continue" | "challenge" | "reject" | "redirect" | "done";
  node: string;
  /** For `challenge`: the block, with `form.fail` messages placed at their fields. */
  block?: UiBlock;
  code?: string;
  message?: string;
  url?: string;
  /** For `done`: what the flow decided. */
  claims?: { [name: string]: Json };
  maxAgeSeconds?: number;
  /** For `done`: the user with what scripts changed; null when nobody was known, as in a registration. */
  user?: Json;
  /** For `done`: attributes that scripts changed, by path, to write to the user's account. */
  userChanges?: { [path: string]: Json };
  /** For `done`: second factors that scripts ask for. */
  requiredFactors?: string[];
  /** For `done`: version of the terms the user accepted on the way. */
  acceptedTerms?: string;
  requestId: string;
  expiresAt: number;
  /** Counts the answers of a session. Send it back with the next form: a form sent twice is then recognised. */
  step: number;
};

/** What starting a walk answers: its secret, or for a trial of the console the ticket that opens its page once. */
export type FlowStarted = FlowAnswer & { ticket?: string };

/** Who goes on with a walk: a product over the HTTP API, or the end-user page for a browser, known by its secret. */
export type FlowDoor = { kind: "api" } | { kind: "page"; browser: string };

/** A one-time link to the page: its path with the query. */
export type FlowLink = { path: string; expiresAt: number };

export type FlowStep = {
  node: string;
  executionId: string;
  action: string;
  outcome: string | null;
  status: "ok" | "error";
  runUs: number;
  at: number;
};

export type FlowStartInput = {
  realm: string;
  flow: string;
  /** `draft` walks the drafts: "Try it" in the console. */
  mode?: "live" | "draft";
  /** Where it was begun, and so where it goes on. Default `api`. */
  origin?: FlowOrigin;
  /** On the page: the secret of the browser that it then belongs to. */
  browser?: string;
  /** What the host knows about the visitor: parts of the context (`request`, `user`, `device`). */
  context: { request?: Json; user?: Json; device?: Json };
};

/** What those should know whose changes a save took out of a draft. */
export type ToldAct = DraftAct & {
  /** Name of who did it; null: a token, or the product. */
  by: string | null;
  /** Revision of the state that still has the changes; null where it is not known. */
  before: number | null;
  /** Ids of the others whose changes it took out. */
  of: string[];
};

/** What those should know whose changes became a version. */
export type ToldPublish = {
  by: string | null;
  /** Ids of the others whose changes are in it; nobody's for a rollback. */
  of: string[];
};

/** Events of the live stream; their kinds are listed in `eventTypes`. */
export type RunnerEvent =
  /** Without the seed: from it whoever listens could compute what the script drew. */
  | { type: "execution"; realmId: string; execution: Omit<Execution, "seed"> }
  | ({ type: "published"; realmId: string; event: PublishEvent; module: string; name: string } & ToldPublish)
  | {
      type: "draft";
      realmId: string;
      scriptId: string;
      revision: number;
      userId: string | null;
      /** Of a save that put the draft back, restored it, or copied a version into it. */
      act?: ToldAct;
    }
  /** Who has a script open changed: everybody who has it now. */
  | { type: "presence"; realmId: string; scriptId: string; people: Present[] }
  | { type: "flow-step"; realmId: string; sessionId: string; step: FlowStep }
  /** A security level refused something, or a policy was changed; the same event again with a greater count. */
  | { type: "security"; realmId: string; event: SecurityEvent }
  /** The realm's policy holds from now on. */
  | { type: "policy"; realmId: string }
  /** A file became the live text of a script, or would be if nothing were published. */
  | {
      type: "script_reloaded";
      realmId: string;
      module: string;
      name: string;
      path: string;
      sha256: string;
      /** Whether it runs now. */
      live: boolean;
      /** Number of the published version that goes before it. */
      version: number | null;
      at: number;
    }
  /** A text is not used: the previous one, the next layer, or nothing stays live. `name` is empty for files that are no script. */
  | {
      type: "script_reload_failed";
      realmId: string;
      module: string;
      name: string;
      /** null = a default. */
      path: string | null;
      message: string;
      diagnostics: Diagnostic[];
      keeps: "previous" | "next-layer" | null;
      at: number;
    }
  /** A script is live from another layer, or another file, than before. */
  | {
      type: "script_layer_changed";
      realmId: string;
      module: string;
      name: string;
      from: SourceLayer | null;
      to: SourceLayer | null;
      path: string | null;
      at: number;
    }
  /** A message was put on the bus: by a script of a live run, or (`executionId` null) by a caller of the API. */
  | {
      type: "message";
      realmId: string;
      topic: string;
      payload: Json;
      executionId: string | null;
      sessionId: string | null;
      at: number;
    }
  /** A message went to the dead letters before any script saw it: too many hops, or no room in line. */
  | {
      type: "message-refused";
      realmId: string;
      topic: string;
      reason: "operation_limit" | "busy";
      triggerId: string | null;
      executionId: string | null;
      at: number;
    }
  /** Somebody changed the state of error groups, or what was said about them. That one occurred is told by its execution. */
  | {
      type: "errors";
      realmId: string;
      /** Whose state it may have changed: they may be marked by it, or no longer. */
      scriptIds: Script["id"][];
      ids: string[];
      change: "state" | "comment";
      userId: string | null;
      at: number;
    }
  /** A trigger was changed; `reason` says why the product itself disabled it. */
  | {
      type: "trigger";
      realmId: string;
      triggerId: string;
      name: string;
      change: "created" | "updated" | "removed" | "enabled" | "disabled";
      reason: string | null;
      /** Who did it; null when the product did, or somebody with a token. */
      userId: string | null;
      at: number;
    };

/** `warnings`: outcomes of live scripts that have no edge in it, a sentence each. */
export type SavedFlow = Flow & { warnings: string[] };

export type CreateScriptInput = {
  realm: string;
  module: string;
  name: string;
  hook: string | null;
  language: LanguageId;
  description?: string;
  /** Template to start from, by id; otherwise `source` or a minimal text for the hook. */
  template?: string;
  source?: string;
  /** Inputs to preview it with; otherwise the template's, or those of the host's script with the same hook. */
  samples?: readonly SampleDefinition[];
};

/**
 * What runs, when, and the record. Everything that changes what will run goes through here: it checks, compiles,
 * writes and notifies as one act. Refusals throw a `Fault`; a script's failure is in the `Execution`.
 */
export interface Runner extends AsyncDisposable {
  host(id: string): Host;
  hostOf(realm: Realm): Host;
  /** Declarations that the editor and the checker use for a realm. */
  declarations(realm: Realm): { text: string; hash: string };

  createScript(input: CreateScriptInput, actor: Actor): Promise<{ script: Script; draft: Draft }>;
  updateSettings(
    scriptId: string,
    change: { description?: string; limits?: PartialLimits; securityLevel?: string },
    actor: Actor,
  ): Promise<Script>;
  saveDraft(
    input: { scriptId: string; source: string; baseRevision: number; act?: DraftAct | undefined },
    actor: Actor,
  ): Promise<{ ok: true; draft: Draft; changed: boolean } | { ok: false; conflict: DraftConflict }>;
  /** States the draft was in, newest first, without their texts. */
  draftHistory(
    input: { scriptId: string; before: number | null; limit: number },
    actor: Actor,
  ): Promise<{ items: DraftStateSummary[]; next: number | null }>;
  /** One state with its text. @throws Fault `not_found` */
  draftState(input: { scriptId: string; revision: number }): Promise<DraftState>;
  /** Whose changes are in the draft and in no version yet. */
  draftEditors(scriptId: string, actor: Actor): Promise<DraftEditor[]>;
  /** Syntax, policy, library and type findings of a text (default: the stored draft). */
  check(
    input: { scriptId: string; source?: string; libraryDrafts?: boolean },
    actor: Actor,
  ): Promise<Diagnostic[]>;
  /** How many lines differ, as the console says it: a replaced line counts once. */
  changedLines(realm: Pick<Realm, "id">, before: string, after: string): Promise<number>;
  /** Refused with `draft_invalid` and `details.diagnostics` when there are errors. */
  publish(
    input: { scriptId: string; note: string; revision: number; idempotencyKey?: string },
    actor: Actor,
  ): Promise<{ version: Version; event: PublishEvent; diagnostics: Diagnostic[] }>;
  rollback(input: { scriptId: string; toVersion: number; note: string }, actor: Actor): Promise<PublishEvent>;
  /** Copies a version's source into the draft, as a save based on `baseRevision`. */
  restore(
    input: { scriptId: string; version: number; baseRevision: number },
    actor: Actor,
  ): Promise<{ ok: true; draft: Draft } | { ok: false; conflict: DraftConflict }>;
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
  saveFlow(flow: Flow, actor: Actor): Promise<SavedFlow>;
  /** Changes what every script of the realm sees in `context.realm`. Settings must match the realm's settings schema. */
  updateRealm(
    realm: string,
    change: Partial<Pick<Realm, "title" | "timeZone" | "settings" | "allowedHosts">>,
    actor: Actor,
    /** The revision (0 = never changed) that the change is made on: `conflict` when somebody was faster. */
    basedOn?: number,
  ): Promise<Realm>;
  /** Says in the security events of every realm what happened to a member's account. */
  tellAccount(change: AccountChange, actor: Actor): Promise<void>;

  /** The realm's security levels and everything needed to read and change its policy. */
  policy(realm: string): Promise<PolicyView>;
  /**
   * Changes what the realm says about security levels; it holds from the next execution on.
   *
   * @throws Fault `bad_request` with `details.issues`; `conflict` when a script still has a level that would go
   */
  updatePolicy(realm: string, policy: RealmPolicy, actor: Actor): Promise<Realm>;
  /** What a script may do in production, and which of its limits its levels narrow. */
  scriptPolicy(scriptId: string): Promise<ScriptPolicy>;

  preview(input: PreviewInput, actor: Actor): Promise<Preview>;
  /**
   * Runs the live version.
   *
   * @throws Fault `not_found` (unknown, never published), `bad_request` (input against the hook's schema), `busy`
   */
  execute(input: ExecuteInput, actor: Actor): Promise<Execution>;
  /** Runs a recorded execution again with its own seed, clock and input, on its own text (default), the draft or the live version. */
  replay(input: ReplayInput, actor: Actor): Promise<ReplayResult>;

  /** Every script of a realm by name, whatever layer it has; none of them is read. */
  sourceNames(realm: string): Promise<SourceName[]>;
  /** Those of them that are asked for, with their source layers: version, file, default. */
  sources(realm: string, names: readonly ScriptAt[]): Promise<ScriptSources[]>;
  /** The scripts folder as a realm sees it. */
  sourcesFolder(realm: string): Promise<SourcesFolder>;
  /** One of them, with the scripts folder; null where there is none of that name. */
  sourcesOf(at: {
    realm: string;
    module: string;
    name: string;
  }): Promise<(ScriptSources & Pick<SourcesFolder, "folder">) | null>;
  /** Layer a script is live from; null = nothing can run. */
  liveLayer(script: Script): Promise<SourceLayer | null>;
  /** What runs of a realm's scripts that have no version, by `module/name`. */
  layersBelow(realm: string): Promise<ReadonlyMap<string, Exclude<SourceLayer, "version">>>;
  /** The text of a file or default as it ran: `sourceRef.kept` of an execution. Null when it was not kept. */
  keptSource(key: string): Promise<string | null>;

  startFlow(input: FlowStartInput, actor: Actor): Promise<FlowStarted>;
  /** The link by which a product hands a walk that it began to the end-user page. */
  linkFlow(input: { sessionId: string; secret: string }): Promise<FlowLink>;
  /** Gives a walk to the browser that opened its link. @throws Fault `gone` when the link was used before */
  claimFlow(input: { sessionId: string; ticket: string; browser: string }): Promise<{ secret: string }>;
  /** `secret` is what `startFlow` answered; `form` null only polls: repeats the last answer. */
  submitFlow(
    input: {
      sessionId: string;
      secret: string;
      form: { [name: string]: Json } | null;
      redirectState?: string;
      /** `step` of the answer this form answers; a form for an earlier step gets the last answer again. */
      step?: number;
      /** Default: the HTTP API. */
      door?: FlowDoor;
    },
    actor: Actor,
  ): Promise<FlowAnswer>;

  /** What starts scripts by itself: messages, requests, the clock, tool calls. */
  readonly triggers: Triggers;

  readonly partners: Partners;
  /** What people do about errors. */
  readonly errors: ErrorTriage;
  /** Who has which script open just now. */
  readonly presence: Pick<Presence, "beat">;
  /**
   * The one-time code behind a handle, once, for whoever sends it to the visitor.
   *
   * @throws Fault `not_found`, `gone`
   */
  collectCode(realm: string, handle: string): Promise<CollectedCode>;

  /** Live events; the iterator ends when the signal aborts. At most `bound` events wait (default 1 000), then the oldest are dropped and counted. */
  events(
    filter: { realmId?: string; types?: RunnerEvent["type"][] },
    signal: AbortSignal,
  ): AsyncIterable<RunnerEvent>;
  stats(): {
    sandbox: import("@scriptyard/sandbox").SandboxStats;
    /** Whether engines can do their work, and why not. */
    sandboxHealth: import("@scriptyard/sandbox").SandboxHealth;
    recorder: { queued: number; written: number; dropped: number };
    reading: import("@scriptyard/store").ReadingStats;
    compiled: { entries: number; hits: number; misses: number };
    events: { subscribers: number; dropped: number };
    /** State of the installation's policy file; null without one. */
    policyFile: PolicyFileState | null;
    triggers: ReturnType<Triggers["stats"]>;
  };
}

export type ReplayResult = {
  execution: Execution;
  original: Execution;
  /** Status, result, effects, logs, error type and line, and operations are equal. */
  same: boolean;
  /**
   * Whether it drew from the recorded seed. Another program does so only for who may see seeds; for everybody else it draws
   * numbers that are its own, and the same each time.
   */
  sameNumbers: boolean;
  /** What differs, in words: `result`, `operations` … Empty when `same`. */
  differences: string[];
  /**
   * JSON pointers into `args` that were masked before storage, so the replay saw `"[masked]"` there; those of answers
   * begin with `/hostAnswers/<index>`.
   */
  masked: string[];
  /** False when the program differs from the recorded one: another text, library version or engine. */
  sameImage: boolean;
};
