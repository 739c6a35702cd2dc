import { z } from "zod";
import { diagnosticSchema } from "../diagnostic.ts";
import { idSchema } from "../id-schema.ts";
import { jsonSchema } from "../json.ts";
import { limitsSchema } from "../limits.ts";
import {
  effectSchema,
  hostAnswerSchema,
  logLineSchema,
  metricsSchema,
  outcomeErrorTypeSchema,
  scriptErrorSchema,
} from "../outcome.ts";
import { executionTriggers } from "../starters.ts";
import { languageId, ms, sha256Hex } from "./common.ts";
import { flowEdgeSchema } from "./flow.ts";

/** Where a script's live text can come from, first valid one wins; `draft` is what previews run. */
export const sourceLayer = z.enum(["version", "file", "default"]);
export type SourceLayer = z.infer<typeof sourceLayer>;

/** Which text ran. */
export const executionSourceSchema = z.object({
  layer: z.enum([...sourceLayer.options, "draft"]),
  /** sha-256 of the text as UTF-8, what `sha256sum` says of the file. */
  sha256: sha256Hex,
  /** For a file: its path within the scripts folder, e.g. `wargame/hit_simulator.ts`. */
  path: z.string().nullable(),
  /** For a file or default: the key under which text and libraries are kept for replays. */
  kept: sha256Hex.nullable(),
});
export type ExecutionSource = z.infer<typeof executionSourceSchema>;

export const executionTrigger = z.enum(executionTriggers);

/** Everything needed to run it again exactly: input, seed, clock, version or draft text. */
export const executionSchema = z.object({
  id: idSchema("exe"),
  realmId: idSchema("rlm"),
  scriptId: idSchema("scr"),
  module: z.string(),
  name: z.string(),
  hook: z.string(),
  language: languageId,
  trigger: executionTrigger,
  /** The trigger that fired; null for flows, the execute call, previews. */
  triggerId: idSchema("trg").nullable(),
  /** null = a draft, told by `draftRevision` and `draftSource`, or a file or default, told by `sourceRef`. */
  versionId: idSchema("ver").nullable(),
  version: z.int().nullable(),
  draftRevision: z.int().nullable(),
  draftSource: z.string().nullable(),
  /** Absent in records written before there were source layers. */
  sourceRef: executionSourceSchema.optional(),
  flowSessionId: idSchema("fls").nullable(),
  node: z.string().nullable(),
  /** Of a node's run that failed: the edges it had then, so that a replay judges its outcome by them. Absent otherwise. */
  edges: z.array(flowEdgeSchema).optional(),
  /** The execution this one replays. */
  replayOf: idSchema("exe").nullable(),
  status: z.enum(["ok", "error"]),
  errorType: outcomeErrorTypeSchema.nullable(),
  errorGroupId: idSchema("erg").nullable(),
  /** What a flow node decided: `continue`, `challenge`, `reject`; null for others. */
  action: z.string().nullable(),
  /** The outcome by which a flow node is left, where it named one. Absent otherwise. */
  outcome: z.string().optional(),
  /** The hook's arguments, sensitive paths masked. */
  args: z.array(jsonSchema),
  result: jsonSchema,
  effects: z.array(effectSchema),
  error: scriptErrorSchema.nullable(),
  logs: z.array(logLineSchema),
  /** Type findings of the text that ran (previews run with them). */
  diagnostics: z.array(diagnosticSchema),
  metrics: metricsSchema,
  limits: limitsSchema,
  seed: z.string(),
  /** What its async and event calls were answered so far, sensitive parts masked; absent when it made none. */
  hostAnswers: z.array(hostAnswerSchema).optional(),
  /** The clock the guest saw, epoch milliseconds. */
  clockMs: z.number(),
  engine: z.string(),
  imageHash: z.string(),
  /** Who asked for the run in the console or with a token. */
  userId: idSchema("usr").nullable(),
  /** Whom it was about, as its host reads the recorded arguments: id, e-mail address, name. Nothing that is masked. */
  subject: z.array(z.string()).optional(),
  requestId: z.string().nullable(),
  startedAt: ms,
});
export type Execution = z.infer<typeof executionSchema>;
/** An execution as somebody sees it: without its seed, unless an admin looks. */
export type SeenExecution = Omit<Execution, "seed"> & { seed: string | null };

/** A row of the list; the heavy parts stay in the detail. `sourceRef` only where there is no version. */
export const executionSummarySchema = executionSchema
  .pick({
    id: true,
    scriptId: true,
    module: true,
    name: true,
    hook: true,
    trigger: true,
    triggerId: true,
    version: true,
    draftRevision: true,
    sourceRef: true,
    node: true,
    status: true,
    errorType: true,
    errorGroupId: true,
    action: true,
    startedAt: true,
  })
  .extend({
    runUs: z.number(),
    operations: z.number(),
    logCount: z.int(),
    errorMessage: z.string().nullable(),
    /** The most serious line of its log, of several the last; null where an error's message says more. */
    logLine: z.string().nullable(),
  });
export type ExecutionSummary = z.infer<typeof executionSummarySchema>;
