import { type FormatName, fullFormats } from "ajv-formats/dist/formats.js";

/** String formats a schema may name. The checks are ajv-formats' own, so that both validators agree. */
export const formatNames = [
  "date-time",
  "date",
  "time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uri",
  "uri-reference",
  "uuid",
  "json-pointer",
  "byte",
] as const satisfies FormatName[];

/** Whether a text has a format; unknown formats never get here (`checkSchema` refuses them). */
export function hasFormat(format: string, text: string): boolean {
  const definition = (fullFormats as { [name: string]: unknown })[format];
  if (definition instanceof RegExp) {
    definition.lastIndex = 0;
    return definition.test(text);
  }
  if (typeof definition === "function") return Boolean((definition as (text: string) => boolean)(text));
  const validate = (definition as { validate?: RegExp | ((text: string) => boolean) } | undefined)?.validate;
  if (validate instanceof RegExp) return validate.test(text);
  return validate === undefined ? true : validate(text);
}
