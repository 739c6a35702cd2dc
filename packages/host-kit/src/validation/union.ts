import type { JsonSchema } from "@scriptyard/model";
import type { StepBudget } from "../patterns/linear-pattern.ts";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, refName, type SchemaNode, typesOf } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { hasType, isPlainObject } from "./values.ts";
import { expectation, joinOr, joinPath, listOf, notOneOf, show } from "./wording.ts";

export type ExplainScope = {
  path: string;
  defs: Defs;
  issues: Issue[];
  sensitive: boolean;
  depth: number;
  /** Shared by the whole walk: a recursive union can multiply branches by depth, so a hostile schema is stopped here. */
  budget: { steps: number };
  /** Shared as well: what texts cost that are matched, and values that are compared with lists of the schema. */
  work: StepBudget;
  /** The walk itself, handed down so that the two files do not import each other. */
  explainInto: (node: SchemaNode, value: unknown, scope: ExplainScope) => void;
};

/**
 * One issue list for a union, instead of one per branch: the branch a discriminator names, else the only branch of the
 * value's type, else what all branches together would accept.
 *
 * @param exclusive `oneOf`: exactly one branch may accept
 */
export function explainUnion(
  branches: SchemaNode[],
  exclusive: boolean,
  value: unknown,
  scope: ExplainScope,
): void {
  const results = branches.map((branch) => attempt(branch, value, scope));
  const accepting = results.filter((issues) => issues.length === 0).length;
  if (accepting === 1 || (accepting > 1 && !exclusive)) return;
  if (accepting > 1) {
    scope.issues.push({
      path: scope.path,
      message: `fits ${accepting} of the allowed shapes at once; make it fit one`,
    });
    return;
  }
  scope.issues.push(...failure(branches, results, value, scope));
}

function failure(branches: SchemaNode[], results: Issue[][], value: unknown, scope: ExplainScope): Issue[] {
  const tagged = isPlainObject(value) ? discriminator(branches, scope.defs) : null;
  if (tagged !== null && isPlainObject(value)) {
    const tag = value[tagged.property];
    const branch = tagged.tags.findIndex((tags) => tags.includes(tag));
    if (branch !== -1) return results[branch]!;
    const path = joinPath(scope.path, tagged.property);
    const allowed = tagged.tags.flat();
    if (tag === undefined) return [{ path, message: `is missing; expected ${listOf(allowed)}` }];
    return [{ path, message: notOneOf(tag, allowed, scope.sensitive) }];
  }
  const literals = branches.map((branch) => literalsOf(branch, scope.defs));
  if (literals.every((list) => list !== null))
    return [{ path: scope.path, message: notOneOf(value, literals.flat(), scope.sensitive) }];
  const sameType = branches.flatMap((branch, index) =>
    acceptsType(branch, value, scope.defs) ? [index] : [],
  );
  if (sameType.length === 1) return results[sameType[0]!]!;
  if (sameType.length === 0) {
    const wanted = joinOr([...new Set(branches.map((branch) => expectation(branch, scope.defs)))]);
    return [{ path: scope.path, message: `expected ${wanted}, got ${show(value, scope.sensitive)}` }];
  }
  const nearest = sameType.map((index) => results[index]!).sort((a, b) => a.length - b.length)[0]!;
  const message = `fits none of the ${branches.length} allowed shapes; nearest: ${nearest[0]!.path}: ${nearest[0]!.message}`;
  return [{ path: scope.path, message }];
}

function attempt(branch: SchemaNode, value: unknown, scope: ExplainScope): Issue[] {
  const issues: Issue[] = [];
  scope.explainInto(branch, value, { ...scope, issues });
  return issues;
}

/** The property whose `const` or `enum` tells the object branches apart, with the values of each branch. */
function discriminator(branches: SchemaNode[], defs: Defs): { property: string; tags: unknown[][] } | null {
  const objects = branches.map((branch) => resolve(branch, defs));
  const first = objects.find((object) => isSchemaObject(object?.properties));
  for (const property of Object.keys((first?.properties as JsonSchema | undefined) ?? {})) {
    const tags = objects.map((object) => {
      // A branch that is no object (null, string) has no tag of its own and is never the one meant.
      if (!object || !typesOf(object).includes("object"))
        return object && typesOf(object).length > 0 ? [] : null;
      return literalsOf(
        (object.properties as { [name: string]: SchemaNode } | undefined)?.[property] ?? true,
        defs,
      );
    });
    if (tags.some((list) => list === null) || tags.filter((list) => list!.length > 0).length < 2) continue;
    const all = tags.flat();
    if (new Set(all).size === all.length) return { property, tags: tags as unknown[][] };
  }
  return null;
}

function literalsOf(node: SchemaNode, defs: Defs): unknown[] | null {
  const schema = resolve(node, defs);
  if (!schema) return null;
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : null;
}

function acceptsType(node: SchemaNode, value: unknown, defs: Defs): boolean {
  const schema = resolve(node, defs);
  if (!schema) return node === true;
  if ("const" in schema || Array.isArray(schema.enum))
    return literalsOf(schema, defs)!.some((item) => typeof item === typeof value);
  const types = typesOf(schema);
  if (types.length > 0) return types.some((type) => hasType(value, type));
  const parts = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as SchemaNode[] | undefined;
  return parts === undefined || parts.some((part) => acceptsType(part, value, defs));
}

function resolve(node: SchemaNode, defs: Defs, depth = 0): JsonSchema | null {
  if (!isSchemaObject(node)) return null;
  const name = refName(node.$ref);
  return name === null || depth > 8 ? node : resolve(defs[name] ?? true, defs, depth + 1);
}
