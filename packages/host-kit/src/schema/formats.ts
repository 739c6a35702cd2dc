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

/**
 * The longest text of a format, in UTF-16 units. Some of the expressions take time that grows with the square of the text
 * (`uri-reference`: 0.1 s for 40 000 characters), and they are asked about what people send.
 */
const longest: { [name: string]: number } = {
  "date-time": 100,
  date: 20,
  time: 60,
  duration: 200,
  email: 320,
  hostname: 255,
  ipv4: 20,
  ipv6: 60,
  uri: 4_096,
  "uri-reference": 4_096,
  uuid: 60,
} satisfies { [Name in Exclude<(typeof formatNames)[number], "json-pointer" | "byte">]: number };

/** Whether a text has a format; unknown formats never get here (`checkSchema` refuses them). */
export function hasFormat(format: string, text: string): boolean {
  if (text.length > (longest[format] ?? Number.POSITIVE_INFINITY)) return false;
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
