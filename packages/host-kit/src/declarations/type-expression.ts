import type { Json, JsonSchema } from "@scriptyard/model";
import {
  isSchemaObject,
  keywordOwner,
  refName,
  type SchemaNode,
  type TypeName,
  typesOf,
} from "../schema/keywords.ts";
import { schemaDoc } from "./jsdoc.ts";
import { propertyKey, quoted } from "./names.ts";

export type TypeStyle = {
  /** Data a script only reads (context, arguments): `readonly` on properties, tuples and lists. */
  readonly: boolean;
  /** One line without documentation, for signatures. */
  inline: boolean;
  indent: string;
};

/**
 * A JSON Schema as a TypeScript type. The schema has passed `checkSchema`.
 *
 * @example typeExpression({ type: ["string", "null"] }, style) // "string | null"
 */
export function typeExpression(
  node: SchemaNode,
  style: TypeStyle,
  inherited: readonly TypeName[] = [],
): string {
  return expression(node, style, inherited).text;
}

/**
 * A named type's declaration. An alias, not an interface: only an alias fits an index signature, so that a `User` can be
 * passed where `Json` is asked.
 *
 * @param methods type of the functions that it carries besides its data
 */
export function declaredAs(name: string, type: string, methods: string | null = null): string {
  const body = methods !== null && type.includes("|") && !type.startsWith("{") ? `(${type})` : type;
  return `type ${name} =${body.startsWith("\n") ? "" : " "}${body}${methods === null ? "" : ` & ${methods}`};\n`;
}

/** `loose` texts need brackets before `[]` or `&`. */
type Expression = { text: string; loose: boolean };

function expression(node: SchemaNode, style: TypeStyle, inherited: readonly TypeName[]): Expression {
  if (node === false) return { text: "never", loose: false };
  if (node === true) return { text: "Json", loose: false };
  const types = typesOf(node).length > 0 ? typesOf(node) : [...inherited];
  const parts: Expression[] = [];
  const name = refName(node.$ref);
  if (name !== null) parts.push({ text: name, loose: false });
  if ("const" in node) parts.push(union([literal(node.const as Json)]));
  else if (Array.isArray(node.enum))
    parts.push(union((node.enum as Json[]).filter((value) => fits(value, types)).map(literal)));
  else if (hasOwnShape(node)) parts.push(union(types.map((type) => base(node, type, style))));
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const branches = node[keyword] as SchemaNode[] | undefined;
    if (branches) parts.push(unionOf(branches, style, types));
  }
  for (const part of (node.allOf as SchemaNode[] | undefined) ?? []) {
    // A part that only adds ranges or words says nothing TypeScript can hold.
    if (part !== true && !(isSchemaObject(part) && isBare(part))) parts.push(expression(part, style, types));
  }
  if (parts.length === 0)
    return types.length > 0
      ? union(types.map((type) => base(node, type, style)))
      : { text: "Json", loose: false };
  const distinct = parts.filter(
    (part, index) => parts.findIndex((other) => other.text === part.text) === index,
  );
  if (distinct.length === 1) return distinct[0]!;
  return { text: distinct.map(bracketed).join(" & "), loose: true };
}

function unionOf(branches: SchemaNode[], style: TypeStyle, types: readonly TypeName[]): Expression {
  const multiline =
    !style.inline &&
    branches.length > 1 &&
    branches.some((branch) => isSchemaObject(branch) && branch.properties);
  if (!multiline) return union(branches.map((branch) => expression(branch, style, types)));
  const bar = `${style.indent}  `;
  const inner = { ...style, indent: `${bar}  ` };
  const texts = [
    ...new Set(
      branches.map(
        (branch) => `${schemaDoc(branch, bar)}${bar}| ${branchText(expression(branch, inner, types))}`,
      ),
    ),
  ];
  return { text: `\n${texts.join("\n")}`, loose: true };
}

/** Whether the node itself, apart from its combinators, says more than a bare type that the branches repeat. */
function hasOwnShape(node: JsonSchema): boolean {
  const combined =
    node.$ref !== undefined ||
    node.anyOf !== undefined ||
    node.oneOf !== undefined ||
    node.allOf !== undefined;
  if (!combined) return typesOf(node).length > 0 || !isBare(node);
  const shaping = [
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "items",
    "prefixItems",
  ];
  return shaping.some((keyword) => node[keyword] !== undefined);
}

function isBare(node: JsonSchema): boolean {
  return !Object.keys(node).some(
    (keyword) =>
      ["type", "const", "enum", "$ref", "anyOf", "oneOf", "allOf"].includes(keyword) ||
      keywordOwner[keyword] === "object" ||
      keywordOwner[keyword] === "array",
  );
}

function fits(value: Json, types: readonly TypeName[]): boolean {
  if (types.length === 0) return true;
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return types.includes(type as TypeName) || (type === "number" && types.includes("integer"));
}

function base(node: JsonSchema, type: TypeName, style: TypeStyle): Expression {
  if (type === "array") return array(node, style);
  if (type === "object") return { text: object(node, style), loose: false };
  return { text: type === "integer" ? "number" : type, loose: false };
}

function array(node: JsonSchema, style: TypeStyle): Expression {
  const modifier = style.readonly ? "readonly " : "";
  const prefix = node.prefixItems as SchemaNode[] | undefined;
  const rest = node.items as SchemaNode | undefined;
  if (!prefix) {
    if (rest === false) return { text: `${modifier}[]`, loose: style.readonly };
    return { text: `${modifier}${bracketed(expression(rest ?? true, style, []))}[]`, loose: style.readonly };
  }
  const needed = typeof node.minItems === "number" ? node.minItems : 0;
  const capped = typeof node.maxItems === "number" ? prefix.slice(0, node.maxItems) : prefix;
  const parts = capped.map((item, index) => {
    const text = expression(item, style, []);
    return index < needed ? text.text : `${bracketed(text)}?`;
  });
  const open = rest !== false && !(typeof node.maxItems === "number" && node.maxItems <= prefix.length);
  if (open) parts.push(`...${bracketed(expression(rest ?? true, style, []))}[]`);
  return { text: `${modifier}[${parts.join(", ")}]`, loose: style.readonly };
}

function object(node: JsonSchema, style: TypeStyle): string {
  const properties = { ...(node.properties as { [name: string]: SchemaNode } | undefined) };
  const required = new Set((node.required as string[] | undefined) ?? []);
  let additional = node.additionalProperties as SchemaNode | undefined;
  const listed = isSchemaObject(node.propertyNames) ? literalNames(node.propertyNames) : null;
  if (listed) {
    for (const name of listed) properties[name] ??= additional ?? true;
    additional = false;
  }
  for (const name of required)
    properties[name] ??= additional === undefined || additional === false ? true : additional;

  const inner: TypeStyle = { ...style, indent: `${style.indent}  ` };
  const modifier = style.readonly ? "readonly " : "";
  const members = Object.entries(properties).map(([name, property]) => {
    const optional = required.has(name) ? "" : "?";
    const type = expression(property, inner, []).text;
    return {
      doc: style.inline ? "" : schemaDoc(property, inner.indent),
      text: `${modifier}${propertyKey(name)}${optional}: ${type}`,
      type,
    };
  });
  const index = indexType(node, additional, members, inner);
  if (index !== null) members.push({ doc: "", text: `${modifier}[key: string]: ${index}`, type: index });
  if (style.inline)
    return members.length === 0 ? "{}" : `{ ${members.map((member) => member.text).join("; ")} }`;
  return `{\n${members.map((member) => `${member.doc}${inner.indent}${member.text};\n`).join("")}${style.indent}}`;
}

function literalNames(names: JsonSchema): string[] | null {
  if (Array.isArray(names.enum)) return names.enum.filter((name) => typeof name === "string");
  return typeof names.const === "string" ? [names.const] : null;
}

/** Type of the keys that are not named; null when there are none. Absent keys read as `undefined`, so it says so. */
function indexType(
  node: JsonSchema,
  additional: SchemaNode | undefined,
  members: readonly { type: string }[],
  style: TypeStyle,
): string | null {
  const patterns = Object.values(
    (node.patternProperties as { [pattern: string]: SchemaNode } | undefined) ?? {},
  );
  const named = members.length > 0;
  if (named && (additional === undefined || additional === false) && patterns.length === 0) return null;
  if (!named && additional === false && patterns.length === 0) return "never";
  if (additional === true || additional === undefined) return "Json | undefined";
  const sources = additional === false ? patterns : [additional, ...patterns];
  // TypeScript wants every named property to fit the index type, so the index type holds theirs too.
  const types = [
    ...sources.map((source) => union([expression(source, style, [])]).text),
    ...members.map((member) => member.type),
  ];
  // It says again what the members say, and so does the next one around it: many levels would double the text as often.
  if (types.reduce((sum, type) => sum + type.length, 0) > longestIndexType) return "Json | undefined";
  return [...new Set([...types.flatMap(splitUnion), "undefined"])].join(" | ");
}

/** Characters. What is longer nobody reads; every value is `Json`. */
const longestIndexType = 10_000;

/** Members of a one-line union of simple types apart, so that `string | string | number` reads `string | number`. */
function splitUnion(text: string): string[] {
  if (/^[\w$ |]+$/.test(text)) return text.split(" | ");
  return [/^\{[^|&]*\}$/.test(text) ? text : `(${text})`];
}

function literal(value: Json): Expression {
  if (Array.isArray(value))
    return { text: `readonly [${value.map((item) => literal(item).text).join(", ")}]`, loose: true };
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `readonly ${propertyKey(key)}: ${literal(member as Json).text}`,
    );
    return {
      text: members.length === 0 ? "{ readonly [key: string]: never }" : `{ ${members.join("; ")} }`,
      loose: false,
    };
  }
  return { text: typeof value === "string" ? quoted(value) : JSON.stringify(value), loose: false };
}

function union(members: readonly Expression[]): Expression {
  const texts = [...new Set(members.map(branchText))];
  if (texts.length === 0) return { text: "never", loose: false };
  return texts.length === 1
    ? { text: texts[0]!, loose: members[0]!.loose }
    : { text: texts.join(" | "), loose: true };
}

function branchText(member: Expression): string {
  return needsBrackets(member) ? bracketed(member) : member.text;
}

/** Inside a union: intersections for the reader's sake, unions over several lines because they start with `|`. */
function needsBrackets(member: Expression): boolean {
  return member.text.startsWith("\n") || (member.loose && member.text.includes(" & "));
}

function bracketed(part: Expression): string {
  return part.loose ? `(${part.text})` : part.text;
}
