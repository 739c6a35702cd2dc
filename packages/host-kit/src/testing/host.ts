import { defineHost } from "../define-host.ts";
import type { EffectMeaning } from "../flows/types.ts";
import type { FunctionDefinition, Host, HostDefinition, SchemaSource } from "../types.ts";

/** A host definition with one hook; tests change what they are about. */
export function definition(changes: Partial<HostDefinition> = {}): HostDefinition {
  return {
    id: "test",
    version: "1.0.0",
    title: "Test host",
    description: "For tests.",
    hooks: [{ name: "onExecute", title: "Run", description: "Runs.", params: [] }],
    functions: [],
    defaults: [],
    templates: [],
    limits: {},
    moduleUrl: "file:///nowhere.js",
    ...changes,
  };
}

/** A host whose hook takes every named type of `reads` and answers `builds`. */
export function hostOfTypes(types: { [name: string]: SchemaSource }, reads: string[], builds?: string): Host {
  return defineHost(
    definition({
      types,
      hooks: [
        {
          name: "onExecute",
          title: "Run",
          description: "Runs.",
          params: reads.map((name, index) => ({ name: `p${index}`, schema: { $ref: `#/$defs/${name}` } })),
          ...(builds ? { result: { $ref: `#/$defs/${builds}` }, resultType: builds } : {}),
        },
      ],
    }),
  );
}

/** A function that is an effect, unless `changes` says otherwise. */
export function effect(changes: Partial<FunctionDefinition> = {}): FunctionDefinition {
  const meaning: EffectMeaning = (changes.kind ?? "effect") === "effect" ? { forCaller: true } : {};
  return {
    name: "flow.set",
    kind: "effect",
    description: "Keeps a value.",
    params: [{ name: "key", schema: { type: "string" } }],
    example: `flow.set("a");`,
    capability: "flow.write",
    levels: ["safe", "production", "development"],
    ...meaning,
    ...changes,
  };
}

/** The generated named types alone, without what every host has. */
export function typesOnly(host: Host): string {
  const { text } = host.declarations();
  const from = text.indexOf("\n\n", text.indexOf("type Json ")) + 2;
  return text.slice(from, text.indexOf("/** Lines for the script's log"));
}
