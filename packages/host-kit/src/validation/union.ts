import { isObject, type JsonSchema } from "@scriptyard/model";
import type { StepBudget } from "../patterns/linear-pattern.ts";
import type { Defs } from "../schema/from-source.ts";
import { isSchemaObject, refName, type SchemaNode, typesOf } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";
import { type At, pathOf, type Walk } from "./place.ts";
import { hasType } from "./values.ts";
import { expectation, joinPath, listOf, notOneOf, show } from "./wording.ts";

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
  at: At,
  walk: Walk,
): void {
  const results = branches.map((branch) => attempt(branch, value, at, walk));
  const accepting = results.filter((issues) => issues.length === 0).length;
  if (accepting === 1 || (accepting > 1 && !exclusive)) return;
  if (accepting > 1) {
    walk.issues.push({
      path: pathOf(at),
      message: `fits ${accepting} of the allowed shapes at once; make it fit one`,
    });
    return;
  }
  walk.issues.push(...failure(branches, results, value, at, walk));
}

function failure(
  branches: SchemaNode[],
  results: Issue[][],
  value: unknown,
  at: At,
  { defs, words }: Walk,
): Issue[] {
  const here = pathOf(at);
  if (words.steps < 0) return [{ path: here, message: `fits none of the ${branches.length} allowed shapes` }];
  const tagged = isObject(value) ? discriminator(branches, defs, words) : null;
  if (tagged !== null && isObject(value)) {
    const tag = value[tagged.property];
    const branch = tagged.tags.findIndex((tags) => tags.includes(tag));
    if (branch !== -1) return results[branch]!;
    const path = joinPath(here, tagged.property);
    const allowed = tagged.tags.flat();
    if (tag === undefined) return [{ path, message: `is missing; expected ${listOf(allowed)}` }];
    return [{ path, message: notOneOf(tag, allowed, at.sensitive) }];
  }
  const literals = branches.map((branch) => literalsOf(branch, defs));
  if (literals.every((list) => list !== null))
    return [{ path: here, message: notOneOf(value, literals.flat(), at.sensitive) }];
  const sameType = branches.flatMap((branch, index) =>
    acceptsType(branch, value, defs, words) ? [index] : [],
  );
  if (sameType.length === 1) return results[sameType[0]!]!;
  if (sameType.length === 0) {
    const wanted = expectation({ anyOf: branches }, defs);
    return [{ path: here, message: `expected ${wanted}, got ${show(value, at.sensitive)}` }];
  }
  const nearest = sameType.map((index) => results[index]!).sort((a, b) => a.length - b.length)[0]!;
  const message = `fits none of the ${branches.length} allowed shapes; nearest: ${nearest[0]!.path}: ${nearest[0]!.message}`;
  return [{ path: here, message }];
}

function attempt(branch: SchemaNode, value: unknown, at: At, walk: Walk): Issue[] {
  const issues: Issue[] = [];
  walk.explainInto(branch, value, at, { ...walk, issues });
  return issues;
}

/** The property whose `const` or `enum` tells the object branches apart, with the values of each branch. */
function discriminator(
  branches: SchemaNode[],
  defs: Defs,
  words: StepBudget,
): { property: string; tags: unknown[][] } | null {
  const objects = branches.map((branch) => resolve(branch, defs));
  const first = objects.find((object) => isSchemaObject(object?.properties));
  for (const property of Object.keys((first?.properties as JsonSchema | undefined) ?? {})) {
    words.steps -= objects.length;
    if (words.steps < 0) return null;
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

function acceptsType(node: SchemaNode, value: unknown, defs: Defs, words: StepBudget): boolean {
  // Unions of unions of named types multiply; what is left undecided only makes the words less exact.
  if (--words.steps < 0) return true;
  const schema = resolve(node, defs);
  if (!schema) return node === true;
  if ("const" in schema || Array.isArray(schema.enum))
    return literalsOf(schema, defs)!.some((item) => typeof item === typeof value);
  const types = typesOf(schema);
  if (types.length > 0) return types.some((type) => hasType(value, type));
  const parts = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as SchemaNode[] | undefined;
  return parts === undefined || parts.some((part) => acceptsType(part, value, defs, words));
}

function resolve(node: SchemaNode, defs: Defs, depth = 0): JsonSchema | null {
  if (!isSchemaObject(node)) return null;
  const name = refName(node.$ref);
  return name === null || depth > 8 ? node : resolve(defs[name] ?? true, defs, depth + 1);
}
