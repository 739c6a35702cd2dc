import {
  effectSchema,
  emptyMetrics,
  failedOutcome,
  hostAnswerSchema,
  type Json,
  jsonSchema,
  type LogLine,
  logLineSchema,
  type Metrics,
  metricsSchema,
  type Outcome,
  outcomeSchema,
  scriptErrorSchema,
} from "@scriptyard/model";
import { z } from "zod";
import type { RoomOptions } from "../engine-room.ts";
import { isLogLevel } from "../executor/guest-records/log-record.ts";
import { unreadable } from "../executor/guest-records/unreadable.ts";
import type { HandedSecrets } from "../standard/secrets.ts";
import { refusalReasons } from "../suspension/refused.ts";
import type { ResumeOptions } from "../suspension/types.ts";
import type { ArmSettings, Batch, CompileOptions, HostModules, Invocation, Program } from "../types.ts";

/** Descriptor of the channel, in the sandbox's process. */
export const CHANNEL = 3;

/** To the sandbox's process. JSON, like everything between the two. */
export type ToChild =
  | { type: "start"; options: RoomOptions }
  | { type: "compile"; id: number; program: Program; options: CompileOptions }
  /** `sent` where this process has not seen the image yet. */
  | {
      type: "execute";
      id: number;
      image: string;
      sent: SentProgram | null;
      invocation: Invocation;
      stream: boolean;
      /** It may wait for an event. */
      start: boolean;
    }
  | {
      type: "resume";
      id: number;
      image: string;
      sent: SentProgram | null;
      /** Base64, under no key. */
      suspension: string;
      answer: ResumeOptions["answer"];
      clockMs: number;
      secrets?: HandedSecrets;
      stream: boolean;
    }
  /** To an `ask` of run `id`. */
  | ({ type: "answer"; id: number } & AskAnswer)
  | { type: "batch"; id: number; image: string; sent: SentProgram | null; batch: Batch }
  /** A hint, with no answer: of an image that is not known there (any more), nothing comes. */
  | { type: "arm"; image: string; settings: ArmSettings }
  /** Threads that start from now on import these; the others are replaced. Answered by `hosts`. */
  | { type: "hosts"; hostModules: HostModules }
  | { type: "cancel"; id: number }
  | { type: "ping" };

/** What an image is compiled of over there, again where it was dropped: as it was here, for whoever runs it. */
export type SentProgram = { program: Program; options: CompileOptions };

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
  /** Realms whose programs cost an engine lately. */
  owing: z.array(z.string()),
  /** Why no engine can be started; null when one can. */
  broken: z.string().nullable(),
});
export type ChildLoad = z.infer<typeof load>;

const replaced = z.object({
  worker: z.int(),
  why: z.enum(["overrun", "crash", "recycled"]),
  detail: z.string(),
});

const held = z.object({ image: z.string(), realm: z.string(), engines: z.int(), heldMs: z.number() });

/**
 * From the sandbox's process. A guest that broke out of its engine could write these: the owner believes nothing that
 * does not parse. Where it is about one run it ends that run; else it ends the process.
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
  z.object({ type: z.literal("held"), event: held }),
  z.object({ type: z.literal("load"), load }),
  /** What it was told to open is open; `problem`: why not, and everything is as it was. */
  z.object({ type: z.literal("hosts"), problem: z.string().nullable() }),
  z.object({ type: z.literal("pong") }),
]);
export type FromChild = z.infer<typeof fromChildSchema>;

/** A record about one run that is not of its shape: that run's trouble, and nobody else's. */
export type Wrong = { type: "wrong"; id: number };

const aboutOneRun = z.object({
  type: z.enum(["compiled", "ran", "waits", "refused", "ask", "batched", "unknown", "chunk"]),
  id: z.int(),
});

/** Null for what is no message at all: no guest that stayed in its engine can cause that. */
export function parseFromChild(message: unknown): FromChild | Wrong | null {
  const found = parsed(fromChildSchema, message);
  if (found) return found;
  const about = parsed(aboutOneRun, message);
  return about ? { type: "wrong", id: about.id } : null;
}

/** An outcome as it may be sent: what its guest had a say in is checked once more, before its owner has to. */
export function sendable(outcome: Outcome): Outcome {
  // Results and effects were read as JSON, and what the host answered is the owner's own: only their owner looks again.
  const isSound = outcome.status === "ok" || parsed(scriptErrorSchema, outcome.error) !== undefined;
  if (isSound && outcome.logs.every(isLine) && isCounted(outcome.metrics)) return outcome;
  return failedOutcome(unreadable("What the script left"));
}

/** By hand: for every run in this process, and the schemas take several times as long. */
function isLine({ seq, level, message, file, line }: LogLine): boolean {
  if (!Number.isSafeInteger(seq) || !isLogLevel(level) || typeof message !== "string") return false;
  if (file !== undefined && typeof file !== "string") return false;
  return line === undefined || Number.isSafeInteger(line);
}

/** NaN and infinity cross as null. */
function isCounted(metrics: Metrics): boolean {
  for (const name of figures) if (!Number.isFinite(metrics[name])) return false;
  return true;
}

const figures = Object.keys(emptyMetrics) as Exclude<keyof Metrics, "logsCutBy">[];

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(value).data;
  } catch {
    // Nested deeper than a check can follow.
    return undefined;
  }
}
