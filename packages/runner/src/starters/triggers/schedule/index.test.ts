import { Fault } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lab, LabOptions, Machines } from "../../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../../testing/lab.ts";
import { createManualTimers } from "../../../testing/manual-timers.ts";
import { fault } from "../../../testing/scripts.ts";
import { onSchedule, until } from "../../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const nine = Date.UTC(2026, 4, 4, 9);

async function open(config: object, options: { start?: boolean; wrapStore?: LabOptions["wrapStore"] } = {}) {
  const clock = { now: nine };
  const timers = createManualTimers(clock);
  const { wrapStore } = options;
  const lab = await openLab(machines, { clock, timers, ...(wrapStore ? { wrapStore } : {}) });
  if (options.start !== false) await lab.runner.triggers.start();
  const { scriptId } = await lab.publish("jobs/job", onSchedule(`log.info("ran", event);`), {
    hook: "onSchedule",
  });
  const input = {
    realm: "test",
    kind: "schedule" as const,
    name: "job",
    scriptId,
    config: config as object as never,
  };
  const { trigger } = await lab.runner.triggers.create(input, actor);
  const advance = async (ms: number) => {
    await timers.advance(ms);
    await until("the runs have ended", () => lab.runner.triggers.stats().firing === 0);
    await timers.advance(0);
  };
  return { lab, clock, timers, trigger, advance };
}

async function events(lab: Lab) {
  await lab.recorder.flush();
  const { items } = await lab.store.executions.list(
    { realmId: lab.realm.id, module: "jobs" },
    { limit: 100 },
  );
  const all = await Promise.all(items.reverse().map((item) => lab.store.executions.byId(item.id)));
  return all.map((one) => one!.args[0] as { scheduledAt: string; firedAt: string; missed: number });
}

test("a realm in another time zone: schedules follow at once, and make up for nothing", async () => {
  const { lab, advance, trigger } = await open({ cron: "30 12 * * *" });
  await using _ = lab;
  await advance(2 * 3_600_000);
  expect(await events(lab)).toHaveLength(1);
  const own = await lab.runner.triggers.create(
    {
      realm: "test",
      kind: "schedule",
      name: "own",
      scriptId: trigger.scriptId,
      config: { cron: "0 13 * * *", timeZone: "UTC" } as never,
    },
    actor,
  );
  // It is 11:00 UTC. In Tokyo half past twelve was hours ago, in New York it comes at 16:30 UTC.
  await lab.runner.updateRealm("test", { timeZone: "Asia/Tokyo" }, actor);
  expect((await lab.runner.triggers.byId(trigger.id)).nextAt).toBe(Date.UTC(2026, 4, 5, 3, 30));
  await lab.runner.updateRealm("test", { timeZone: "America/New_York" }, actor);
  expect((await lab.runner.triggers.byId(trigger.id)).nextAt).toBe(Date.UTC(2026, 4, 4, 16, 30));
  expect((await lab.runner.triggers.byId(own.trigger.id)).nextAt).toBe(Date.UTC(2026, 4, 4, 13));
  await advance(3 * 3_600_000);
  await advance(3 * 3_600_000);
  expect((await events(lab)).map(({ scheduledAt }) => scheduledAt)).toEqual([
    "2026-05-04T10:30:00.000Z",
    "2026-05-04T13:00:00.000Z",
    "2026-05-04T16:30:00.000Z",
  ]);
});

test("a cron expression in the realm's time zone", async () => {
  const { lab, advance, trigger } = await open({ cron: "30 12 * * *" });
  await using _ = lab;
  // Europe/Vienna in May is two hours ahead.
  expect(trigger.nextAt).toBe(Date.UTC(2026, 4, 4, 10, 30));
  await advance(2 * 3_600_000);
  expect(await events(lab)).toEqual([
    { scheduledAt: "2026-05-04T10:30:00.000Z", firedAt: "2026-05-04T10:30:00.000Z", missed: 0 },
  ]);
  expect((await lab.runner.triggers.byId(trigger.id)).nextAt).toBe(Date.UTC(2026, 4, 5, 10, 30));
});

test("jitter moves the run, not the time it was due", async () => {
  const { lab, advance } = await open({ everySeconds: 3_600, jitterSeconds: 600 });
  await using _ = lab;
  await advance(3_600_000 + 600_000);
  const [event] = await events(lab);
  expect(event!.scheduledAt).toBe("2026-05-04T10:00:00.000Z");
  const late = Date.parse(event!.firedAt) - Date.parse(event!.scheduledAt);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(600_000);
});

test("survives a restart: what was dealt with is not run again, what was missed follows the policy", async () => {
  const { lab, advance, clock, timers, trigger } = await open({ everySeconds: 60, missed: "once" });
  await advance(60_000);
  await lab.runner[Symbol.asyncDispose]();
  const { createRunner } = await import("../../../runner.ts");
  clock.now += 10 * 60_000;
  const { host, sandbox, checker } = machines;
  const again = await createRunner({
    store: lab.store,
    recorder: lab.recorder,
    sandbox,
    checker,
    hosts: [host],
    clock: () => clock.now,
    timers,
  });
  await again.triggers.start();
  await timers.advance(1_000);
  await until("the run has ended", () => again.triggers.stats().firing === 0);
  const seen = await events(lab);
  expect(seen.map((event) => [event.scheduledAt.slice(11, 19), event.missed])).toEqual([
    ["09:01:00", 0],
    ["09:11:00", 9],
  ]);
  expect((await again.triggers.byId(trigger.id)).state.lastScheduledAt).toBe(nine + 11 * 60_000);
  await again[Symbol.asyncDispose]();
  await lab.recorder[Symbol.asyncDispose]();
  await lab.store[Symbol.asyncDispose]();
});

test("time while it is disabled is not made up for", async () => {
  const { lab, advance, trigger } = await open({ everySeconds: 60, missed: "all" });
  await using _ = lab;
  await lab.runner.triggers.update(trigger.id, { enabled: false }, actor);
  await advance(10 * 60_000);
  await lab.runner.triggers.update(trigger.id, { enabled: true }, actor);
  await advance(60_000);
  expect((await events(lab)).map((event) => event.missed)).toEqual([0]);
});

test.each([
  [{}, "config.cron: missing: give a cron expression, or an interval in everySeconds."],
  [{ cron: "61 * * * *" }, "config.cron: “61” is no minute: 0 to 59, with * , - and / as usual."],
  [{ cron: "0 0 31 2 *" }, 'config.cron: "0 0 31 2 *" is never due; check day and month.'],
  [
    { cron: "* * * * *", timeZone: "Mars/Olympus" },
    "config.timeZone: an IANA time zone such as Europe/Vienna",
  ],
  [
    { cron: "* * * * *", everySeconds: 5 },
    "config.everySeconds: give either a cron expression or an interval, not both.",
  ],
])("%j is refused", async (config, message) => {
  const lab = await openLab(machines);
  await using _ = lab;
  const { scriptId } = await lab.publish("jobs/job", onSchedule(""), { hook: "onSchedule" });
  const input = { realm: "test", kind: "schedule" as const, name: "job", scriptId, config: config as never };
  expect((await fault(lab.runner.triggers.create(input, actor))).message).toContain(message);
});

test("a new calendar makes up for nothing", async () => {
  const { lab, advance, trigger } = await open({ cron: "0 12 * * *" });
  await using _ = lab;
  // Noon in Vienna is ten; it ran, and four hours later somebody moves it to one o'clock.
  await advance(5 * 3_600_000);
  expect(await events(lab)).toHaveLength(1);
  await lab.runner.triggers.update(trigger.id, { config: { cron: "0 13 * * *" } }, actor);
  await advance(60_000);
  expect(await events(lab)).toHaveLength(1);
  await advance(24 * 3_600_000);
  expect((await events(lab)).map((one) => one.scheduledAt)).toEqual([
    "2026-05-04T10:00:00.000Z",
    "2026-05-05T11:00:00.000Z",
  ]);
});

test("a calendar that has run out is shown, and can be given new days", async () => {
  const { lab, advance, trigger } = await open({ cron: "2026-05-04T12:00:00" });
  await using _ = lab;
  await advance(2 * 3_600_000);
  expect(await events(lab)).toHaveLength(1);
  expect(await lab.runner.triggers.list("test")).toMatchObject([{ name: "job", nextAt: null }]);
  await lab.runner.triggers.update(trigger.id, { description: "was once" }, actor);
  const config = { cron: "2026-05-04T12:00:00" };
  const refused = await fault(lab.runner.triggers.update(trigger.id, { config }, actor));
  expect(refused.message).toBe('config.cron: "2026-05-04T12:00:00" is never due; check day and month.');
});

test("what cannot be noted is not run, and run when it can", async () => {
  let failing = false;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", note);
  let attempts = 0;
  const { lab, advance } = await open(
    { everySeconds: 60 },
    {
      wrapStore: (store) => ({
        ...store,
        triggers: {
          ...store.triggers,
          async saveStates(states) {
            attempts += 1;
            if (failing) throw new Fault("storage", "disk is full");
            return store.triggers.saveStates(states);
          },
        },
      }),
    },
  );
  await using _ = lab;
  failing = true;
  attempts = 0;
  await advance(65_000);
  expect(await events(lab)).toEqual([]);
  // Tried again, not in a tight circle.
  expect(attempts).toBeGreaterThan(2);
  expect(attempts).toBeLessThan(20);
  failing = false;
  await advance(2_000);
  expect(await events(lab)).toHaveLength(1);
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});
