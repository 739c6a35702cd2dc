import type { Json, JsonSchema } from "@scriptyard/model";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { formatNames, hasFormat } from "../schema/formats.ts";
import type { Defs } from "../schema/from-source.ts";
import { withDefs } from "../schema/inline.ts";
import type { Issue } from "../types.ts";
import { explain } from "./explain.ts";

export type Validate = (value: Json, path: string) => Issue[];

/**
 * Validators of one host. ajv compiles each schema once, when it is first needed, and gives the verdict (about 1 µs);
 * only for an invalid value is the schema interpreted to find readable words.
 */
export function createValidators(defs: Defs): (schema: JsonSchema) => Validate {
  const ajv = new Ajv2020({
    // `checkSchema` has refused what ajv's strict mode would; `x-` keywords are ours.
    strict: false,
    // Without it `required: ["toString"]` is satisfied by every object.
    ownProperties: true,
    validateFormats: true,
  });
  for (const name of formatNames)
    ajv.addFormat(name, { type: "string", validate: (text: string) => hasFormat(name, text) });
  const compiled = new WeakMap<JsonSchema, ValidateFunction>();
  return (schema) => (value, path) => {
    let validate = compiled.get(schema);
    if (!validate) {
      validate = ajv.compile(withDefs(schema, defs));
      compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    const issues = explain(schema, value, path, defs);
    if (issues.length > 0) return issues;
    return [{ path, message: ajv.errorsText(validate.errors, { dataVar: "value" }) }];
  };
}
