import type { Host, ProductFunctions } from "@scriptyard/host-kit";
import type { ScriptChecker } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Execution, PartialLimits, Realm } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import type { Recorder, Store } from "@scriptyard/store";
import type { VersionTrust } from "./authoring/publish/adopt-versions.ts";
import type { MessageBus } from "./bus/message-bus.ts";
import type { PolicyFileReport } from "./policy/policy-file.ts";
import type { SettingsReader } from "./settings/settings-reader.ts";
import type { GuessRules } from "./starters/flows/guesses.ts";
import type { ScriptsFolder } from "./texts/registry/types.ts";
import type { Timers } from "./timers.ts";

/** As of pino: details first, then the sentence. */
export type RunnerLog = Record<"info" | "warn" | "error", (details: object, message: string) => void>;

/** What a runner is made of. It owns none of it: whoever opened the store and the sandbox closes them, after the runner. */
export type RunnerOptions = {
  store: Store;
  recorder: Recorder;
  sandbox: Sandbox;
  checker: ScriptChecker;
  /** Reads every text that people send. Default: one of its own, whose work is done in other processes. */
  workshop?: Workshop;
  /** Reads the schemas that people send. Default: one of its own. */
  settings?: SettingsReader;
  hosts: readonly Host[];
  /** What the product behind a realm implements of the realm's host, asked with each run. Default: nothing. */
  product?: (realm: Pick<Realm, "name" | "hostId">) => ProductFunctions | null;
  /** What no script may exceed, whatever its settings say. */
  maxLimits?: PartialLimits;
  /** Folder of external scripts. Default: none. */
  scripts?: ScriptsFolder;
  /** What an operator should know: files that are not used, reloads. */
  log?: RunnerLog;
  /** Epoch milliseconds. Default `Date.now`. */
  clock?: () => number;
  /** Where hosts are that scripts call. Default: the system's resolver. */
  resolveHost?: (hostname: string) => Promise<{ address: string; family: number }[]>;
  /** Random bytes for seeds and secrets. Default: the operating system's. */
  random?: (byteLength: number) => Uint8Array;
  /** Bytes of images and code kept for reuse. Default 128 MB. */
  compiledCacheBytes?: number;
  /** How long a flow session lives without being finished, in ms. Default 30 minutes. */
  flowSessionMs?: number;
  /** How many wrong answers to forms a user or a network may give before it has to wait. */
  guessRules?: GuessRules;
  /** Told of every execution when its record is written, on the hot path: count, do not wait. What it throws is dropped. */
  onExecution?: (execution: Execution) => void;
  /** How long a cached realm or live pointer is trusted before it is read again, in ms. Default 1 000. */
  catalogMs?: number;
  /**
   * JSON file with the installation's security levels (`PolicyFile`): they hold in every realm, before its own policy. It
   * is followed while the runner lives; `onReport` is told of every change, valid or not.
   */
  policyFile?: { path: string; onReport?: (report: PolicyFileReport) => void; intervalMs?: number };
  /** Default: the system's. Tests of schedules and back-off bring their own. */
  timers?: Timers;
  /** Carries messages between scripts. Default: a bus in this process. The runner disposes it. */
  bus?: MessageBus;
  /** Origin of endpoints, where they have one of their own; it goes before their paths where people see them. */
  hooksUrl?: string;
  /**
   * Whether the bus of this process keeps messages in the store until they are handled. Default true; false = in memory, what
   * waits when the process is killed is lost.
   */
  busDurable?: boolean;
  /**
   * Which versions are accepted that were not hashed with a key made from `sealKey`: see `VersionTrust`. Default `plain`.
   * Whoever keeps `sealKey` apart from the store passes `signed` once all versions have been adopted.
   */
  versionTrust?: VersionTrust;
  /** What secrets of triggers are sealed with. Default: a key kept in the store, which a copy of the store then holds too. */
  sealKey?: string;
};
