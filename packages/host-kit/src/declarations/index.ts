import type { HostSchemas, ParamSchema } from "../schema/host-schemas.ts";
import { isSchemaObject, refName, type SchemaNode } from "../schema/keywords.ts";
import type { FunctionDefinition, HookDefinition, HostDefinition } from "../types.ts";
import { builtins, jsonType } from "./builtins.ts";
import { functionDoc, promised } from "./function-doc.ts";
import { type DocTag, docComment, schemaDoc } from "./jsdoc.ts";
import { partTypes } from "./part-types.ts";
import { readNames } from "./read-names.ts";
import type { SettingsPlace, SettingsTypes } from "./settings-types.ts";
import { declaredAs, typeExpression } from "./type-expression.ts";

/**
 * Ambient TypeScript declarations of a host: its named types, its functions as namespaces, the sandbox's built-ins and
 * `interface ScriptyardHooks` with the signature each hook must have. Compiles under `strict` with `lib: ["es2023"]` or later
 * and no `types`, in TypeScript 5.9 (Monaco) and 7 (the publish check).
 */
export function generateDeclarations(definition: HostDefinition, schemas: HostSchemas): string {
  const { before, own, between, after } = blocks(definition, schemas, null);
  return [...before, ...own, ...between, ...after].join("\n");
}

/**
 * The same with a realm's settings in the place of the type that stands for them. What does not depend on them is made once.
 *
 * @param typeName see `settingsPlaceOf`
 */
export function declarationsAround(
  definition: HostDefinition,
  schemas: HostSchemas,
  typeName: string,
): (settings: SettingsTypes) => string {
  const { before, between, after } = blocks(definition, schemas, typeName);
  const fixed = [before, between, after].map((some) => (some.length === 0 ? [] : [some.join("\n")]));
  return ({ doc, type, others }) => {
    const own = `${doc}${declared(typeName, type, definition, schemas)}`;
    const [first, second, last] = fixed as [string[], string[], string[]];
    return [...first, own, ...second, ...(others === "" ? [] : [others]), ...last].join("\n");
  };
}

type Blocks = { [part in "before" | "own" | "between" | "after"]: string[] };

/** `own` is the declaration of the type called `typeName`, in its place among the named types. */
function blocks(definition: HostDefinition, schemas: HostSchemas, typeName: string | null): Blocks {
  const head = docComment(
    `${definition.title} ${definition.version}. Generated from the host's definition; a change made here is lost.\n\n${definition.description}`,
    [],
    "",
  );
  const made: Blocks = {
    before: [head, jsonType],
    own: [],
    between: [],
    after: [
      builtins,
      ...partTypes(definition.functions),
      ...functions(definition, schemas),
      hooks(definition, schemas),
    ],
  };
  for (const name of Object.keys(schemas.defs)) {
    const into = made.own.length === 0 ? made.before : made.between;
    const carried = methodsOf(name, definition, schemas);
    if (carried !== null) into.push(methodsInterface(name, carried, definition, schemas));
    const text = `${schemaDoc(schemas.defs[name]!, "")}${namedType(name, definition, schemas)}`;
    if (name === typeName) made.own.push(text);
    else into.push(text);
  }
  return made;
}

/** What scripts of one hook see: the functions that it may call, and no others. */
export function definitionFor(definition: HostDefinition, hookName: string): HostDefinition {
  const hook = definition.hooks.find(({ name }) => name === hookName);
  if (hook === undefined) return definition;
  return {
    ...definition,
    hooks: [hook],
    functions: definition.functions.filter(({ name }) => mayCall(hook, name)),
  };
}

/** One named type as its own declaration, for the reference page. */
export function namedType(name: string, definition: HostDefinition, schemas: HostSchemas): string {
  const style = { readonly: readNames(schemas).has(name), inline: false, indent: "" };
  return declared(name, typeExpression(schemas.defs[name]!, style), definition, schemas);
}

/** How a realm's settings are declared in the place of the type that stands for them; null where the host has no such type. */
export function settingsPlaceOf(typeName: string, schemas: HostSchemas): SettingsPlace | null {
  if (!Object.hasOwn(schemas.defs, typeName)) return null;
  const taken = Object.keys(schemas.defs).filter((name) => name !== typeName && name.startsWith(typeName));
  return { typeName, readonly: readNames(schemas).has(typeName), taken };
}

/** `flow.set(key: string, value: Json): void` on one line. */
export function functionSignature(definition: FunctionDefinition, schemas: HostSchemas): string {
  const { params, result } = schemas.functions.get(definition.name)!;
  if (definition.signature !== undefined) return `${definition.name}${definition.signature}`;
  return `${definition.name}(${paramList(params, true)}): ${promised(definition, resultType(result, true))}`;
}

export function hookSignature(hook: HookDefinition, schemas: HostSchemas): string {
  const { params, result } = schemas.hooks.get(hook.name)!;
  return `${hook.name}(${hookParams(params, null)}): ${hookResult(hook, result)}`;
}

/** A schema as a one-line type, for tables. */
export function inlineType(node: SchemaNode, readonly: boolean): string {
  return typeExpression(node, { readonly, inline: true, indent: "" });
}

function declared(name: string, type: string, definition: HostDefinition, schemas: HostSchemas): string {
  const carried = methodsOf(name, definition, schemas);
  return declaredAs(name, type, carried === null ? null : `${name}Methods`);
}

/** Methods that a parameter of this named type carries, e.g. `{ fail: "form.fail" }`; null for plain types. */
function methodsOf(
  name: string,
  definition: HostDefinition,
  schemas: HostSchemas,
): { [method: string]: string } | null {
  const found: { [method: string]: string } = {};
  for (const hook of definition.hooks)
    for (const param of schemas.hooks.get(hook.name)!.params)
      if (carrierName(param.schema) === name) Object.assign(found, openMethods(param, definition));
  return Object.keys(found).length === 0 ? null : found;
}

/** The named object type a parameter's schema stands for, through `| null`. */
export function carrierName(schema: SchemaNode): string | null {
  if (!isSchemaObject(schema)) return null;
  const own = refName(schema.$ref);
  if (own !== null) return own;
  const named = ((schema.anyOf ?? schema.oneOf ?? []) as SchemaNode[])
    .map(carrierName)
    .filter((name) => name !== null);
  return named.length === 1 ? named[0]! : null;
}

/** A parameter carries methods for all hooks that have it; those whose function is not open are not there. */
function openMethods({ methods }: ParamSchema, { functions }: HostDefinition): { [method: string]: string } {
  return Object.fromEntries(
    Object.entries(methods).filter(([, target]) => functions.some(({ name }) => name === target)),
  );
}

function methodsInterface(
  name: string,
  methods: { [method: string]: string },
  definition: HostDefinition,
  schemas: HostSchemas,
): string {
  const members = Object.entries(methods).map(([method, target]) => {
    const fn = definition.functions.find((candidate) => candidate.name === target)!;
    const { params, result } = schemas.functions.get(target)!;
    return `${functionDoc(fn, params, result !== null, "  ")}  ${method}(${paramList(params, false)}): ${resultType(result, false)};\n`;
  });
  return `/** What \`${name}\` can do besides holding data. */\ninterface ${name}Methods {\n${members.join("\n")}}\n`;
}

function functions(definition: HostDefinition, schemas: HostSchemas): string[] {
  const spaces = new Map<string, FunctionDefinition[]>();
  for (const fn of definition.functions) {
    const space = fn.name.includes(".") ? fn.name.slice(0, fn.name.indexOf(".")) : "";
    spaces.set(space, [...(spaces.get(space) ?? []), fn]);
  }
  return [...spaces].map(([space, members]) => {
    const indent = space === "" ? "" : "  ";
    const texts = members.map((fn) => {
      const { params, result } = schemas.functions.get(fn.name)!;
      const declared = `${space === "" ? "declare " : ""}function ${fn.name.slice(fn.name.indexOf(".") + 1)}`;
      const limited = availability(fn, definition);
      const doc = functionDoc(fn, params, result !== null, indent, limited);
      if (fn.signature !== undefined) return `${doc}${indent}${declared}${fn.signature};\n`;
      return `${doc}${indent}${declared}(${paramList(params, false, indent)}): ${promised(fn, resultType(result, false, indent))};\n`;
    });
    return space === "" ? texts.join("\n") : `declare namespace ${space} {\n${texts.join("\n")}}\n`;
  });
}

function availability(fn: FunctionDefinition, definition: HostDefinition): string {
  const open = definition.hooks.filter((hook) => mayCall(hook, fn.name)).map((hook) => `\`${hook.name}\``);
  return open.length === definition.hooks.length ? "" : `Only in ${open.join(" and ")}.`;
}

/** Whether a hook may call a function: by its dotted name or `namespace.*`; without a list it may call all. */
export function mayCall(hook: HookDefinition, name: string): boolean {
  if (!hook.functions) return true;
  return hook.functions.some(
    (entry) => entry === name || (entry.endsWith(".*") && name.startsWith(entry.slice(0, -1))),
  );
}

function hooks(definition: HostDefinition, schemas: HostSchemas): string {
  const members = definition.hooks.map((hook) => {
    const { params, result } = schemas.hooks.get(hook.name)!;
    const tags: DocTag[] = params
      .filter((param) => param.description !== "")
      .map((param) => ({ tag: "param", text: `${param.name} ${param.description}` }));
    const doc = docComment(`${hook.title}\n\n${hook.description}`, tags, "  ");
    const answer = hookResult(hook, result);
    return `${doc}  ${hook.name}: (${hookParams(params, definition)}) => ${answer};\n`;
  });
  return `/** The functions a script may export; a node says which one it runs. */\ninterface ScriptyardHooks {\n${members.join("\n")}}\n`;
}

/** @param definition whose functions are open; null = all are */
function hookParams(params: ParamSchema[], definition: HostDefinition | null): string {
  return params
    .map((param) => {
      const type = inlineType(param.schema, true);
      const methods = definition === null ? param.methods : openMethods(param, definition);
      const carries = Object.keys(methods).length > 0 && carrierName(param.schema) === null;
      return `${param.name}${param.optional ? "?" : ""}: ${carries ? `(${type}) & { ${methodNames(methods)} }` : type}`;
    })
    .join(", ");
}

function methodNames(methods: { [method: string]: string }): string {
  return Object.entries(methods)
    .map(([method, target]) => `${method}: typeof ${target}`)
    .join("; ");
}

function hookResult(hook: HookDefinition, result: SchemaNode | null): string {
  const named = hook.resultType !== undefined && result !== null ? hook.resultType : null;
  const type = named ?? (result === null ? "void" : inlineType(result, false));
  return `${type} | Promise<${type}>`;
}

function paramList(params: ParamSchema[], inline: boolean, indent = ""): string {
  return params
    .map(
      (param) =>
        `${param.name}${param.optional ? "?" : ""}: ${typeExpression(param.schema, { readonly: true, inline: inline || isSmall(param.schema), indent })}`,
    )
    .join(", ");
}

/** Option bags of undocumented members read better on the function's own line. */
function isSmall(schema: SchemaNode): boolean {
  return !JSON.stringify(schema).includes('"description"');
}

function resultType(result: SchemaNode | null, inline: boolean, indent = ""): string {
  return result === null ? "void" : typeExpression(result, { readonly: false, inline, indent });
}
