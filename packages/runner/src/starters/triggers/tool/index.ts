import type { Issue } from "@scriptyard/host-kit";
import { explainSettings, settingsCaps } from "@scriptyard/host-kit";
import type { Json, JsonSchema } from "@scriptyard/model";
import { Fault, isObject, prose } from "@scriptyard/model";
import { z } from "zod";
import { smallestValue } from "../../../authoring/scripts/smallest-value.ts";
import type { FireOptions } from "../kind.ts";
import { defineKind } from "../kind.ts";
import { createTools, type Tools } from "./tools.ts";

/** A JSON Schema that somebody typed: judged when it is saved, interpreted, never compiled. */
const foreignSchema = z.record(z.string(), z.unknown()) as z.ZodType<{ [keyword: string]: Json }>;

const configSchema = z.strictObject({
  toolName: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,62}$/,
      "lower-case letters, digits, _ and -, starting with a letter, 63 at most",
    )
    .meta({ title: "Tool name", description: "Callers use it.", examples: ["gross_price"] }),
  version: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6}){0,2}$/, "numbers with dots, e.g. 1.0")
    .default("1.0")
    .meta({ title: "Version", description: "Raise it when parameters or result change." }),
  summary: z.string().min(1, "say what it does, in a sentence: callers choose by it").max(1_000).meta({
    title: "What it does",
    description: "Callers choose the tool by this sentence.",
    format: "multiline",
  }),
  parameters: foreignSchema.default({ type: "object" }).meta({
    title: "Parameters",
    description: "JSON Schema of an object.",
    format: "json-schema",
  }),
  result: foreignSchema.optional().meta({
    title: "Result",
    description: "JSON Schema of an object; empty = any value.",
    format: "json-schema",
  }),
});
/** Callers read it and choose by it: nothing in it that does not show. Asked when it is saved; a stored one may be older. */
const shownSummary = prose(1_000).min(1, "say what it does, in a sentence: callers choose by it");
type ToolConfig = z.infer<typeof configSchema>;

/** A named tool that callers of the API list and call. */
export const tool = defineKind<ToolConfig, Tools>({
  kind: "tool",
  title: "Tool",
  description: "Makes a script a tool with a name, a description and schemas, callable over the API.",
  config: configSchema,
  summary: ({ toolName, version }) => `${toolName} ${version}`,
  problem({ summary }) {
    const { error } = shownSummary.safeParse(summary);
    return error ? { path: "config.summary", message: error.issues[0]!.message } : null;
  },
  schemas: ({ parameters, result }) => ({ parameters, ...(result && { result }) }),
  claim: ({ toolName }) => ({ key: toolName, path: "config.toolName", what: "tool name" }),
  fireOptions: (config) => toolOptions(config),
  checkEvent: (config, event) => checkParams(config, event),
  sample: ({ parameters }) => smallestValue(parameters as JsonSchema),
  door: createTools,
  start(config, scope, tools) {
    const registration = tools.add({
      realmName: scope.realm.name,
      name: config.toolName,
      description: config.summary,
      version: config.version,
      parameters: config.parameters,
      result: config.result ?? null,
      async call(params, actor) {
        checkParams(config, params);
        return scope.fire(params, toolOptions(config), actor);
      },
    });
    const close = async () => registration[Symbol.dispose]();
    return { close, [Symbol.asyncDispose]: close };
  },
});

function checkParams({ parameters, toolName }: ToolConfig, params: Json): void {
  const issues: Issue[] = isObject(params)
    ? explainSettings(parameters, params)
    : [{ path: "settings", message: "expected an object" }];
  if (issues.length === 0) return;
  const named = issues.map(({ path, message }) => ({ path: path.replace(/^settings/, "params"), message }));
  const shown = named.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
  throw new Fault("bad_request", `The parameters do not fit the tool "${toolName}": ${shown.join("; ")}.`, {
    details: { issues: named.slice(0, 50) },
  });
}

/** Parameters are measured in characters, which have three bytes at most. */
const door = { inputBytes: 3 * settingsCaps.settings };

function toolOptions({ result: schema }: ToolConfig): FireOptions {
  if (schema === undefined) return { door };
  return {
    door,
    checkResult: (result) =>
      explainSettings(schema, result).map(({ path, message }) => ({
        path: path.replace(/^settings/, "result"),
        message,
      })),
  };
}
