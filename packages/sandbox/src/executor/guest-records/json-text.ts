import type { Json } from "@scriptyard/model";
import { hasPrototypeKey, isTooDeep } from "../json.ts";

/**
 * JSON that a guest wrote, or undefined for what is none, is nested too deep for those who walk it later, has a
 * key `__proto__`, or holds a number that JSON has no text for (`1e999`). It never throws. Every text that leaves a guest is read here, or by the
 * readers beside this file: nothing the guest says is believed to have the shape that the prelude gives it.
 */
export function readJson(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isWritable(value) && !hasPrototypeKey(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with a text that `readJson` does not take, where its author can know: null for what is no JSON. */
export function textProblem(text: string): "depth" | "prototype" | null {
  if (isTooDeep(text)) return "depth";
  try {
    return hasPrototypeKey(text) ? "prototype" : null;
  } catch {
    return null;
  }
}

/** A list of JSON values, or undefined. */
export function readList(text: string): Json[] | undefined {
  const value = readJson(text);
  return Array.isArray(value) ? value : undefined;
}

/** Text of at most `max` UTF-16 units, without halves of characters: they cannot be written as UTF-8. */
export function boundedText(text: string, max: number): string {
  return (text.length > max ? text.slice(0, max) : text).toWellFormed();
}

/** Whether every number in it has a text in JSON. Recursion is safe: `isTooDeep` was asked first. */
function isWritable(value: Json): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isWritable(value[i]!)) return false;
    return true;
  }
  for (const name of Object.keys(value)) if (!isWritable(value[name]!)) return false;
  return true;
}
