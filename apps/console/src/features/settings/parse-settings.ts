import { readJson } from "../../app/read-json.ts";

/** The settings text as an object, or what is wrong with it in words. */
export function parseSettings(
  text: string,
): { ok: true; value: Record<string, unknown> } | { ok: false; problem: string } {
  const read = readJson(text);
  if (!read.ok) return { ok: false, problem: `This is ${read.problem}.` };
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { ok: false, problem: 'Settings are an object, e.g. { "maintenance": false }.' };
  return { ok: true, value: value as Record<string, unknown> };
}
