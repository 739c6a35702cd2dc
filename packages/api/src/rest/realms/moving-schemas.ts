import { diagnosticSchema } from "@scriptyard/model";
import { z } from "zod";

/** Kept equal to `ImportPlan` by a type test. */
export const importPlan = z.object({
  from: z.object({ realm: z.string(), title: z.string(), whole: z.boolean() }),
  basedOn: z.string().describe("Names this plan; the import takes it."),
  rows: z.array(
    z.object({
      key: z.string().describe("`scripts/login/terms`, `flows/login`, `settings` …"),
      kind: z.enum(["script", "library", "flow", "trigger", "settings", "policy", "secret"]),
      status: z.enum(["new", "changed", "same", "conflicting", "missing"]),
      changes: z.array(z.string()).describe("What is different: draft, live, samples, settings …"),
      note: z.string().nullable().describe("Why it is in conflict, or what to do about what is missing."),
      problem: z.string().nullable().describe("Why it cannot be written as things are."),
      findings: z.array(diagnosticSchema),
    }),
  ),
});

/** Kept equal to `ImportDone` by a type test. */
export const importDone = z.object({
  written: z.array(
    z.object({
      key: z.string(),
      status: z.enum(["new", "changed"]),
      version: z.int().nullable().describe("The version that was published; null: none was."),
    }),
  ),
  left: z.array(z.string()).describe("Keys in conflict that were left as they are."),
});

/** Names under which the OpenAPI document keeps them. */
export const movingComponents: [z.ZodType, string][] = [
  [importPlan, "ImportPlan"],
  [importDone, "ImportDone"],
];
