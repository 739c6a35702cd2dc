import { idSchema, languageId, ms, outcomeErrorTypeSchema, sourceLayer } from "@scriptyard/model";
import { z } from "zod";
import { windowName } from "../../registry/script-statuses.ts";

const micros = z.number().nullable();

/** Kept equal to `ScriptStatus` by a type test. */
export const scriptStatusAnswer = z.object({
  module: z.string(),
  name: z.string(),
  scriptId: idSchema("scr").nullable().describe("null: nobody has opened or run it yet in this realm."),
  hook: z.string().nullable().describe("null: a library."),
  layer: sourceLayer.nullable().describe("Where the text that runs comes from; null: nothing can run."),
  version: z.int().nullable().describe("Number of the published version, where that is what runs."),
  path: z.string().nullable().describe("Of the file in the scripts folder, where that is what runs."),
  sha256: z.string().nullable().describe("Of the text that runs."),
  language: languageId.nullable(),
  problem: z.string().nullable().describe("What is wrong with one of its layers."),
  compileUs: micros.describe("null: the server has not compiled the text that runs since it started."),
  runs: z.int(),
  errors: z.int(),
  successRate: z.number().nullable().describe("0 to 1; null: nothing ran."),
  p50Us: micros.describe("Of the run time, in microseconds."),
  p95Us: micros,
  p99Us: micros,
  lastRunAt: ms.nullable().describe("In the window; epoch milliseconds."),
  lastError: z
    .object({
      executionId: idSchema("exe"),
      type: outcomeErrorTypeSchema,
      message: z.string().describe("Its first 300 characters."),
      at: ms,
    })
    .nullable()
    .describe("The newest failure in the window."),
});

export const scriptList = z.object({
  window: windowName,
  fromMs: ms,
  toMs: ms,
  scripts: z.array(scriptStatusAnswer),
  total: z.int().describe("Scripts that fit, over all pages."),
  next: z.string().nullable().describe("`cursor` of the following page; null at the end."),
});

/** Names under which the OpenAPI document keeps them. */
export const scriptComponents: [z.ZodType, string][] = [
  [scriptStatusAnswer, "ScriptStatus"],
  [scriptList, "ScriptList"],
];
