import type { JsonSchema } from "@scriptyard/model";
import type { ZodType, z } from "zod";
import { type Defs, schemaFromSource } from "../schema/from-source.ts";
import { withDefs } from "../schema/inline.ts";
import type { Issue } from "../types.ts";
import { explain } from "../validation/explain.ts";

/** Something that people write as a file: one schema for the program, for editors, and for the words of what is wrong. */
export interface DocumentType<T> {
  /** For editors: JSON Schema 2020-12 with descriptions. */
  jsonSchema(): JsonSchema;
  /** Every problem with its path; a misspelt key is told what it likely meant. Empty when it is valid. */
  problems(value: unknown): Issue[];
  /** @throws TypeError for what has problems: ask for them first */
  parse(value: unknown): T;
}

/**
 * Words come from the JSON Schema, like those for scripts' values: they know near misses and unions. So the schema must
 * be one that loses nothing on the way (no `refine`, no transforms).
 *
 * @example documentType("Configuration of Scriptyard", () => configSchema).problems({ host: [] })
 */
export function documentType<S extends ZodType>(title: string, schemaOf: () => S): DocumentType<z.output<S>> {
  // Made when a document is read: most starts read none.
  let schema: S | null = null;
  let made: { node: JsonSchema; defs: Defs } | null = null;
  const zod = () => (schema ??= schemaOf());
  const json = () => (made ??= converted(title, zod()));
  return {
    jsonSchema() {
      const { node, defs } = json();
      return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...withDefs(node, defs) };
    },
    problems(value) {
      const { node, defs } = json();
      return problemsOf(node, defs, value);
    },
    parse(value) {
      const parsed = zod().safeParse(value);
      if (!parsed.success) throw new TypeError(`${title}: ${parsed.error.message}`, { cause: parsed.error });
      return parsed.data;
    },
  };
}

/** Every problem of a value that is called nothing itself. */
export function problemsOf(node: JsonSchema, defs: Defs, value: unknown): Issue[] {
  return explain(node, value, "", defs).map(({ path, message }) => ({
    path: path === "" ? "(all of it)" : path,
    message,
  }));
}

function converted(title: string, schema: ZodType): { node: JsonSchema; defs: Defs } {
  const defs: Defs = {};
  const lost: Issue[] = [];
  const node = schemaFromSource(schema, title, new Map(), defs, lost);
  if (lost.length > 0) throw new TypeError(`${lost[0]!.path}: ${lost[0]!.message}`);
  return { node, defs };
}
