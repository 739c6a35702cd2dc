import { Fault, type Json } from "@scriptyard/model";
import { utf8Text } from "../utf8.ts";
import { jsonBounds, measureJson } from "./measure.ts";

/**
 * The value of JSON that people sent. What is too much is refused before it is parsed (`measureJson`), and so costs a
 * look at its bytes and nothing else.
 *
 * @param what begins the messages, e.g. "The body"
 * @param levels how deep it may nest, where what was sent stands in an envelope of ours
 * @throws Fault `bad_request` for what is no UTF-8 or no JSON, nests too deep, or carries a `__proto__` key;
 * `too_large` for more values or names of fields than `jsonBounds`
 * @example parseJson(Buffer.from('{"a":[1]}'), "The body") // { a: [1] }
 */
export function parseJson(bytes: Buffer, what: string, levels: number = jsonBounds.levels): Json {
  measureJson(bytes, what, levels);
  const text = utf8Text(bytes, what);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new Fault("bad_request", `${what} is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
  if (mayHoldPrototype(text)) requirePlain(value, what);
  return value;
}

/** Whether JSON could have a key `__proto__`, as it is or escaped. Most has none, and is not walked through. */
export function mayHoldPrototype(text: string): boolean {
  return text.includes("__proto__") || /\\u005f/i.test(text);
}

/** The one name that cannot be a field everywhere behind here. Refused, not left out: nothing that is sent vanishes. */
function requirePlain(value: Json, what: string): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const item of value) requirePlain(item, what);
    return;
  }
  for (const key of Object.keys(value)) {
    if (key === "__proto__")
      throw new Fault("bad_request", `${what} has a key "__proto__", which no field may be called.`);
    requirePlain(value[key]!, what);
  }
}
