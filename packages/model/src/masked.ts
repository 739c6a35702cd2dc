import type { Json } from "./json.ts";
import { isObject } from "./objects.ts";

/** What stands where something stood that nobody may read. */
export const maskText = "[masked]";

/**
 * Whether a value is what was recorded, as far as that may be read: the mask stands for whatever was there.
 *
 * @example sameButMasked({ to: "a@b.example", code: "123456" }, { to: "a@b.example", code: "[masked]" }) // true
 */
export function sameButMasked(given: Json, recorded: Json): boolean {
  if (JSON.stringify(given) === JSON.stringify(recorded)) return true;
  if (typeof recorded === "string")
    return typeof given === "string" && recorded.includes(maskText) && fits(given, recorded.split(maskText));
  if (Array.isArray(recorded))
    return (
      Array.isArray(given) &&
      given.length === recorded.length &&
      recorded.every((one, at) => sameButMasked(given[at]!, one))
    );
  if (!isObject(recorded) || !isObject(given)) return false;
  const names = Object.keys(recorded);
  return (
    names.length === Object.keys(given).length &&
    names.every((name) => Object.hasOwn(given, name) && sameButMasked(given[name]!, recorded[name]!))
  );
}

/** Whether a text is made of these parts, in their order, with anything between them. */
function fits(text: string, parts: readonly string[]): boolean {
  if (!text.startsWith(parts[0]!) || !text.endsWith(parts.at(-1)!)) return false;
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
