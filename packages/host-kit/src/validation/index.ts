import { didYouMean, type Json, type JsonSchema } from "@scriptyard/model";
import { mayCall } from "../declarations/index.ts";
import type { CallSchemas, HostSchemas } from "../schema/host-schemas.ts";
import type { EffectScope, HostDefinition, Issue } from "../types.ts";
import { holdsMask, maskable, maskableDefs } from "./maskable.ts";
import { createValidators, type Validate } from "./validators.ts";
import { expectation, listOf, show } from "./wording.ts";

/** `validateInput`, `validateResult` and `validateEffect` of a host. */
export function createHostValidation(definition: HostDefinition, schemas: HostSchemas) {
  const validate = validating(createValidators(schemas.defs));
  let masked: ReturnType<typeof validating> | undefined;
  /** Made when a recorded answer holds a mask, which most hosts never see. */
  const validateMasked: ReturnType<typeof validating> = (schema, value, path) => {
    masked ??= validating(
      createValidators(maskableDefs(schemas.defs)),
      (node) => maskable(node) as JsonSchema,
    );
    return masked(schema, value, path);
  };
  const hookOf = (name: string): CallSchemas => {
    const found = schemas.hooks.get(name);
    if (found) return found;
    throw new TypeError(
      `host "${definition.id}" has no hook "${name}"; known hooks: ${[...schemas.hooks.keys()].join(", ")}`,
    );
  };

  const validateArgs = (
    call: CallSchemas,
    args: Json[],
    pathOf: (param: string) => string,
    what: string,
  ): Issue[] => {
    if (!Array.isArray(args))
      return [{ path: what, message: `expected the list of arguments, got ${show(args)}` }];
    const issues: Issue[] = [];
    for (const [index, param] of call.params.entries()) {
      const path = pathOf(param.name);
      if (index >= args.length || args[index] === undefined) {
        if (!param.optional)
          issues.push({ path, message: `is missing; expected ${expectation(param.schema, schemas.defs)}` });
      } else issues.push(...validate(param.schema, args[index]!, path));
    }
    if (args.length > call.params.length) {
      const named = call.params.map((param) => param.name).join(", ");
      issues.push({
        path: what,
        message: `takes ${call.params.length} arguments (${named}), got ${args.length}`,
      });
    }
    return issues;
  };

  return {
    validateInput: (hook: string, args: Json[]): Issue[] =>
      validateArgs(hookOf(hook), args, (param) => param, hook),

    validateResult: (hook: string, result: Json): Issue[] => {
      const { result: schema } = hookOf(hook);
      if (schema !== null) return validate(schema, result ?? null, "result");
      if (result === null || result === undefined) return [];
      return [
        { path: "result", message: `${hook} returns nothing; remove the returned value (${show(result)})` },
      ];
    },

    validateAnswer: (name: string, value: Json, { recorded = false } = {}): Issue[] => {
      const result = schemas.functions.get(name)?.result ?? null;
      if (result === null) return [];
      const issues = validate(result, value, name);
      if (issues.length === 0 || !recorded || !holdsMask(value)) return issues;
      const others = validateMasked(result, value, name);
      const wrong = new Set(others.map(({ path }) => path));
      // The words are of the schema as it was declared, which knows no mask.
      const said = issues.filter(({ path }) => wrong.has(path));
      return said.length > 0 ? said : others;
    },

    validateEffect: (hook: string, effect: { name: string; args: Json[] }, scope: EffectScope): Issue[] => {
      hookOf(hook);
      const fn = definition.functions.find((candidate) => candidate.name === effect.name);
      if (fn?.kind !== "effect")
        return [{ path: String(effect.name), message: unknownEffect(String(effect.name), definition) }];
      if (!mayCall(definition.hooks.find((candidate) => candidate.name === hook)!, fn.name)) {
        const open = definition.hooks
          .filter((candidate) => mayCall(candidate, fn.name))
          .map((candidate) => candidate.name);
        return [{ path: fn.name, message: `is not available in ${hook}; call it in ${listOf(open)}` }];
      }
      const issues = validateArgs(
        schemas.functions.get(fn.name)!,
        effect.args,
        (param) => `${fn.name}(${param})`,
        fn.name,
      );
      if (issues.length > 0) return issues;
      const problem = fn.check?.(effect.args, scope) ?? null;
      return problem === null ? [] : [{ path: fn.name, message: problem }];
    },
  };
}

function unknownEffect(name: string, definition: HostDefinition): string {
  const effects = definition.functions.filter((fn) => fn.kind === "effect").map((fn) => fn.name);
  const near = didYouMean(name, effects);
  return `is not an effect of this host${near === null ? "" : ` (did you mean ${JSON.stringify(near)}?)`}; known: ${listOf(effects, "and")}`;
}

/** Keeps what is made of a schema. */
function validating(validator: (schema: JsonSchema) => Validate, adapt = (schema: JsonSchema) => schema) {
  const validators = new Map<JsonSchema, Validate>();
  return (schema: JsonSchema, value: Json, path: string): Issue[] => {
    const known = validators.get(schema) ?? validator(adapt(schema));
    validators.set(schema, known);
    return known(value, path);
  };
}
