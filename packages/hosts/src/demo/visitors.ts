import type { JsonObject } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { type DemoRealm, type Persona, samplesClock } from "./types.ts";

const weekMs = 7 * 86_400_000;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * Who may walk a flow of a demo realm; nobody for a realm that is none. Their dates lie as far before `nowMs` as they lie
 * before the samples' clock: "last code four days ago" stays four days ago. Whole weeks are added, so that weekday and time
 * of day, which scripts judge too, stay what they were.
 */
export function visitorsOf(
  realms: readonly DemoRealm[],
  { realm, flow }: { realm: string; flow: string },
  nowMs: number,
): Pick<Persona, "name" | "description" | "context">[] {
  const shiftMs = Math.floor((nowMs - Date.parse(samplesClock)) / weekMs) * weekMs;
  const personas = realms.find(({ name }) => name === realm)?.personas ?? [];
  return personas
    .filter((persona) => persona.flow === flow)
    .map(({ name, description, context }) => ({
      name,
      description,
      context: shift(context, shiftMs) as JsonObject,
    }));
}

function shift(value: Json, byMs: number): Json {
  if (typeof value === "string")
    return isoTime.test(value) ? new Date(Date.parse(value) + byMs).toISOString() : value;
  if (Array.isArray(value)) return value.map((item) => shift(item, byMs));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shift(item, byMs)]));
}
