import type { Json } from "@scriptyard/model";
import { samplesClock } from "../samples/context.ts";
import type { Persona } from "./personas.ts";

const weekMs = 7 * 86_400_000;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * Visitors whose dates lie as far before `nowMs` as they lie before the samples' clock: "last code four days ago" stays
 * four days ago. Whole weeks are added, so that weekday and time of day, which scripts judge too, stay what they were.
 */
export function upToDate(personas: readonly Persona[], nowMs: number): Persona[] {
  const behindMs = nowMs - Date.parse(samplesClock);
  const shiftMs = Math.floor(behindMs / weekMs) * weekMs;
  return personas.map((persona) => ({
    ...persona,
    context: shift(persona.context, shiftMs) as Persona["context"],
  }));
}

function shift(value: Json, byMs: number): Json {
  if (typeof value === "string")
    return isoTime.test(value) ? new Date(Date.parse(value) + byMs).toISOString() : value;
  if (Array.isArray(value)) return value.map((item) => shift(item, byMs));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shift(item, byMs)]));
}
