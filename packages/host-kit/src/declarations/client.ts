import type { HostSchemas, ParamSchema } from "../schema/host-schemas.ts";
import { reachable } from "../schema/keywords.ts";
import type { CallableScript, HostDefinition } from "../types.ts";
import { jsonType } from "./builtins.ts";
import { docComment, schemaDoc } from "./jsdoc.ts";
import { propertyKey, quoted } from "./names.ts";
import { typeExpression } from "./type-expression.ts";

/**
 * A TypeScript module with what a realm's scripts take and answer, for whoever calls them by `@scriptyard/client`:
 * `type Yard = { [realm]: { scripts: { [specifier]: { args, result } } } }`.
 */
export function generateClientTypes(
  definition: HostDefinition,
  schemas: HostSchemas,
  realm: string,
  scripts: readonly CallableScript[],
): string {
  const used = new Set<string>();
  const lines: string[] = [];
  for (const { specifier, hook } of [...scripts].sort((a, b) => (a.specifier < b.specifier ? -1 : 1))) {
    const found = schemas.hooks.get(hook);
    if (!found) continue;
    for (const { schema } of found.params) reachable(schema, schemas.defs, used);
    if (found.result !== null) reachable(found.result, schemas.defs, used);
    const result = found.result === null ? "null" : inline(found.result);
    lines.push(
      `      ${quoted(specifier)}: { args: [${found.params.map(argument).join(", ")}]; result: ${result} };`,
    );
  }
  const head = docComment(
    `Scripts of the realm ${quoted(realm)} (${definition.title} ${definition.version}), for programs that call them. Generated; a change made here is lost.`,
    [],
    "",
  );
  const yard = used.has("Yard") ? "ScriptyardYard" : "Yard";
  return [
    head,
    jsonType.replace("type Json", "export type Json"),
    ...[...used].sort().map((name) => namedType(name, schemas)),
    `export type ${yard} = {\n  ${propertyKey(realm)}: {\n    scripts: {\n${lines.join("\n")}\n    };\n  };\n};\n`,
  ].join("\n");
}

function namedType(name: string, schemas: HostSchemas): string {
  const node = schemas.defs[name]!;
  const type = typeExpression(node, { readonly: true, inline: false, indent: "" });
  return `${schemaDoc(node, "")}export type ${name} =${type.startsWith("\n") ? "" : " "}${type};\n`;
}

function argument({ name, optional, schema }: ParamSchema): string {
  return `${name}${optional ? "?" : ""}: ${inline(schema)}`;
}

const inline = (schema: ParamSchema["schema"]) =>
  typeExpression(schema, { readonly: true, inline: true, indent: "" });
