import { Fault } from "@scriptyard/model";
import type { z } from "zod";

/** Unknown fields that Zod may still tell of, each with its words. */
const mostUnknown = 20;
/** Items and keys, where a schema sets no bound of its own. */
const mostMembers = 1_000;

type Schema = z.core.$ZodType;
type Issue = { path: string; message: string };

/**
 * Refuses what a schema would refuse with thousands of words. Zod goes through all of a value, whatever it found at its
 * start, and makes an issue of each wrong item and a sentence of each unknown field. So what is too long is refused
 * before: it costs a look at lengths, where the schema has objects, lists and records, and nothing of what is in them.
 *
 * Free JSON (`z.unknown()`) is not looked at: its own schemas are checked by walks that end.
 *
 * @param root what the value is called where it has no path, e.g. "body"
 * @throws Fault `bad_request` with issues, as `faultOfZod` words them
 */
export function requireShape(schema: Schema, value: unknown, root = "input"): void {
  const issue = wrongShape(schema, value, "");
  if (issue !== null)
    throw new Fault("bad_request", `${issue.path || root}: ${issue.message}`, {
      details: { issues: [issue] },
    });
}

function wrongShape(schema: Schema, value: unknown, path: string): Issue | null {
  if (typeof value !== "object" || value === null) return null;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object") return wrongObject(def, value as Members, path);
  if (def.type === "array") return wrongList(def, value, path);
  if (def.type === "record") return wrongRecord(def, value as Members, path);
  if (def.type === "pipe") return wrongShape(def.in, value, path);
  if ("innerType" in def) return wrongShape(def.innerType, value, path);
  if (def.type !== "union") return null;
  // Whatever it is meant to be, it is no longer than the most roomy of them takes.
  const found = def.options.map((option) => wrongShape(option, value, path));
  return found.includes(null) ? null : found[0]!;
}

type Members = { [name: string]: unknown };

function wrongObject({ shape, catchall }: z.core.$ZodObjectDef, value: Members, path: string): Issue | null {
  if (Array.isArray(value)) return null;
  // Of an object that is not strict what is unknown is left out without a word.
  const strict = catchall?._zod.def.type === "never";
  let unknown = 0;
  for (const key in value) {
    if (Object.hasOwn(shape, key)) {
      const issue = wrongShape(shape[key]!, value[key], at(path, key));
      if (issue !== null) return issue;
    } else if (strict && ++unknown > mostUnknown)
      return { path: at(path, key), message: `unknown field, as are ${mostUnknown} more; remove them` };
  }
  return null;
}

function wrongList({ element, checks }: z.core.$ZodArrayDef, value: object, path: string): Issue | null {
  if (!Array.isArray(value)) return null;
  const own = Math.min(...(checks ?? []).map(maximumOf));
  const most = Number.isFinite(own) ? own : mostMembers;
  if (value.length > most)
    return { path, message: `Too big: expected array to have <=${most} items, not ${value.length}` };
  for (const [index, item] of value.entries()) {
    const issue = wrongShape(element, item, at(path, index));
    if (issue !== null) return issue;
  }
  return null;
}

function maximumOf(check: z.core.$ZodCheck<never>): number {
  const { check: kind, maximum } = check._zod.def as { check: string; maximum?: number };
  return kind === "max_length" && maximum !== undefined ? maximum : Number.POSITIVE_INFINITY;
}

function wrongRecord(
  { keyType, valueType }: z.core.$ZodRecordDef,
  value: Members,
  path: string,
): Issue | null {
  // Any text to anything: there is nothing to find, and so nothing to say.
  const free = valueType._zod.def.type === "unknown" && keyType._zod.def.checks === undefined;
  if (free || Array.isArray(value)) return null;
  let keys = 0;
  for (const key in value) {
    if (++keys > mostMembers) return { path, message: `has more than ${mostMembers} fields; send fewer` };
    const issue = wrongShape(valueType, value[key], at(path, key));
    if (issue !== null) return issue;
  }
  return null;
}

const at = (path: string, key: string | number): string =>
  (path === "" ? String(key) : `${path}.${key}`).slice(0, 300);
