import type { Json, JsonSchema } from "@scriptyard/model";
import { type Defs, schemaFromSource } from "../schema/from-source.ts";
import type { FunctionDefinition, HostCallContext, Issue } from "../types.ts";
import { explain } from "../validation/explain.ts";
import { expectation } from "../validation/wording.ts";

// What function files need at run time comes from here too: workers load them, and the package's index brings ajv.
export { publishOptions, sensitivePayload } from "../triggers/publish-options.ts";

/** Synchronous host functions by dotted name, as the sandbox's workers import them. */
export type HostCalls = { [name: string]: (args: Json[], call: HostCallContext) => Json };

/**
 * The `hostCalls` export of a host's module. Each function checks its arguments first and throws an error named
 * `TypeError` that names function, argument and expectation; the sandbox throws it again at the author's line.
 * Whatever else goes wrong inside `run` becomes a `TypeError` too, without its internals: a guest never sees a host path.
 *
 * This module is loaded by every worker: no ajv, no Zod, no code generation.
 *
 * @param types named types that the functions' schemas refer to; what a reference names that is not there is not checked
 * @example export const hostCalls = createHostCalls(identityFunctions)
 */
export function createHostCalls(
  functions: readonly FunctionDefinition[],
  types: { [name: string]: JsonSchema } = {},
): HostCalls {
  const calls: HostCalls = Object.create(null) as HostCalls;
  for (const definition of functions)
    if (definition.kind === "host") calls[definition.name] = createCall(definition, types);
  return calls;
}

function createCall(definition: FunctionDefinition, types: Defs): HostCalls[string] {
  const { name, run } = definition;
  if (!run) throw new TypeError(`functions.${name}: kind "host" needs \`run\``);
  const own: Defs = {};
  const issues: Issue[] = [];
  const params = definition.params.map((param) => ({
    name: param.name,
    optional: param.optional ?? false,
    schema: schemaFromSource(param.schema, `functions.${name}.params.${param.name}`, new Map(), own, issues),
  }));
  if (issues.length > 0) throw new TypeError(`${issues[0]!.path}: ${issues[0]!.message}`);
  const defs = { ...types, ...own };

  return (args, call) => {
    if (!Array.isArray(args)) throw argumentError(name, "arguments", "expected a list");
    for (const [index, param] of params.entries()) checkArgument(name, param, args[index], defs);
    if (args.length > params.length)
      throw argumentError(name, null, `takes ${params.length} arguments, got ${args.length}`);
    let answer: Json;
    try {
      answer = run(args, call);
    } catch (cause) {
      if (cause instanceof TypeError) throw argumentError(name, null, cause.message);
      throw argumentError(name, null, "failed on the host", cause);
    }
    return answer ?? null;
  };
}

function checkArgument(
  fn: string,
  param: { name: string; optional: boolean; schema: JsonSchema },
  value: Json | undefined,
  defs: Defs,
): void {
  if (value === undefined || (value === null && param.optional)) {
    if (param.optional) return;
    throw argumentError(fn, param.name, `is missing; expected ${expectation(param.schema, defs)}`);
  }
  const issue = explain(param.schema, value, param.name, defs)[0];
  if (issue) throw argumentError(fn, issue.path, issue.message);
}

/** `ip.inRange: argument cidr: expected a string, got 42` */
function argumentError(fn: string, argument: string | null, message: string, cause?: unknown): TypeError {
  const where = argument === null ? "" : ` argument ${argument}:`;
  return new TypeError(`${fn}:${where} ${message}`, cause === undefined ? undefined : { cause });
}
