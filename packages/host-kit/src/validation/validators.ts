import type { Json, JsonSchema } from "@scriptyard/model";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { boundedPattern } from "../patterns/bounded-pattern.ts";
import { formatNames, hasFormat } from "../schema/formats.ts";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, refName, type SchemaNode, withInner } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { explain, tooMuch } from "./explain.ts";
import { joinPath } from "./wording.ts";

/** Values that are walked through for words: a few milliseconds. In what is larger ajv's own words have to do. */
const mostSteps = 10_000;

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
    // Compiling the schema of schemas costs as much as a host's own.
    meta: false,
    validateSchema: false,
    // V8 does as well what ajv's own pass over its code does.
    code: { regExp, optimize: false },
  });
  for (const name of formatNames)
    ajv.addFormat(name, { type: "string", validate: (text: string) => hasFormat(name, text) });
  for (const [name, def] of Object.entries(defs)) ajv.addSchema(withIds(def) as JsonSchema, idOf(name));
  const compiled = new WeakMap<JsonSchema, ValidateFunction>();
  return (schema) => (value, path) => {
    let validate = compiled.get(schema);
    if (!validate) {
      validate = ajv.compile(withIds(schema) as JsonSchema);
      compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    const issues = explain(schema, value, path, defs, { steps: mostSteps }).filter(
      ({ message }) => message !== tooMuch,
    );
    return issues.length > 0 ? issues : [firstOf(validate.errors, path)];
  };
}

const idOf = (name: string): string => `type:${name}`;

/**
 * The schema with its references as names of their own. Below `#/$defs/` ajv would compile every named type again for each
 * schema that reaches it, which took most of a first preview.
 */
function withIds(node: SchemaNode): SchemaNode {
  if (!isSchemaObject(node)) return node;
  const copy = withInner(node, withIds);
  const name = refName(node.$ref);
  return name === null ? copy : { ...copy, $ref: idOf(name) };
}

/** How ajv makes its regular expressions. */
const regExp = Object.assign((source: string) => boundedPattern(source), { code: "boundedPattern" });

/** ajv stops at the first thing that is wrong: where it is, and what. */
function firstOf(errors: ErrorObject[] | null | undefined, path: string): Issue {
  const { instancePath = "", message = "is not valid" } = errors?.[0] ?? {};
  const steps = instancePath.split("/").slice(1);
  const at = steps.reduce((before, step) => joinPath(before, stepOf(step)), path);
  return { path: at, message };
}

/** A step of a JSON pointer: an index or a key. */
const stepOf = (step: string): string | number =>
  /^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~");
