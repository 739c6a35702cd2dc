import type { HostAnswer, Json, ScriptError } from "@scriptyard/model";
import type { EngineLayout } from "../engine/layout.ts";
import type { Paused } from "../executor/async-pause.ts";
import type { RunResult } from "../executor/executor.ts";
import type { ImageData, Profile } from "../executor/profile.ts";
import type { EngineName, Program } from "../types.ts";

export type WorkerInit = {
  engine: EngineName;
  buildId: string;
  wasm: unknown;
  layout: EngineLayout;
  stackBytes: number;
  cacheBytes: number;
  compileTimeoutMs: number;
  hostModules: { [hostId: string]: string };
  control: SharedArrayBuffer;
};

export type ToWorker =
  | { type: "compile"; program: Program }
  | {
      type: "run";
      profileId: number;
      /** Sent once per worker. */
      profile?: Profile;
      forget?: number[];
      argsText: string;
      seed: string;
      clockMs: number;
      context: Json;
      realm: string;
      logs: SharedArrayBuffer | null;
      /** Goes on with a run that waited. */
      paused?: Paused;
      answers?: readonly HostAnswer[];
    };

export type FromWorker =
  | { type: "ready" }
  | { type: "failed"; message: string }
  | { type: "compiled"; result: { ok: true; image: ImageData } | { ok: false; error: ScriptError } }
  | { type: "ran"; result: RunResult };
