import {
  type ChoiceWords,
  choicesOf,
  type Json,
  type JsonSchema,
  type ShownWith,
  shownWithOf,
} from "@scriptyard/model";
import { readJson } from "../../app/read-json.ts";

/** How a field of a kind's schema is edited. Everything is kept as text while it is typed: nothing typed is ever lost. */
export type Field = {
  name: string;
  label: string;
  hint: string;
  required: boolean;
  input: "text" | "number" | "long" | "lines" | "json" | "choice" | "switch";
  choices: (ChoiceWords & { value: string })[];
  placeholder: string;
  /** What an empty field stands for; undefined = it is left out. */
  initial: string;
  /** Asked for only while another field has one of these values; null = always. */
  shownWith: ShownWith | null;
};

export type FormTexts = { [field: string]: string };

/** The fields of a configuration's JSON Schema, in its order. */
export function fieldsOf(schema: JsonSchema): Field[] {
  const properties = (schema.properties ?? {}) as { [name: string]: JsonSchema };
  const required = new Set(Array.isArray(schema.required) ? (schema.required as string[]) : []);
  return Object.entries(properties).map(([name, property]) => {
    const input = inputOf(property);
    const [example] = Array.isArray(property.examples) ? (property.examples as unknown[]) : [];
    return {
      name,
      label: typeof property.title === "string" ? property.title : name,
      hint: typeof property.description === "string" ? property.description : "",
      required: required.has(name),
      input,
      choices: choicesOf(property),
      placeholder: typeof example === "string" ? `e.g. ${example}` : "",
      shownWith: shownWithOf(property),
      initial: property.default === undefined ? "" : textOfValue(input, property.default as Json),
    };
  });
}

/** What is asked for now: a field that means nothing with what else is chosen keeps its text, out of sight. */
export function shownFields(fields: readonly Field[], texts: FormTexts): Field[] {
  const isShown = ({ shownWith }: Field): boolean => {
    if (shownWith === null) return true;
    const other = fields.find(({ name }) => name === shownWith.field);
    return other !== undefined && isShown(other) && shownWith.values.includes(texts[other.name] ?? "");
  };
  return fields.filter(isShown);
}

/** The texts of a stored configuration, or of a new one. */
export function textsOf(fields: readonly Field[], config: { [field: string]: Json } | null): FormTexts {
  return Object.fromEntries(
    fields.map((field) => {
      const value = config?.[field.name];
      if (config === null) return [field.name, field.initial];
      return [field.name, value === undefined ? "" : textOfValue(field.input, value)];
    }),
  );
}

export type ReadForm =
  | { ok: true; config: { [field: string]: Json } }
  | { ok: false; problems: { [field: string]: string } };

/** The configuration that the texts stand for, or what is wrong with which. The server has the last word. */
export function readForm(fields: readonly Field[], texts: FormTexts): ReadForm {
  const config: { [field: string]: Json } = {};
  const problems: { [field: string]: string } = {};
  for (const field of fields) {
    const text = texts[field.name] ?? "";
    if (text.trim() === "" && field.input !== "lines") {
      if (field.required) problems[field.name] = neededWords(field);
      continue;
    }
    const read = valueOfText(field, text);
    if (typeof read === "string") problems[field.name] = read;
    else config[field.name] = read.value;
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, config };
}

/** Names what is missing, with an example where the schema has one. */
function neededWords({ label, placeholder }: Field): string {
  return placeholder === "" ? `${label} is needed.` : `${label} is needed, ${placeholder}.`;
}

function inputOf(property: JsonSchema): Field["input"] {
  if (Array.isArray(property.enum)) return "choice";
  switch (property.type) {
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "switch";
    case "array":
      return "lines";
    case "object":
      return "json";
    default:
      return property.format === "multiline" ? "long" : "text";
  }
}

function textOfValue(input: Field["input"], value: Json): string {
  if (input === "json") return JSON.stringify(value, null, 2);
  if (input === "lines") return Array.isArray(value) ? value.map(String).join("\n") : "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function valueOfText({ input }: Field, text: string): { value: Json } | string {
  switch (input) {
    case "number": {
      const number = Number(text);
      return Number.isFinite(number) ? { value: number } : `"${text}" is not a number.`;
    }
    case "switch":
      return { value: text === "true" };
    case "lines":
      return {
        value: text
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      };
    case "json": {
      const read = readJson(text);
      return read.ok ? { value: read.value } : `This is ${read.problem}.`;
    }
    case "text":
    case "long":
    case "choice":
      return { value: text.trim() };
  }
}
