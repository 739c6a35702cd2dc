import type { HostAnswer, Json, ScriptError } from "@scriptyard/model";
import type { EngineLayout } from "../engine/layout.ts";
import type { Paused } from "../executor/async-pause.ts";
import type { BatchPart } from "../executor/batch.ts";
import type { Pack } from "../executor/batch-packs.ts";
import type { RecycleCause, RunResult } from "../executor/executor.ts";
import type { CompiledImage, Profile } from "../executor/profile.ts";
import type { HandedSecrets } from "../standard/secrets.ts";
import type { CompileOptions, EngineName, HostModules, Program } from "../types.ts";

export type WorkerInit = {
  engine: EngineName;
  buildId: string;
  wasm: unknown;
  layout: EngineLayout;
  stackBytes: number;
  cacheBytes: number;
  compileTimeoutMs: number;
  recycleAfterRuns: number;
  /** How much of the warm-up it needs. */
  warmUp: "whole" | "brief";
  hostModules: HostModules;
  /** A block for every place: tasks that are posted while another runs have one of their own. */
  controls: SharedArrayBuffer[];
};

/** Where a task was posted, and which it is of all that its thread was given. */
export type Posting = { place: number; turn: number };

/** Sent once per worker: from then on it knows the profile by its number. */
export type ProfileParts = { profileId: number; profile?: Profile; forget?: number[] };

/** What is said to a worker, without where it was posted. */
export type TaskMessage =
  | { type: "compile"; program: Program; limits?: CompileOptions["limits"] }
  | (ProfileParts & { type: "arm"; realm: string })
  | (ProfileParts & {
      type: "run";
      argsText: string;
      seed: string;
      clockMs: number;
      context: Json;
      realm: string;
      sensitive: boolean;
      secrets?: HandedSecrets;
      logs: SharedArrayBuffer | null;
      /** Goes on with a run that waited. */
      paused?: Paused;
      answers?: readonly HostAnswer[];
    })
  | (ProfileParts & {
      type: "batch";
      packs: readonly Pack[];
      from: number;
      end: number;
      seed: string;
      clockMs: number;
      context: Json;
      realm: string;
      sensitive: boolean;
      logs: SharedArrayBuffer | null;
    });

export type ToWorker = TaskMessage & Posting;

/** What a task is answered. */
export type TaskAnswer =
  | { type: "compiled"; result: { ok: true; image: CompiledImage } | { ok: false; error: ScriptError } }
  | { type: "armed" }
  | { type: "ran"; result: RunResult }
  | { type: "lived"; part: BatchPart };

export type FromWorker =
  /** `clock`: a descriptor of the thread's own processor time, told before any guest ran. */
  | { type: "ready"; clock: number | null }
  | { type: "failed"; message: string }
  | { turn: number; answer: TaskAnswer; type: "answer" }
  /** The thread gave an engine instance up; comes beside the answer. */
  | { type: "recycled"; why: RecycleCause };
