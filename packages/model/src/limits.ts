import { z } from "zod";

const wallMs = z.int().min(1).max(60_000);

/** The caps of one execution. Each has a typed outcome that names it (see `ScriptError.limit`). */
export const limitsSchema = z.object({
  /**
   * Milliseconds of processor time that the guest may use: what its thread computed, not what other work on the machine
   * took meanwhile. Where a machine does not tell a thread's processor time, milliseconds on the clock.
   */
  timeoutMs: z.number().min(1).max(5_000),
  /**
   * Milliseconds on the clock that the guest may take, computing or not: ends what never gets a processor. Without it
   * `10 × timeoutMs + 1 000`, see `wallLimitMs`. Waiting for async host calls is not counted.
   */
  wallMs: wallMs.optional(),
  /** Usable guest memory in bytes. The engine's memory cannot grow past it. */
  memoryLimitBytes: z.int().min(1_000_000).max(64_000_000),
  /** Ticks of bytecode work, counted exactly: a run ends at the same one on every machine. */
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
/** With a number for each of them. */
export type AllLimits = { [name in keyof Limits]-?: number };

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

/**
 * The limit on the clock that holds for a run: its own, or ten times its processor time and a second. A machine that
 * gives a thread less than a tenth of a processor is hardly working any more.
 */
export function wallLimitMs({ timeoutMs, wallMs }: Pick<Limits, "timeoutMs" | "wallMs">): number {
  return wallMs ?? 10 * timeoutMs + 1_000;
}

/** The least and the most that any limit can be set to. */
export const limitRanges = Object.fromEntries(
  Object.entries({ ...limitsSchema.shape, wallMs }).map(([name, { minValue, maxValue }]) => [
    name,
    { min: minValue ?? 0, max: maxValue ?? Number.MAX_SAFE_INTEGER },
  ]),
) as { [name in keyof Limits]-?: { min: number; max: number } };

/** What a script's or realm's settings may say: any subset, the rest from the defaults. */
export const partialLimitsSchema = limitsSchema.partial();
export type PartialLimits = z.infer<typeof partialLimitsSchema>;

/** Some limits as they shall be: null goes back to the default, what is not named stays as it is. */
export type LimitsChange = { [name in keyof Limits]?: number | null | undefined };

/** @example withLimits({ logLines: 5, hostCalls: 9 }, { logLines: null, waitMs: 50 }) // { hostCalls: 9, waitMs: 50 } */
export function withLimits(limits: PartialLimits, change: LimitsChange): PartialLimits {
  const all = Object.entries({ ...limits, ...change });
  return Object.fromEntries(all.filter(([, value]) => typeof value === "number"));
}

/** Source text caps, applied before any parser sees the text. */
export const sourceLimits = { bytes: 262_144, bracketDepth: 500 } as const;
