import {
  effectSchema,
  hostAnswerSchema,
  type Json,
  jsonSchema,
  logLineSchema,
  metricsSchema,
  outcomeSchema,
  scriptErrorSchema,
} from "@scriptyard/model";
import { z } from "zod";
import type { PoolSandboxOptions } from "../pool-sandbox.ts";
import { refusalReasons } from "../suspension/refused.ts";
import type { ResumeOptions } from "../suspension/types.ts";
import type { Batch, CompileOptions, Invocation, Program } from "../types.ts";

/** Descriptor of the channel, in the sandbox's process. */
export const CHANNEL = 3;

/** To the sandbox's process. JSON, like everything between the two. */
export type ToChild =
  | { type: "start"; options: PoolSandboxOptions }
  | { type: "compile"; id: number; program: Program; options: CompileOptions }
  /** `program` where this process has not seen the image yet. */
  | {
      type: "execute";
      id: number;
      image: string;
      program: Program | null;
      invocation: Invocation;
      stream: boolean;
      /** It may wait for an event. */
      start: boolean;
    }
  | {
      type: "resume";
      id: number;
      image: string;
      program: Program | null;
      /** Base64, under no key. */
      suspension: string;
      answer: ResumeOptions["answer"];
      clockMs: number;
      stream: boolean;
    }
  /** To an `ask` of run `id`. */
  | ({ type: "answer"; id: number } & AskAnswer)
  | { type: "batch"; id: number; image: string; program: Program | null; batch: Batch }
  | { type: "cancel"; id: number }
  | { type: "ping" };

export type AskAnswer = { ask: number; ok: true; value: Json } | { ask: number; ok: false; message: string };

const image = z.object({
  hash: z.string(),
  engine: z.enum(["quickjs-ng", "quickjs"]),
  bytes: z.int().min(0),
  exports: z.array(z.string()),
});

const compiled = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), image, compileUs: z.number() }),
  z.object({ status: z.literal("error"), error: scriptErrorSchema, compileUs: z.number() }),
]);

const chunk = z.union([
  z.object({ type: z.enum(["stdout", "stderr"]), line: logLineSchema }),
  z.object({ type: z.literal("progress"), value: z.number(), message: z.string().optional() }),
]);

const worker = z.object({
  id: z.int(),
  state: z.enum(["starting", "idle", "running"]),
  runs: z.int(),
  memoryBytes: z.number(),
  boots: z.int(),
});

const load = z.object({
  workersReplaced: z.int(),
  instancesRecycled: z.int(),
  boots: z.int(),
  perWorker: z.array(worker),
  waiting: z.object({ count: z.int(), bytes: z.number() }),
  /** Why no engine can be started; null when one can. */
  broken: z.string().nullable(),
});
export type ChildLoad = z.infer<typeof load>;

const replaced = z.object({
  worker: z.int(),
  why: z.enum(["overrun", "crash", "recycled"]),
  detail: z.string(),
});

/**
 * From the sandbox's process. A guest that broke out of its engine could write these: the owner believes nothing that
 * does not parse, and ends a process that sends it.
 */
const fromChildSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("failed"), message: z.string() }),
  z.object({ type: z.literal("compiled"), id: z.int(), result: compiled }),
  z.object({ type: z.literal("ran"), id: z.int(), outcome: outcomeSchema }),
  z.object({
    type: z.literal("waits"),
    id: z.int(),
    event: z.object({ name: z.string(), args: z.array(jsonSchema) }),
    suspension: z.string(),
    metrics: metricsSchema,
    logs: z.array(logLineSchema),
    effects: z.array(effectSchema),
    hostAnswers: z.array(hostAnswerSchema),
  }),
  z.object({ type: z.literal("refused"), id: z.int(), reason: z.enum(refusalReasons), message: z.string() }),
  /** The run waits for the host: `ask` counts its calls. */
  z.object({
    type: z.literal("ask"),
    id: z.int(),
    ask: z.int(),
    name: z.string(),
    args: z.array(jsonSchema),
  }),
  z.object({ type: z.literal("batched"), id: z.int(), outcomes: z.array(outcomeSchema) }),
  /** The image is not known here (any more): send its program. */
  z.object({ type: z.literal("unknown"), id: z.int() }),
  z.object({ type: z.literal("chunk"), id: z.int(), chunk }),
  z.object({ type: z.literal("replaced"), event: replaced }),
  z.object({ type: z.literal("load"), load }),
  z.object({ type: z.literal("pong") }),
]);
export type FromChild = z.infer<typeof fromChildSchema>;

export function parseFromChild(message: unknown): FromChild | null {
  try {
    return fromChildSchema.safeParse(message).data ?? null;
  } catch {
    // Nested deeper than a check can follow.
    return null;
  }
}
