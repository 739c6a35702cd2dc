import type { JsonSchema } from "./json.ts";
import { isObject } from "./objects.ts";

/** What one value of an enum is called where people choose it. */
export type ChoiceWords = {
  title: string;
  description?: string;
  /** Said as a warning while it is chosen. */
  danger?: string;
};

const keyword = "x-choices";

/**
 * Words for the values of an enum, as a part of its JSON Schema. The values themselves stay what is stored and sent.
 *
 * @example z.enum(["none", "token"]).meta({ ...choices({ none: { title: "Anybody" } }) })
 */
export function choices(words: { readonly [value: string]: ChoiceWords }): { [keyword]: typeof words } {
  return { [keyword]: words };
}

/** By value; a value without words is called what it is. */
export function choicesOf(schema: JsonSchema): (ChoiceWords & { value: string })[] {
  const words = (isObject<unknown>(schema[keyword]) ? schema[keyword] : {}) as {
    [value: string]: ChoiceWords;
  };
  const values = Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  return values.map((value) => ({ title: value, ...(Object.hasOwn(words, value) && words[value]), value }));
}
