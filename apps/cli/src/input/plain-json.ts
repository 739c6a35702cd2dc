import type { Json } from "@scriptyard/model";

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError for what is no JSON
 * @throws TypeError for a key `__proto__`, which the server refuses as well; the message goes on after the text's name
 */
export function parsePlainJson(text: string): Json {
  if (!text.includes("__proto__") && !/\\u005f/i.test(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, function (this: unknown, key: string, value: Json) {
    if (key === "__proto__" && !Array.isArray(this))
      throw new TypeError('has a key "__proto__", which no field may be called. Leave it out.');
    return value;
  }) as Json;
}
