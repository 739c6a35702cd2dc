import cronstrue from "cronstrue";
import type { Explained } from "../kind.ts";
import type { Calendar } from "./plan.ts";

/** How many points in time are told ahead. */
const ahead = 3;

/** A schedule in words, with the next points in time as they fall in its zone. */
export function explainSchedule(
  given: { cron: string | undefined; everySeconds: number | undefined; timeZone: string },
  calendar: Calendar,
  now: number,
): Explained {
  const { cron, everySeconds, timeZone } = given;
  const next: number[] = [];
  for (let at = calendar.after(now); at !== null && next.length < ahead; at = calendar.after(at))
    next.push(at);
  return { words: cron === undefined ? intervalWords(everySeconds ?? 60) : cronWords(cron), next, timeZone };
}

/** @example "At 03:00", "Every 15 minutes, Monday through Friday" */
function cronWords(cron: string): string {
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true });
  } catch {
    // It reads less than the calendar does: the times below say what it means.
    return `By the expression ${cron}`;
  }
}

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** @example 3 600 → "Every hour", 90 → "Every 90 seconds" */
function intervalWords(seconds: number): string {
  const [unit, size] = units.find(([, of]) => seconds % of === 0)!;
  const count = seconds / size;
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}
