import type { Host, Issue } from "@scriptyard/host-kit";
import type {
  Diagnostic,
  Draft,
  DraftAct,
  DraftConflict,
  DraftState,
  Execution,
  Json,
  PartialLimits,
  PublishEvent,
  Realm,
  RealmPolicy,
  Script,
  SourceLayer,
  Version,
} from "@scriptyard/model";
import type { Actor } from "./actor.ts";
import type { FlowGraphs } from "./authoring/flows/types.ts";
import type { PolicyView, ScriptPolicy } from "./authoring/policy/policy-view.ts";
import type { Preview, PreviewInput } from "./authoring/preview/preview.ts";
import type { PublishRequest } from "./authoring/publish/publish.ts";
import type { Importable } from "./authoring/references/importable.ts";
import type {
  FoundReferences,
  NameAt,
  RenameAsked,
  RenameDone,
  RenamePlan,
  UsedBy,
  UsedThing,
} from "./authoring/references/types.ts";
import type { ReplayInput, ReplayResult } from "./authoring/replay/replay.ts";
import type { Retired, RetireRequest } from "./authoring/retire/retire.ts";
import type { CreateScriptInput } from "./authoring/scripts/create.ts";
import type { DraftEditor, DraftStateSummary } from "./authoring/scripts/draft-history.ts";
import type { CollectedCode } from "./codes/collect.ts";
import type { ErrorTriage } from "./errors/triage.ts";
import type { RunnerEvent } from "./events/types.ts";
import type { Fit, Misfit } from "./hosts/misfits.ts";
import type { Partners } from "./partners/partners.ts";
import type { AccountChange } from "./policy/account-events.ts";
import type { PolicyFileState } from "./policy/policy-file.ts";
import type { Presence } from "./presence/presence.ts";
import type { SettingsAsked, SettingsPreview } from "./realms/settings-preview.ts";
import type { Realms } from "./realms/types.ts";
import type { ExecuteInput } from "./starters/call/execute.ts";
import type {
  DeliveredFlow,
  FlowAnswer,
  FlowDoor,
  FlowLink,
  FlowStarted,
  FlowStartInput,
  SavedFlow,
} from "./starters/flows/types.ts";
import type { Triggers } from "./starters/triggers/types.ts";
import type { KeptState } from "./state/kept-state.ts";
import type { ScriptAt, ScriptSources, SourceName, SourcesFolder } from "./texts/registry/types.ts";

/**
 * What runs, when, and the record. Everything that changes what will run goes through here: it checks, compiles,
 * writes and notifies as one act. Refusals throw a `Fault`; a script's failure is in the `Execution`.
 */
export interface Runner extends AsyncDisposable {
  host(id: string): Host;
  hostOf(realm: Realm): Host;
  /**
   * Other definitions of the hosts hold from now on, for what begins now. Where functions of kind `host` are called with them,
   * the sandbox has been told first (`Sandbox.useHosts`).
   */
  exchangeHosts(hosts: readonly Host[]): Promise<void>;
  /** Tells consoles why a definition could not be loaded, while the one before goes on. */
  tellHostProblems(problems: readonly Issue[]): Promise<void>;
  /** Which published scripts of a realm fit its host no longer, as far as that is known; what is not is found out meanwhile. */
  fit(realm: Realm): Promise<Fit>;
  /** The same, complete; it takes a check for each script that was published against other declarations. */
  misfits(realm: Realm): Promise<Misfit[]>;
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
    input: PublishRequest,
    actor: Actor,
  ): Promise<{ version: Version; event: PublishEvent; diagnostics: Diagnostic[] }>;
  rollback(input: { scriptId: string; toVersion: number; note: string }, actor: Actor): Promise<PublishEvent>;
  /** Takes away what is live; refused while others use it and nothing stands in, unless `anyway`. */
  retire(input: RetireRequest, actor: Actor): Promise<Retired>;
  /** Deletes a script that nothing uses and of which no version is live, with its history. */
  removeScript(script: Script, actor: Actor): Promise<void>;
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
  /** Makes a flow as it is delivered live at once, as a version of its own. */
  saveFlow(flow: DeliveredFlow, actor: Actor): Promise<SavedFlow>;
  /** Flows as people draw them. */
  readonly flowGraphs: FlowGraphs;
  /** Changes what every script of the realm sees in `context.realm`. Settings must match the settings schema, as it is then. */
  updateRealm(
    realm: string,
    change: Partial<Pick<Realm, "title" | "timeZone" | "settingsSchema" | "settings" | "allowedHosts">>,
    actor: Actor,
    /** The revision (0 = never changed) that the change is made on: `conflict` when somebody was faster. */
    basedOn?: number,
  ): Promise<Realm>;
  /** What a settings schema would make of the realm's settings, before it is saved. */
  previewSettings(realm: string, asked: SettingsAsked): Promise<SettingsPreview>;
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

  /** Made, closed and opened as a whole. */
  readonly realms: Realms;
  /** For what is changed in a realm beside the runner. @throws Fault `realm_closed` */
  requireOpen(realmId: string): Promise<void>;

  /** What starts scripts by itself: messages, requests, the clock, tool calls. */
  readonly triggers: Triggers;

  readonly partners: Partners;
  /** What scripts keep from one execution to the next. */
  readonly state: KeptState;
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
