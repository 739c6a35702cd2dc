import type { z } from "zod";

/**
 * What a schema refuses, in our words where the schema has none of its own: fragments such as `must be 20 at most`,
 * which a form shows at the field and the API behind a path.
 *
 * @example parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${zodWords(issue)}`)
 */
export function zodWords(issue: z.core.$ZodIssue): string {
  const { message } = issue;
  // Written beside the schema: it knows better.
  if (!/^(?:Invalid |Too (?:small|big): )/.test(message)) return message;
  if (issue.code === "invalid_type")
    return message.endsWith("received undefined")
      ? "is missing"
      : `must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === "too_small") return sizeWords(issue.origin, Number(issue.minimum), "or more");
  if (issue.code === "too_big") return sizeWords(issue.origin, Number(issue.maximum), "at most");
  if (issue.code === "invalid_value")
    return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
  if (issue.code === "invalid_format")
    return formats[issue.format] ?? "does not have the form that is needed";
  return message;
}

function sizeWords(origin: string, bound: number, side: "or more" | "at most"): string {
  const [one, many] = units[origin] ?? ["", ""];
  if (side === "or more" && bound === 1 && one !== "") return "must not be empty";
  return `must be ${bound}${bound === 1 ? one : many} ${side}`;
}

const units: { [origin: string]: [one: string, many: string] } = {
  string: [" character", " characters"],
  array: [" entry", " entries"],
};

const kinds: { [expected: string]: string } = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const formats: { [format: string]: string } = {
  email: "must be an e-mail address such as ada@example.org",
  url: "must be an address such as https://example.org",
};
