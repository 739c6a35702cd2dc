import { Cron } from "croner";

/** The points in time of a schedule. */
export type Calendar = {
  /** The first one after `ms`; null when there is none any more. */
  after(ms: number): number | null;
  /** The newest `most` up to `ms`, this included, in order. */
  upTo(ms: number, most: number): number[];
};

/** @throws Error in croner's words when the expression or the zone is not valid */
export function cronCalendar(expression: string, timeZone: string): Calendar {
  const cron = new Cron(expression, { timezone: timeZone, paused: true });
  return {
    after: (ms) => cron.nextRun(new Date(ms))?.getTime() ?? null,
    upTo: (ms, most) =>
      cron
        .previousRuns(most, new Date(ms + 1))
        .map((date) => date.getTime())
        .reverse(),
  };
}

/** Every `everyMs` from `anchorMs` on: a restart does not move it. */
export function intervalCalendar(everyMs: number, anchorMs: number): Calendar {
  return {
    after: (ms) => (ms < anchorMs ? anchorMs + everyMs : ms - ((ms - anchorMs) % everyMs) + everyMs),
    upTo(ms, most) {
      const past = Math.max(0, Math.floor((ms - anchorMs) / everyMs));
      const count = Math.min(past, most);
      return Array.from({ length: count }, (_, index) => anchorMs + (past - count + index + 1) * everyMs);
    },
  };
}

export type MissedPolicy = "skip" | "once" | "all";
export type DueRun = { scheduledAt: number; missed: number };
/** What is to be run now, and the point in time up to which everything is dealt with then. */
export type Due = { runs: DueRun[]; through: number | null };

/** Later than this a point in time counts as missed: the server was not running, or the machine slept. */
export const punctualMs = 30_000;
/** Points in time counted after a long stop (a tenth of a second of looking); what was due before is beyond counting. */
export const mostLookedAt = 1_000;

/**
 * What a schedule owes between `lastMs` (exclusive) and `nowMs`.
 *
 * - `skip`: only what is due just now; what was missed is counted.
 * - `once`: one run for everything that was due.
 * - `all`: a run for each, the newest `most` of them; the first one counts those before.
 */
export function dueRuns(
  calendar: Calendar,
  options: { lastMs: number; nowMs: number; policy: MissedPolicy; most: number },
): Due {
  const { lastMs, nowMs, policy, most } = options;
  const points = pointsBetween(calendar, lastMs, nowMs);
  const latest = points.at(-1);
  if (latest === undefined) return { runs: [], through: null };
  if (policy === "all") {
    const kept = points.slice(-most);
    const dropped = points.length - kept.length;
    const runs = kept.map((scheduledAt, index) => ({ scheduledAt, missed: index === 0 ? dropped : 0 }));
    return { runs, through: latest };
  }
  const late = nowMs - latest > punctualMs;
  if (policy === "skip" && late) return { runs: [], through: latest };
  return { runs: [{ scheduledAt: latest, missed: points.length - 1 }], through: latest };
}

/** Forwards, and where that takes too long (a month of seconds) from the other end. */
function pointsBetween(calendar: Calendar, lastMs: number, nowMs: number): number[] {
  const points: number[] = [];
  for (let at = calendar.after(lastMs); at !== null && at <= nowMs; at = calendar.after(at)) {
    if (points.length === mostLookedAt) return calendar.upTo(nowMs, mostLookedAt);
    points.push(at);
  }
  return points;
}
