import { z } from "zod";

/** The caps of one execution. Each has a typed outcome that names it (see `ScriptError.limit`). */
export const limitsSchema = z.object({
  /** Wall-clock milliseconds of guest time. */
  timeoutMs: z.number().min(1).max(5_000),
  /** Usable guest memory in bytes. The engine's memory cannot grow past it. */
  memoryLimitBytes: z.int().min(1_000_000).max(64_000_000),
  /** Ticks of the engine: a call, a turn of a loop (about 2), a step of a regular expression. The count is exact, and the same everywhere. */
  operationLimit: z.int().min(10_000).max(1_000_000_000),
  logLines: z.int().min(0).max(10_000),
  /** Bytes of UTF-8 per log line; longer lines are cut and marked. */
  logLineBytes: z.int().min(64).max(65_536),
  /** Bytes of UTF-8 over all log lines; what comes after is dropped and counted. */
  logBytes: z.int().min(0).max(1_000_000),
  /** Bytes of UTF-8 JSON of result and effects together. */
  resultBytes: z.int().min(64).max(4_000_000),
  /** Bytes of UTF-8 JSON of the arguments. */
  inputBytes: z.int().min(64).max(4_000_000),
  /** Effects and host calls together. */
  hostCalls: z.int().min(0).max(100_000),
  /** Promise jobs (`await`, `then`) of one run. A run that needs more is ended, so no more than these are ever queued to run. */
  promiseJobs: z.int().min(1).max(10_000_000),
  /** Wall-clock milliseconds that a run may wait for async host calls, over all of them. Events are not counted. */
  waitMs: z.int().min(1).max(600_000),
});
export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = {
  timeoutMs: 100,
  memoryLimitBytes: 10_000_000,
  operationLimit: 50_000_000,
  logLines: 200,
  logLineBytes: 2_048,
  logBytes: 65_536,
  resultBytes: 262_144,
  inputBytes: 65_536,
  hostCalls: 2_000,
  promiseJobs: 100_000,
  waitMs: 10_000,
};

/** What a script's or realm's settings may say: any subset, the rest from the defaults. */
export const partialLimitsSchema = limitsSchema.partial();
export type PartialLimits = z.infer<typeof partialLimitsSchema>;

/** Source text caps, applied before any parser sees the text. */
export const sourceLimits = { bytes: 262_144, bracketDepth: 500 } as const;
