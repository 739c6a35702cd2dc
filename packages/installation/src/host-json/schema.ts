import { type DocumentType, documentType, httpCallSchema } from "@scriptyard/host-kit";
import { partialLimitsSchema, securityLevel } from "@scriptyard/model";
import { z } from "zod";
import { samplesSchema } from "../hosts/shipped-scripts.ts";

const text = (description: string, most = 2_000) => z.string().min(1).max(most).describe(description);

const schemaNode = z
  .record(z.string(), z.json())
  .describe('JSON Schema 2020-12; named types are referred to as { "$ref": "#/$defs/Name" }.');

const paramSchema = z.strictObject({
  name: text("Its name, as scripts see it.", 60),
  description: z.string().max(500).exactOptional().describe("Shown in the editor."),
  schema: schemaNode,
  optional: z.boolean().exactOptional().describe("Whether it may be left out. Default false."),
});

const hookSchema = z.strictObject({
  name: text("What a script exports, e.g. onPrice.", 60),
  title: text("What people call it.", 120),
  description: text("When it is called, and what its answer does."),
  params: z.array(paramSchema).describe("What the script is given."),
  result: schemaNode.exactOptional().describe("JSON Schema of what it returns; none = it returns nothing."),
  resultType: text("Name of the result's type, e.g. PriceResult.", 60).exactOptional(),
  functions: z
    .array(z.string())
    .exactOptional()
    .describe("Functions it may call, by name or namespace.*. Default: all."),
  samples: samplesSchema.exactOptional().describe("Inputs to try scripts with that have none of their own."),
});

const httpSchema = httpCallSchema().extend({
  trial: z
    .json()
    .exactOptional()
    .describe(
      "What previews and trials are answered instead of a call. Without it they call, marked as trials.",
    ),
});

const common = {
  name: text("Dotted name, e.g. stock.level.", 100),
  description: text("What it does, for whoever writes scripts."),
  params: z.array(paramSchema).describe("Its arguments, in order."),
  example: text("TypeScript, as an author would write it; it is checked."),
  capability: text("What policies grant or deny. Default: its name.", 100).exactOptional(),
  levels: z
    .array(securityLevel)
    .min(1)
    .exactOptional()
    .describe("Security levels that allow it. Default: production and development."),
};

const functionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("effect").describe("Whoever had the script run gets it back, and applies it."),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("async").describe("Scripts await its answer."),
    ...common,
    result: schemaNode.exactOptional().describe("JSON Schema of the answer; none = the answer is dropped."),
    http: httpSchema.describe("How it is answered."),
  }),
]);

const hostJsonSchema = z.strictObject({
  $schema: z.string().exactOptional().describe("For editors: the file that `scriptyard schema host` writes."),
  id: text("Lower-case letters, digits and dashes.", 60),
  version: text("Yours to count; shown in the console.", 60),
  title: text("What people call it.", 120),
  description: text("What scripts decide here."),
  types: z.record(z.string(), schemaNode).exactOptional().describe("Named types, by name."),
  hooks: z.array(hookSchema).min(1).describe("What scripts answer."),
  functions: z.array(functionSchema).exactOptional().describe("What scripts may call."),
  limits: partialLimitsSchema.exactOptional().describe("Limits of scripts that ask for none."),
});

export type HostJson = z.infer<typeof hostJsonSchema>;
export type HttpCall = z.infer<typeof httpSchema>;

/** The file `host.json`. */
export const hostDocument: DocumentType<HostJson> = documentType("Host of Scriptyard", () => hostJsonSchema);
