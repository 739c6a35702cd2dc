import { type JsonSchema, wholeCharacters } from "@scriptyard/model";
import { isSchemaObject, type SchemaNode } from "../schema/keywords.ts";

/** One `@tag`; `text` may be of several lines. */
export type DocTag = { tag: string; text: string; code?: boolean };

/**
 * A JSDoc comment whose text cannot end it, open a tag or smuggle markup, whatever a description holds.
 * Empty text and no tags give an empty string; otherwise the comment ends with a newline.
 *
 * @example docComment("Adds `a`", [{ tag: "example", text: "add(1)" }], "  ")
 */
export function docComment(text: string, tags: readonly DocTag[], indent: string): string {
  const lines = text.trim() === "" ? [] : escapeProse(text).split("\n");
  for (const { tag, text: body, code } of tags) {
    const [first = "", ...rest] = (code ? escapeComment(body) : escapeProse(body)).split("\n");
    // An example starts on its own line, so that the editor shows it as a block of code.
    if (code) lines.push(`@${tag}`, first, ...rest);
    else lines.push(`@${tag}${first === "" ? "" : ` ${first}`}`, ...rest);
  }
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}

/** Documentation of a schema: description, constraints in words, default, examples, deprecation. */
export function schemaDoc(node: SchemaNode, indent: string): string {
  if (!isSchemaObject(node)) return "";
  const { text, tags } = schemaDocParts(node);
  return docComment(text, tags, indent);
}

export function schemaDocParts(schema: JsonSchema): { text: string; tags: DocTag[] } {
  const title = typeof schema.title === "string" ? schema.title : "";
  const description = typeof schema.description === "string" ? schema.description : "";
  const text = [title, description, constraints(schema)].filter((part) => part.trim() !== "").join("\n\n");
  const tags: DocTag[] = [];
  if (schema.default !== undefined)
    tags.push({ tag: "default", text: JSON.stringify(schema.default), code: false });
  for (const example of Array.isArray(schema.examples) ? schema.examples : [])
    tags.push({ tag: "example", text: JSON.stringify(example), code: true });
  if (schema.deprecated === true) tags.push({ tag: "deprecated", text: "" });
  return { text, tags };
}

/** What TypeScript cannot say, in words: `Format: email. 1 to 64 characters.` */
export function constraints(schema: JsonSchema): string {
  const words: string[] = [];
  const range = (low: unknown, high: unknown, unit: string): void => {
    if (typeof low === "number" && typeof high === "number")
      words.push(low === high ? `Exactly ${low}${unit}.` : `${low} to ${high}${unit}.`);
    else if (low === 1 && unit !== "")
      words.push(`At least one${unit.replace(/(?:ies|s)$/, (end) => (end === "ies" ? "y" : ""))}.`);
    else if (typeof low === "number") words.push(`At least ${low}${unit}.`);
    else if (typeof high === "number") words.push(`At most ${high}${unit}.`);
  };
  if (typeof schema.format === "string") words.push(`Format: ${schema.format}.`);
  if (schema.type === "integer") words.push("A whole number.");
  range(schema.minLength, schema.maxLength, " characters");
  range(schema.minimum, schema.maximum, "");
  if (typeof schema.exclusiveMinimum === "number") words.push(`More than ${schema.exclusiveMinimum}.`);
  if (typeof schema.exclusiveMaximum === "number") words.push(`Less than ${schema.exclusiveMaximum}.`);
  if (typeof schema.multipleOf === "number") words.push(`A multiple of ${schema.multipleOf}.`);
  if (!Array.isArray(schema.prefixItems)) range(schema.minItems, schema.maxItems, " items");
  if (schema.uniqueItems === true) words.push("No item twice.");
  range(schema.minProperties, schema.maxProperties, " properties");
  if (typeof schema.pattern === "string") words.push(`Pattern: ${codeSpan(schema.pattern)}.`);
  if (schema["x-sensitive"] === true) words.push("Sensitive: masked in recordings.");
  return words.join(" ");
}

function codeSpan(text: string): string {
  return text.includes("`") || text.includes("\n") ? JSON.stringify(text) : `\`${text}\``;
}

/** Prose: additionally no line can open a tag, and an odd backtick cannot swallow the tags after it. */
function escapeProse(text: string): string {
  const safe = escapeComment(text.trim()).replace(/\{@/g, "{\\@");
  return (safe.match(/`/g)?.length ?? 0) % 2 === 0 ? safe : safe.replaceAll("`", "'");
}

function escapeComment(text: string): string {
  return (
    wholeCharacters(text)
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      // Control and invisible format characters, among them those that turn the reading direction.
      .replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, "")
      .replaceAll("*/", "*\\/")
      .replace(/<(\/?script|!--)/gi, "<\\$1")
      // TypeScript takes an `@` after any space for the start of a tag, also in the middle of a line.
      .replace(/(^|[\s*])@/gm, "$1\\@")
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
  );
}
