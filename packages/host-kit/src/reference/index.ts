import { promised } from "../declarations/function-doc.ts";
import { functionSignature, hookSignature, inlineType, mayCall, namedType } from "../declarations/index.ts";
import { constraints } from "../declarations/jsdoc.ts";
import type { FlowsDefinition } from "../flows/types.ts";
import type { HostSchemas } from "../schema/host-schemas.ts";
import type { HostDefinition } from "../types.ts";
import { expectation } from "../validation/wording.ts";
import type { HostReference } from "./types.ts";

/** Data of the searchable reference page: everything the declarations say, in parts. Texts are plain, not escaped. */
export function hostReference(definition: HostDefinition, schemas: HostSchemas): HostReference {
  const { id, version, title, description } = definition;
  return {
    host: { id, version, title, description },
    hooks: definition.hooks.map((hook) => ({
      name: hook.name,
      title: hook.title,
      description: hook.description,
      signature: hookSignature(hook, schemas),
      params: hook.params.map((param) => param.name),
      functions: definition.functions.filter((fn) => mayCall(hook, fn.name)).map((fn) => fn.name),
    })),
    functions: definition.functions.map((fn) => {
      const { params, result } = schemas.functions.get(fn.name)!;
      const first = params.find((param) => !param.optional);
      return {
        name: fn.name,
        kind: fn.kind,
        publishes: fn.publishes === true,
        signature: functionSignature(fn, schemas),
        description: fn.description,
        params: params.map((param) => ({
          name: param.name,
          type: inlineType(param.schema, true),
          optional: param.optional,
          description: [param.description, constraints(param.schema)].filter((text) => text !== "").join(" "),
        })),
        result: answerIn(fn.signature) ?? promised(fn, result === null ? "void" : inlineType(result, false)),
        example: fn.example,
        capability: fn.capability,
        levels: [...fn.levels],
        badArgument:
          fn.kind === "engine"
            ? "Throws a TypeError at your line that says what is wrong."
            : first
              ? `Throws a TypeError at your line, e.g. "${fn.name}: argument ${first.name}: is missing; expected ${expectation(first.schema, schemas.defs)}".`
              : "Takes no arguments.",
      };
    }),
    types: Object.entries(schemas.defs).map(([name, def]) => ({
      name,
      declaration: namedType(name, definition, schemas),
      description: typeof def.description === "string" ? def.description : "",
    })),
    flows: definition.flows ? flowsReference(definition.flows) : null,
  };
}

/** What is behind the last `): ` of a signature. */
function answerIn(signature: string | undefined): string | null {
  return signature?.slice(signature.lastIndexOf("): ") + 3) ?? null;
}

function flowsReference({ kinds, told, answered }: FlowsDefinition): HostReference["flows"] {
  const described = (texts: { readonly [name: string]: string }) =>
    Object.entries(texts).map(([name, description]) => ({ name, description }));
  return { kinds, told: described(told), answered: described(answered) };
}
