import type { HostSchemas } from "../schema/host-schemas.ts";
import { reachable } from "../schema/keywords.ts";

/**
 * Types that scripts read: what hooks are given, and what functions take. What hooks answer is built by scripts and stays
 * mutable, also where a function takes it too.
 */
export function readNames(schemas: HostSchemas): Set<string> {
  const known = read.get(schemas);
  if (known !== undefined) return known;
  const names = findReadNames(schemas);
  read.set(schemas, names);
  return names;
}

/** Asked for each named type: a realm's settings schema may bring thousands. */
const read = new WeakMap<HostSchemas, Set<string>>();

function findReadNames(schemas: HostSchemas): Set<string> {
  const given = new Set<string>();
  const taken = new Set<string>();
  const built = new Set<string>();
  for (const { params, result } of schemas.hooks.values()) {
    for (const { schema } of params) reachable(schema, schemas.defs, given);
    if (result !== null) reachable(result, schemas.defs, built);
  }
  for (const { params } of schemas.functions.values())
    for (const { schema } of params) reachable(schema, schemas.defs, taken);
  return new Set([...given, ...[...taken].filter((name) => !built.has(name))]);
}
