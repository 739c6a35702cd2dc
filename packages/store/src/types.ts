import type {
  ApiToken,
  ConsoleSession,
  DeadLetter,
  Draft,
  DraftAct,
  DraftConflict,
  DraftState,
  ErrorActivity,
  ErrorGroup,
  ErrorGroupStatus,
  Execution,
  ExecutionSummary,
  ExecutionTrigger,
  Flow,
  FlowNode,
  FlowSession,
  OneTimeCode,
  OutcomeErrorType,
  PartnerKey,
  PublicUser,
  PublishEvent,
  Realm,
  RenameAct,
  Sample,
  SampleSummary,
  Script,
  SecurityEvent,
  SignInLink,
  Trigger,
  TriggerState,
  User,
  Version,
} from "@scriptyard/model";
import type { BackupManifest } from "./backup/backup.ts";
import type { BusChange } from "./bus/changes.ts";
import type { KeptDelivery } from "./bus/recover.ts";
import type { ReadingStats } from "./reading/reader.ts";
import type { CommentChange } from "./records/error-activity.ts";
import type { ActOnErrors, UndoOnErrors } from "./records/error-acts.ts";

/** Answered by lists; `next` is handed back as `cursor` for the following page, null at the end. */
export type Page<T> = { items: T[]; next: string | null };

export type ExecutionFilter = {
  realmId: string;
  scriptId?: string;
  module?: string;
  version?: number;
  status?: "ok" | "error";
  errorType?: OutcomeErrorType;
  errorGroupId?: string;
  trigger?: ExecutionTrigger;
  triggerId?: string;
  flowSessionId?: string;
  /** Of records that were made since requests are kept as a column. */
  requestId?: string;
  action?: string;
  /** How the id, the e-mail address or the name of whom it was about begins; or the id of who asked for it in the console. */
  user?: string;
  /** The outcome that its result named. */
  outcome?: string;
  /** Name of an effect that it asked the host for. */
  effect?: string;
  /** Least and most time it ran. */
  minRunUs?: number;
  maxRunUs?: number;
  minOperations?: number;
  /** `false` leaves out what people only tried: walks of *Try it*, previews, replays. */
  trials?: boolean;
  fromMs?: number;
  toMs?: number;
  /** Found in the message of the error or in a log line. */
  text?: string;
};

export type ErrorGroupFilter = {
  realmId: string;
  scriptId?: string;
  status?: ErrorGroupStatus;
  type?: OutcomeErrorType;
  text?: string;
};

export type HistogramBucket = { fromMs: number; ok: number; error: number };

export type ScriptStats = {
  scriptId: string;
  executions: number;
  errors: number;
  p50Us: number;
  p95Us: number;
  p99Us: number;
  lastAtMs: number | null;
  /** Executions per bucket over the window, oldest first, 24 buckets. */
  spark: { ok: number; error: number }[];
};

/** How a script fared in a window of time: runs the product's users caused, no previews and replays. */
export type ScriptFigures = {
  scriptId: Script["id"];
  executions: number;
  errors: number;
  p50Us: number;
  p95Us: number;
  p99Us: number;
  lastAtMs: number;
  /** The newest failure in the window; null when none failed, or its record was deleted. */
  lastError: {
    executionId: Execution["id"];
    type: OutcomeErrorType;
    message: string;
    atMs: number;
  } | null;
};

export type OverviewStats = {
  executions: number;
  errors: number;
  p50Us: number;
  p95Us: number;
  p99Us: number;
  histogram: HistogramBucket[];
  scripts: ScriptStats[];
};

/** `lastVersion`: that met it last; null = a file or a default. */
export type RecentError = Pick<ErrorGroup, "scriptId" | "lastVersion" | "lastSeenAt">;

export type FlowHits = {
  flows: Pick<Flow, "id" | "name" | "title">[];
  nodes: (Pick<FlowNode, "name" | "title"> & { flow: string; flowTitle: string })[];
};

/** `address`: what it answers to, in words. */
export type TriggerHit = Pick<Trigger, "id" | "name" | "kind"> & { address: string };

export type VersionKey = { scriptId: Script["id"]; number: number };
export type VersionOrigin = VersionKey & {
  authorName: string | null;
  note: string;
  at: number;
  /** What was live before it; null when nothing was. */
  previousVersion: number | null;
};

/** Everything publishing writes, prepared by the runner. */
export type PublishInput = {
  version: Omit<Version, "number">;
  event: Omit<PublishEvent, "version" | "previousVersion">;
  /** The draft must still be at this revision. */
  draftRevision: number;
};

export type SaveDraftInput = {
  scriptId: Script["id"];
  source: string;
  /** Revision the text was based on. */
  baseRevision: number;
  userId: User["id"] | null;
  basedOnVersion?: number | null;
  /** What the save does besides: it begins a state of its own in the history. */
  act?: DraftAct | RenameAct | undefined;
  nowMs: number;
};

/** What a whole realm's scripts can be asked for: enough to say what is live of each. */
export type ScriptHead = Pick<Script, "id" | "module" | "name" | "liveVersion"> & { draftDiffers: boolean };

/** A script with what is known of its draft without reading it. */
export type ScriptRow = Script & {
  /** Whether the draft's lines are others than the live version's; false when never published. */
  draftDiffers: boolean;
  draftRevision: number;
  draftUpdatedAt: number;
};

/** A script with its draft's text. */
export type ScriptText = Pick<Script, "id" | "module" | "name" | "hook" | "language" | "liveVersion"> &
  Pick<Draft, "revision" | "source">;

/** How long the draft of a script is, in characters. */
export type TextSize = { id: Script["id"]; units: number };

/** `units`: what their texts may have together, in characters. `except`: scripts that are known already. */
export type Mention = {
  words: readonly string[];
  limit: number;
  units: number;
  except?: readonly Script["id"][];
};

/** A library as one chooses it; its text is asked for where its revision is new. */
export type LibraryHead = Pick<Script, "id" | "module" | "name" | "description" | "language"> &
  Pick<Draft, "revision">;

/** A script whose live version runs with a library. */
export type LivePin = Pick<Script, "id" | "module" | "name"> & { version: number };

export type ScriptNames = {
  ids?: readonly string[];
  names?: readonly { module: string; name: string }[];
};

/** A script that is not there yet, with its first draft (revision 1) and samples. */
export type NewScript = {
  script: Script;
  draft: { source: string; userId: User["id"] | null };
  samples: Sample[];
};

/** Of one network: codes that were made and not withheld, wrong tries, and whether a code was right. */
export type NetworkOfSubject = { network: string | null; made: number; wrong: number; known: boolean };

/**
 * The repository. One body of queries for SQLite and PostgreSQL; every method is one unit of work.
 * A missing row answers null; a broken rule throws a `Fault` (`conflict`, `not_found`, `storage`).
 */
export interface Store extends AsyncDisposable {
  readonly realms: {
    list(): Promise<Realm[]>;
    byName(name: string): Promise<Realm | null>;
    byId(id: string): Promise<Realm | null>;
    create(realm: Realm): Promise<Realm>;
    update(id: string, change: Partial<Omit<Realm, "id" | "createdAt" | "lastChange">>): Promise<Realm>;
    /**
     * Changes what people set, and counts it.
     *
     * @param by.ifRevision only while it is still this one: null, and nothing is changed, when somebody was faster
     */
    change(
      id: string,
      change: Partial<Pick<Realm, "title" | "timeZone" | "settings" | "allowedHosts">>,
      by: { at: number; userId: User["id"] | null; ifRevision?: number | undefined },
    ): Promise<Realm | null>;
  };
  readonly flows: {
    list(realmId: string): Promise<Flow[]>;
    /** Flows and nodes in whose name or title every word occurs; at most `limit` of each. */
    search(realmId: string, search: { text: string; limit: number }): Promise<FlowHits>;
    byName(realmId: string, name: string): Promise<Flow | null>;
    byId(id: string): Promise<Flow | null>;
    save(flow: Flow): Promise<Flow>;
  };
  readonly scripts: {
    list(realmId: string): Promise<Script[]>;
    /** Scripts without a hook, by module and name, `limit` at most. */
    libraryNames(realmId: string, limit: number): Promise<{ module: string; name: string }[]>;
    /** By module and name; of one module where one is named. */
    heads(realmId: string, module?: string): Promise<ScriptHead[]>;
    /** By module and name. */
    page(
      at: { realmId: string; module?: string | undefined },
      page: { cursor?: string | null; limit: number },
    ): Promise<Page<ScriptRow>>;
    /** Those that are there, by module and name. */
    named(realmId: string, names: ScriptNames): Promise<ScriptRow[]>;
    /** Those whose drafts were saved last, newest first. */
    recent(realmId: string, limit: number): Promise<ScriptRow[]>;
    /** In whose `module/name`, description or hook every word occurs, best first; `more` counts the others. With `hook`, of that hook only. */
    search(
      realmId: string,
      search: { text: string; limit: number; hook?: string },
    ): Promise<{ items: ScriptRow[]; more: number }>;
    /** Whose drafts hold one of the words, by module and name; `more` counts the others. */
    mentioning(realmId: string, search: Mention): Promise<{ items: TextSize[]; more: number }>;
    /** With their drafts, by module and name; those that are there. */
    texts(ids: readonly string[]): Promise<ScriptText[]>;
    /** Every library, by module and name. */
    libraryHeads(realmId: string): Promise<LibraryHead[]>;
    /** Libraries with their drafts, by module and name: so many characters of them, and one at least. `next` is the `after` of the next page. */
    libraryTexts(
      realmId: string,
      page: { after: string | null; units: number },
    ): Promise<{ items: ScriptText[]; next: string | null }>;
    /** Whose live versions run with the library of that name; `more` counts those that were not looked at. */
    livePins(
      realmId: string,
      pins: { specifier: string; limit: number },
    ): Promise<{ items: LivePin[]; more: number }>;
    byId(id: string): Promise<Script | null>;
    byName(realmId: string, module: string, name: string): Promise<Script | null>;
    /** Creates the script with its first draft (revision 1) and samples. */
    create(
      script: NewScript["script"],
      draft: NewScript["draft"],
      samples: NewScript["samples"],
    ): Promise<Script>;
    update(
      id: string,
      change: Partial<
        Pick<Script, "description" | "limits" | "securityLevel" | "language" | "hook" | "updatedAt">
      >,
    ): Promise<Script>;
    /** Only a script that was never published; otherwise `conflict`. */
    remove(id: string): Promise<void>;
  };
  readonly drafts: {
    get(scriptId: string): Promise<Draft | null>;
    /** Refused with both texts when the draft has moved on; the refused text is kept in `lost`. */
    save(input: SaveDraftInput): Promise<{ ok: true; draft: Draft } | { ok: false; conflict: DraftConflict }>;
    /** All of them or none: the conflicts name those whose drafts have moved on. No refused text is kept: nobody typed it. */
    saveAll(
      inputs: readonly SaveDraftInput[],
    ): Promise<{ ok: true; drafts: Draft[] } | { ok: false; conflicts: Draft[] }>;
    /** The newest states of the draft, newest first: as many and as large as `draftHistory` allows. */
    history(scriptId: string): Promise<DraftState[]>;
    /** The state whose last save made that revision; null for one that a later save went on in, and for one that made room. */
    state(scriptId: string, revision: number): Promise<DraftState | null>;
    /** Texts that lost a race, newest first. */
    lost(
      scriptId: string,
    ): Promise<{ id: string; source: string; baseRevision: number; userId: string | null; at: number }[]>;
  };
  readonly versions: {
    /** Newest first, without the texts. */
    list(
      scriptId: string,
      page: { cursor?: string | null; limit: number },
    ): Promise<Page<Omit<Version, "source" | "compiled" | "map">>>;
    byNumber(scriptId: string, number: number): Promise<Version | null>;
    byId(id: string): Promise<Version | null>;
    /** Of every version there is. */
    ids(): Promise<Version["id"][]>;
    /** Replaces the hash of a version; nothing else of one ever changes. */
    rehash(id: string, sha256: string): Promise<void>;
    /** Version + publish event + live pointer in one transaction with `synchronous=FULL`. A known idempotency key answers the first result. */
    publish(input: PublishInput): Promise<{ version: Version; event: PublishEvent }>;
    /** Makes an earlier version live again as a new publish event. */
    rollback(event: Omit<PublishEvent, "kind" | "previousVersion" | "version">): Promise<PublishEvent>;
    /** Who made which versions, why, and what was live before; of those that are there. */
    origins(wanted: readonly VersionKey[]): Promise<VersionOrigin[]>;
    events(filter: {
      realmId: string;
      scriptId?: string;
      limit?: number;
    }): Promise<(PublishEvent & { module: string; name: string; authorName: string | null })[]>;
  };
  /** How much of a realm is kept, for quotas: each is asked alone, by what adds to it. Bytes are of what people typed, as stored. */
  readonly usage: {
    scripts(realmId: string): Promise<number>;
    draftBytes(realmId: string): Promise<number>;
    /** Texts of all versions, what they were compiled to included. */
    versionBytes(realmId: string): Promise<number>;
    triggers(realmId: string): Promise<number>;
    samples(realmId: string): Promise<{ count: number; bytes: number }>;
    /** Of one script. */
    samplesOf(scriptId: string): Promise<{ count: number; bytes: number }>;
  };
  readonly samples: {
    /** In the order they were made, without their arguments: a script may keep megabytes. */
    list(scriptId: string): Promise<SampleSummary[]>;
    byId(id: string): Promise<Sample | null>;
    save(sample: Sample): Promise<SampleSummary>;
    remove(id: string): Promise<void>;
  };
  readonly executions: {
    /** Writes records, log lines, error groups and what became of messages in one transaction; idempotent by id. */
    insertMany(records: readonly Execution[], changes?: readonly BusChange[]): Promise<void>;
    byId(id: string): Promise<Execution | null>;
    /** A page looks at so many records; with a filter that few of them fit it may be short, even empty, and have a `next`. */
    list(
      filter: ExecutionFilter,
      page: { cursor?: string | null; limit: number },
    ): Promise<Page<ExecutionSummary>>;
    histogram(filter: ExecutionFilter, buckets: number): Promise<HistogramBucket[]>;
    overview(realmId: string, fromMs: number, toMs: number): Promise<OverviewStats>;
    /** Every script that ran in the window, in no order. */
    byScript(realmId: string, fromMs: number, toMs: number): Promise<ScriptFigures[]>;
    /** Deletes records older than `beforeMs`; answers how many. */
    prune(beforeMs: number): Promise<number>;
  };
  readonly errors: {
    list(
      filter: ErrorGroupFilter,
      page: { cursor?: string | null; limit: number },
    ): Promise<Page<ErrorGroup & { spark: number[] }>>;
    byId(id: string): Promise<ErrorGroup | null>;
    openCount(realmId: string): Promise<number>;
    /** Open groups that something met since then, last seen first. */
    openSince(realmId: string, sinceMs: number): Promise<RecentError[]>;
    /**
     * One act on many, in one transaction. Answers how many it changed; those that were so already stay.
     *
     * @throws Fault `not_found` when the realm has none of them
     */
    act(given: ActOnErrors): Promise<number>;
    /** Takes an act of one's own back, as if it had never been, where nothing came after it. Answers on how many groups that was, and which the act was on. */
    undo(given: UndoOnErrors): Promise<{ changed: number; ids: ErrorGroup["id"][] }>;
    /** Comments and changes of state, oldest first. */
    activity(groupId: string): Promise<ErrorActivity[]>;
    commentById(id: string): Promise<Pick<ErrorActivity, "id" | "errorGroupId" | "userId"> | null>;
    /** @throws Fault `not_found`; `too_large` when the group has as many as `errorTriage` allows */
    changeComments(change: CommentChange): Promise<void>;
  };
  readonly triggers: {
    /** Of one realm, or of all. */
    list(realmId?: string): Promise<Trigger[]>;
    /** In whose name, description or address every word occurs, by name. */
    search(realmId: string, search: { text: string; limit: number }): Promise<TriggerHit[]>;
    byId(id: string): Promise<Trigger | null>;
    byName(realmId: string, name: string): Promise<Trigger | null>;
    /** With `adopted`, a script that only now becomes the realm's own: both or neither. */
    create(trigger: Trigger, adopted?: NewScript | null): Promise<Trigger>;
    update(
      id: string,
      change: Partial<Omit<Trigger, "id" | "realmId" | "kind" | "createdAt">>,
      adopted?: NewScript | null,
    ): Promise<Trigger>;
    /** Its dead letters stay. */
    remove(id: string): Promise<void>;
    /** Of those that have run at least once. */
    states(ids: readonly string[]): Promise<TriggerState[]>;
    saveStates(states: readonly TriggerState[]): Promise<void>;
  };
  readonly hookSignatures: {
    /** Takes a signature for the request that carries it; false when another request had it. Forgets those past `until`. */
    claim(
      signature: { triggerId: Trigger["id"]; signature: string; until: number },
      nowMs: number,
    ): Promise<boolean>;
  };
  readonly deadLetters: {
    /** Newest first. */
    list(
      filter: { realmId: string; triggerId?: string },
      page: { cursor?: string | null; limit: number },
    ): Promise<Page<DeadLetter>>;
    byId(id: string): Promise<DeadLetter | null>;
    /** Keeps the newest 10 000 of a realm; idempotent by id. */
    insertMany(letters: readonly DeadLetter[]): Promise<void>;
    remove(id: string): Promise<void>;
  };
  /** Messages that wait for whoever subscribed. What runs do to them goes with their records: `executions.insertMany`. */
  readonly bus: {
    /** Once, before anything is delivered: what an earlier process left behind, in the order it was published. */
    recover(): Promise<KeptDelivery[]>;
    /** Changes in their order, in one transaction. */
    write(changes: readonly BusChange[]): Promise<void>;
  };
  readonly flowSessions: {
    create(session: FlowSession): Promise<void>;
    byId(id: string): Promise<FlowSession | null>;
    /** Compare-and-set by `updatedAt`: false when another request moved the session first. */
    update(session: FlowSession, expectedUpdatedAt: number): Promise<boolean>;
    prune(beforeMs: number): Promise<number>;
  };
  readonly users: {
    list(): Promise<PublicUser[]>;
    /** By which means each of them can come in: a password, an unused one-time link and until when it works. */
    access(): Promise<{ userId: User["id"]; hasPassword: boolean; linkUntil: number | null }[]>;
    byId(id: string): Promise<User | null>;
    byEmail(email: string): Promise<User | null>;
    create(user: User): Promise<User>;
    /**
     * @param options.ifPasswordHash only while this is the password: what was looked at may be another by now
     * @throws Fault `conflict` when the password is another one, or when, with `keepAdmin`, it would leave no admin who is
     *   enabled and has a password
     */
    update(
      id: string,
      change: Partial<Pick<User, "name" | "role" | "passwordHash" | "disabled" | "lastSeenAt">>,
      options?: { keepAdmin?: boolean; ifPasswordHash?: string | null },
    ): Promise<User>;
  };
  readonly sessions: {
    /**
     * Begins a session, and notes that its user was seen.
     *
     * @param ifPasswordHash of the user whom the caller looked at: false, and there is no session, when it is another by now
     *   or the account is disabled
     */
    create(session: ConsoleSession, ifPasswordHash?: string | null): Promise<boolean>;
    byTokenHash(hash: string): Promise<{ session: ConsoleSession; user: User } | null>;
    touch(id: string, atMs: number): Promise<void>;
    list(userId: string): Promise<ConsoleSession[]>;
    remove(id: string): Promise<void>;
    removeForUser(userId: string, exceptId?: string): Promise<void>;
    createLink(link: SignInLink): Promise<void>;
    /** Takes every one-time link of a user away. */
    removeLinks(userId: string): Promise<void>;
    /** Whose link it is, without using it; null when unknown, used or expired. */
    linkUser(tokenHash: string, nowMs: number): Promise<User | null>;
    /** Takes the link, with every other one of its user, and answers the user; null when unknown, used or expired. */
    consumeLink(tokenHash: string, nowMs: number): Promise<User | null>;
  };
  readonly tokens: {
    list(): Promise<Omit<ApiToken, "tokenHash">[]>;
    create(token: ApiToken): Promise<void>;
    byHash(hash: string): Promise<ApiToken | null>;
    touch(id: string, atMs: number): Promise<void>;
    revoke(id: string, atMs: number): Promise<void>;
    /** Every token of somebody that still works; answers how many. */
    revokeOf(userId: string, atMs: number): Promise<number>;
  };
  readonly codes: {
    /** Ends the code of the same purpose that is still open. */
    issue(code: OneTimeCode): Promise<void>;
    /** Newest first; of every purpose where none is named. */
    ofBinding(filter: { realmId: string; binding: string; purpose?: string }): Promise<OneTimeCode[]>;
    byId(id: string): Promise<OneTimeCode | null>;
    /** False when the code has ended or has no tries left. */
    countTry(id: string): Promise<boolean>;
    /** False when somebody was faster. */
    end(id: string, atMs: number, used: boolean): Promise<boolean>;
    /** The sealed code, which is then gone from here; null when it is gone already. */
    collect(id: string): Promise<string | null>;
    /** What happened to somebody's codes, by the networks their sessions were begun from. */
    ofSubject(filter: {
      realmId: string;
      subject: string;
      /** What is counted. */
      sinceMs: number;
      /** Which networks are known. */
      knownSinceMs: number;
    }): Promise<NetworkOfSubject[]>;
    /** Takes a code back before anybody was told of it: it has no text and no tries. */
    withhold(id: string): Promise<void>;
    /** Deletes codes that expired before `beforeMs`; answers how many. */
    prune(beforeMs: number): Promise<number>;
  };
  readonly partnerKeys: {
    /** Of one realm, or of all. */
    list(realmId?: string): Promise<PartnerKey[]>;
    byName(realmId: string, name: string): Promise<PartnerKey | null>;
    /** In place of one of the same name. */
    save(key: PartnerKey): Promise<void>;
    /** False when there is none. */
    remove(id: string): Promise<boolean>;
  };
  readonly securityEvents: {
    /** Writes an event, or the count and last time of one that is there. */
    save(event: SecurityEvent): Promise<void>;
    /** Newest first, 500 at most. */
    list(realmId: string, filter: { kind?: SecurityEvent["kind"]; limit: number }): Promise<SecurityEvent[]>;
    /** Deletes events that last happened before `beforeMs`; answers how many. */
    prune(beforeMs: number): Promise<number>;
  };
  /** Small key–value facts about the installation (seeded hosts, schema notes). */
  readonly meta: { get(key: string): Promise<string | null>; set(key: string, value: string): Promise<void> };
  /**
   * Copies every database into a new folder while they are in use, with a manifest of what it holds.
   *
   * @throws Fault `unavailable` on PostgreSQL, which has its own tools
   */
  backup(folder: string): Promise<BackupManifest>;
  /** Of the queries that cost more the more is stored. */
  reading(): ReadingStats;
  /** Quick check that reads and writes work; throws `storage`. */
  ping(): Promise<void>;
  /** Open execution-record queue: see `createRecorder`. */
  close(): Promise<void>;
}

/** Batches execution records off the request path. */
export interface Recorder extends AsyncDisposable {
  /**
   * Never blocks. Errors are never dropped; successes are dropped when the queue is full, and counted.
   *
   * @param changes what the run did to messages: stored in the transaction of its record, after those of every run before
   */
  record(execution: Execution, changes?: readonly BusChange[]): void;
  /** What became of messages without a run of its own; in order with the changes of runs. */
  note(changes: readonly BusChange[]): void;
  stats(): { queued: number; written: number; dropped: number; failedBatches: number };
  /** Resolves when everything recorded before the call is on disk. */
  flush(): Promise<void>;
}
