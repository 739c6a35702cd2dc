import { z } from "zod";
import { jsonSchema } from "./json.ts";
import { outcomeErrorTypes } from "./outcome-errors.ts";
import { rawTraceSchema } from "./trace/raw.ts";

/** A script's failure is data; our own failure is a `Fault`. */
export const outcomeErrorTypeSchema = z.enum(outcomeErrorTypes);

/** A frame in the author's source: `file` is a script specifier such as `login/risk-check`; line and column are 1-based. */
export const stackFrameSchema = z.object({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  function: z.string().optional(),
});
export type StackFrame = z.infer<typeof stackFrameSchema>;

export const scriptErrorSchema = z.object({
  type: outcomeErrorTypeSchema,
  /** The constructor name of what was thrown, e.g. `TypeError`, where the guest threw. */
  name: z.string().optional(),
  message: z.string(),
  stack: z.array(stackFrameSchema),
  /** For limit errors: which limit, its value, and what was reached where that is known. */
  limit: z.object({ name: z.string(), value: z.number(), reached: z.number().optional() }).optional(),
  /**
   * For a limit of time: processor time and time on the clock that the run used until it was ended, and its operations;
   * null where that is not known (a built-in operation that had to be ended from outside).
   */
  time: z
    .object({
      processorMs: z.number().min(0).nullable(),
      wallMs: z.number().min(0),
      operations: z.number().min(0).nullable(),
    })
    .optional(),
  /** For what a security level refused: the levels that held, and the capability or library. */
  policy: z
    .object({
      levels: z.array(z.string()),
      capability: z.string().optional(),
      library: z.string().optional(),
    })
    .optional(),
  /** For `busy`: when a try is likely to be taken, in milliseconds from now. */
  retryAfterMs: z.int().min(0).optional(),
  /** For an invalid result or effect: JSON path, and what was allowed there. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ScriptError = z.infer<typeof scriptErrorSchema>;

export const logLevels = ["debug", "info", "warn", "error"] as const;
export const logLevelSchema = z.enum(logLevels);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** One line a script logged. `seq` counts from 0 within the execution; `line` is where in the author's source, where known. */
export const logLineSchema = z.object({
  seq: z.int().min(0),
  level: logLevelSchema,
  message: z.string(),
  data: jsonSchema.optional(),
  file: z.string().optional(),
  line: z.int().optional(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** What a script asks the host to do, e.g. `{ name: "flow.set", args: ["risk", 40] }`. */
export const effectSchema = z.object({ name: z.string(), args: z.array(jsonSchema) });
export type Effect = z.infer<typeof effectSchema>;

/**
 * The answer to one `async` or `event` call, in the order in which the guest got them. A run that is fed the same answers
 * does the same again, without asking anybody.
 */
export const hostAnswerSchema = z.object({
  /** Which call of the run it answers, counted from 0. */
  call: z.int().min(0),
  name: z.string(),
  args: z.array(jsonSchema),
  ok: z.boolean(),
  /** JSON; null where the call failed. */
  value: jsonSchema,
  /** For a call that failed: the message of the `Error` the guest gets. */
  error: z.string().optional(),
  /** What the guest's clock says from this answer on, epoch milliseconds. */
  atMs: z.number(),
});
export type HostAnswer = z.infer<typeof hostAnswerSchema>;

/** What an execution cost. */
export const metricsSchema = z.object({
  /** Compile (strip, link, image) time when this execution had to compile, else 0. */
  compileUs: z.number(),
  /** Restore, input, guest, result: microseconds of wall clock in the engine. */
  runUs: z.number(),
  /** Waiting for a free engine, in microseconds. */
  queueUs: z.number(),
  operations: z.number(),
  /** Bytes of guest memory in use at the end, or at the failure: heap the run touched above the boot base. */
  memoryBytes: z.number(),
  hostCalls: z.number(),
  logBytes: z.number(),
  /** Log lines cut away by the log limits. */
  logsDropped: z.number(),
  /** Which limit cut the first of them away; absent when all lines were kept. */
  logsCutBy: z.enum(["logLines", "logBytes"]).optional(),
  resultBytes: z.number(),
});
export type Metrics = z.infer<typeof metricsSchema>;

export const emptyMetrics: Metrics = {
  compileUs: 0,
  runUs: 0,
  queueUs: 0,
  operations: 0,
  memoryBytes: 0,
  hostCalls: 0,
  logBytes: 0,
  logsDropped: 0,
  resultBytes: 0,
};

/** The answer of every execution. Effects of a failed execution are not carried: they are never applied. */
export const outcomeSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    /** `null` stands for a hook that returned nothing. */
    result: jsonSchema,
    effects: z.array(effectSchema),
    logs: z.array(logLineSchema),
    metrics: metricsSchema,
    /** Absent when the run asked for none. */
    hostAnswers: z.array(hostAnswerSchema).optional(),
    /** Of a traced program. */
    trace: rawTraceSchema.optional(),
  }),
  z.object({
    status: z.literal("error"),
    error: scriptErrorSchema,
    logs: z.array(logLineSchema),
    metrics: metricsSchema,
    /** Absent when the run asked for none. */
    hostAnswers: z.array(hostAnswerSchema).optional(),
    /** Of a traced program. */
    trace: rawTraceSchema.optional(),
  }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Shorthand for an outcome that never reached the guest. */
export function failedOutcome(error: ScriptError, metrics: Partial<Metrics> = {}): Outcome {
  return { status: "error", error, logs: [], metrics: { ...emptyMetrics, ...metrics } };
}

export type OkOutcome = Extract<Outcome, { status: "ok" }>;
