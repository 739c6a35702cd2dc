import { Fault, type Json } from "@scriptyard/model";

/** "1 MB": what a body may weigh, in bytes. */
export const bodyLimitBytes = 1_000_000;
/** Levels of arrays and objects; deeper input could overflow the stack of whoever walks it. */
const deepest = 100;

/**
 * The JSON value of a body; undefined for an empty one.
 *
 * @param what begins the messages
 * @throws Fault `bad_request` for text that is no JSON, nests too deep, or carries a `__proto__` key
 */
export function parseJsonBody(text: string, what = "The body"): Json | undefined {
  if (text === "") return undefined;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new Fault("bad_request", `${what} is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
  requirePlain(value, deepest, what);
  return value;
}

function requirePlain(value: Json, levels: number, what: string): void {
  if (value === null || typeof value !== "object") return;
  if (levels === 0)
    throw new Fault("bad_request", `${what} nests deeper than ${deepest} levels. Flatten it.`);
  if (Array.isArray(value)) {
    for (const item of value) requirePlain(item, levels - 1, what);
    return;
  }
  for (const key in value) {
    if (key === "__proto__")
      throw new Fault("bad_request", `${what} has a key "__proto__", which no field may be called.`);
    requirePlain(value[key]!, levels - 1, what);
  }
}
