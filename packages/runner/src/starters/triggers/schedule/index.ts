import type { Realm } from "@scriptyard/model";
import { choices, Fault, faults, isTimeZone } from "@scriptyard/model";
import { z } from "zod";
import type { RunningTrigger, TriggerScope } from "../kind.ts";
import { defineKind } from "../kind.ts";
import { cronProblem } from "./cron-problem.ts";
import { explainSchedule } from "./explain.ts";
import type { Calendar } from "./plan.ts";
import { cronCalendar, dueRuns, intervalCalendar } from "./plan.ts";

const configSchema = z
  .strictObject({
    cron: z
      .string()
      // What is too long is not read: a megabyte may come here.
      .max(100, { abort: true })
      .optional()
      .meta({
        title: "Cron expression",
        description:
          "Minute, hour, day, month, weekday; with six fields the first is seconds. Leave empty for an interval.",
        examples: ["0 3 * * *"],
      }),
    everySeconds: z
      .int()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta({ title: "Every … seconds", description: "Instead of a cron expression." }),
    timeZone: z
      .string()
      .max(60, { abort: true })
      .refine(isTimeZone, "an IANA time zone such as Europe/Vienna")
      .optional()
      .meta({
        title: "Time zone",
        description: "Of the cron expression; the realm's when empty.",
        examples: ["Europe/Vienna"],
      }),
    missed: z
      .enum(["skip", "once", "all"])
      .default("once")
      .meta({
        title: "After a stop",
        ...choices({
          skip: { title: "Go on with the next time" },
          once: { title: "Run once for all that was missed" },
          all: { title: "Run each that was missed", description: "Up to the limit below." },
        }),
      }),
    mostMissed: z
      .int()
      .min(1)
      .max(1_000)
      .default(10)
      .meta({ title: "Missed runs at most", description: "Where each is run: the newest are." }),
    overlap: z.boolean().default(false).meta({
      title: "May overlap",
      description: "Start a run although the one before has not ended.",
    }),
    jitterSeconds: z.int().min(0).max(3_600).default(0).meta({
      title: "Jitter, seconds",
      description: "Up to this much later, at random: so that not everything starts at once.",
    }),
  })
  .superRefine((config, context) => {
    const problem = scheduleProblem(config);
    if (problem !== null) context.addIssue({ code: "custom", ...problem });
  });
type ScheduleConfig = z.infer<typeof configSchema>;

/** Runs at points in time. Survives a restart: the last point dealt with is stored before its run starts. */
export const schedule = defineKind<ScheduleConfig>({
  kind: "schedule",
  title: "Schedule",
  description: "Runs a script at points in time, by cron expression or interval.",
  config: configSchema,
  problem({ cron, timeZone }, { now, realm }) {
    if (cron === undefined || cronCalendar(cron, timeZone ?? realm.timeZone).after(now) !== null) return null;
    return { path: "config.cron", message: `"${cron}" is never due; check day and month` };
  },
  summary: ({ cron, everySeconds, timeZone }) =>
    cron === undefined
      ? `every ${everySeconds} s`
      : `${cron}${timeZone === undefined ? "" : ` (${timeZone})`}`,
  explain(config, { now, realm, createdAt }) {
    const { cron, everySeconds, timeZone = realm.timeZone } = config;
    return explainSchedule({ cron, everySeconds, timeZone }, calendarOf(config, realm, createdAt), now);
  },
  sample: (_config, now) => ({
    scheduledAt: new Date(now).toISOString(),
    firedAt: new Date(now).toISOString(),
    missed: 0,
  }),
  start: (config, scope) => startSchedule(config, scope),
});

/** Until what could not be noted is tried again. */
const retryMs = 1_000;

/** Timers reach no further than 24 days, and do not notice that a laptop slept: look again at least this often. */
const longestWaitMs = 30_000;

function startSchedule(config: ScheduleConfig, scope: TriggerScope): RunningTrigger {
  const calendar = calendarOf(config, scope.realm, scope.trigger.createdAt);
  const running = new Set<Promise<void>>();
  let closed = false;
  let timer: Disposable | null = null;
  let missedBefore = 0;
  let looking: Promise<void> = Promise.resolve();
  const last = () => scope.lastScheduledAt() ?? scope.trigger.updatedAt;
  let delayMs = jitter();

  function jitter(): number {
    if (config.jitterSeconds === 0) return 0;
    const [a = 0, b = 0, c = 0] = scope.random(3);
    return Math.floor(((a * 65_536 + b * 256 + c) / 16_777_216) * config.jitterSeconds * 1_000);
  }
  const wait = (leastMs = 1) => {
    if (closed) return;
    const next = calendar.after(last());
    if (next === null) return;
    const ms = Math.min(longestWaitMs, Math.max(leastMs, next + delayMs - scope.clock()));
    timer = scope.timers.after(ms, () => {
      // What could not be noted was not run, so it is owed still: a full disk passes.
      looking = look().then(
        () => wait(),
        () => wait(retryMs),
      );
    });
  };
  const look = async (): Promise<void> => {
    const nowMs = scope.clock();
    const next = calendar.after(last());
    if (closed || next === null || next + delayMs > nowMs) return;
    delayMs = jitter();
    const due = dueRuns(calendar, { lastMs: last(), nowMs, policy: config.missed, most: config.mostMissed });
    if (due.through === null) return;
    if (due.runs.length === 0) await scope.noteScheduled(due.through);
    const isAlone = due.runs.length === 1;
    for (const { scheduledAt, missed } of due.runs) {
      // No more than one at a time unless asked: what falls into a run is counted, what was missed before waits for it.
      if (!config.overlap && !isAlone) await Promise.all(running);
      if (closed) return;
      // Each before it starts: what a stop keeps from starting is owed still.
      await scope.noteScheduled(scheduledAt);
      if (!config.overlap && running.size > 0) missedBefore += 1 + missed;
      else begin(scheduledAt, missed);
    }
  };
  const begin = (scheduledAt: number, missed: number) => {
    const job: Promise<void> = runOnce(scope, scheduledAt, missed + missedBefore).finally(() =>
      running.delete(job),
    );
    missedBefore = 0;
    running.add(job);
  };
  wait();

  const close = async () => {
    closed = true;
    timer?.[Symbol.dispose]();
    await looking;
    await Promise.all(running);
  };
  return {
    close,
    nextAt: () => calendar.after(Math.max(last(), scope.clock() - 1)),
    [Symbol.asyncDispose]: close,
  };
}

async function runOnce(scope: TriggerScope, scheduledAt: number, missed: number): Promise<void> {
  const event = {
    scheduledAt: new Date(scheduledAt).toISOString(),
    firedAt: new Date(scope.clock()).toISOString(),
    missed,
  };
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      await scope.fire(event);
      return;
    } catch (error) {
      // `fire` has counted it. Only what may pass is worth another try: nothing ran.
      if (!(error instanceof Fault) || !faults[error.code].retry) return;
      await new Promise<void>((resolve) => void scope.timers.after(250, resolve));
    }
  }
}

function calendarOf(config: ScheduleConfig, realm: Pick<Realm, "timeZone">, anchorMs: number): Calendar {
  if (config.cron !== undefined) return cronCalendar(config.cron, config.timeZone ?? realm.timeZone);
  return intervalCalendar((config.everySeconds ?? 60) * 1_000, anchorMs);
}

type Problem = { path: string[]; message: string };

function scheduleProblem(config: {
  cron?: string | undefined;
  everySeconds?: number | undefined;
}): Problem | null {
  const { cron, everySeconds } = config;
  if (cron === undefined && everySeconds === undefined)
    return { path: ["cron"], message: "missing: give a cron expression, or an interval in everySeconds" };
  if (cron === undefined) return null;
  if (everySeconds !== undefined)
    return { path: ["everySeconds"], message: "give either a cron expression or an interval, not both" };
  // A zone that does not exist is a problem of its own field.
  return canRead(cron) ? null : { path: ["cron"], message: cronProblem(cron, canRead) };
}

function canRead(expression: string): boolean {
  try {
    cronCalendar(expression, "UTC");
    return true;
  } catch {
    return false;
  }
}
