// Long: the contract that every kind of trigger is under, with what each kind brings to it.
import type { Json, Trigger, TriggerKind } from "@scriptyard/model";
import { emptyPolicy, messagePayloadBytes } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunnerEvent } from "../../events/types.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { createManualTimers } from "../../testing/manual-timers.ts";
import { fault } from "../../testing/scripts.ts";
import { onCall, onMessage, onRequest, onSchedule, until } from "../../testing/trigger-scripts.ts";
import { jsonBounds } from "../../text/json/measure.ts";
import { triggerKinds } from "./all.ts";
import type { HookRequest } from "./http/handle.ts";
import type { CreateTriggerInput } from "./types.ts";

/** What every kind of trigger has to fulfil: how it is made, what makes it fire. A new kind is a line here. */
const subjects: Record<TriggerKind, Subject> = {
  bus: {
    source: (body) => onMessage(body),
    config: { topic: "orders.>", attempts: 1 },
    poke: async (lab) =>
      void (await lab.runner.triggers.publish("test", { topic: "orders.a.b", payload: 1 })),
    largest: {
      "a payload as long as it may be": (lab) => message(lab, "x".repeat(messagePayloadBytes - 2)),
      "and all headers": (lab) =>
        message(
          lab,
          "é".repeat((messagePayloadBytes - 2) / 2),
          Object.fromEntries(
            Array.from({ length: 20 }, (_, n) => [`h${n}`.padEnd(60, "x"), "\ud800".repeat(1_000)]),
          ),
        ),
    },
  },
  http: {
    source: (body) => onRequest(`${body}\nreturn { status: 200 };`),
    config: { method: "POST", path: "/orders/:id", auth: "none" },
    poke: async (lab) => void (await lab.runner.triggers.handleHook(hookRequest("POST", "/orders/7"))),
    largest: {
      text: (lab) => post(lab, "text/plain", "x".repeat(1_000_000)),
      "text of control characters": (lab) => post(lab, "text/plain", "\u0001".repeat(1_000_000)),
      "text of two bytes a character": (lab) => post(lab, "text/plain", "é".repeat(500_000)),
      bytes: (lab) => post(lab, "image/png", Buffer.alloc(1_000_000, 0xfe)),
      "more numbers than may be": (lab) => post(lab, "application/json", `[${"0,".repeat(499_999)}0]`),
      "a list of lists": (lab) => post(lab, "application/json", `[${"[],".repeat(jsonBounds.values - 2)}0]`),
      "a list of objects": (lab) =>
        post(lab, "application/json", `[${'{"a":{}},'.repeat(jsonBounds.values / 2 - 2)}0]`),
      "as many names as may be": (lab) =>
        post(
          lab,
          "application/json",
          `[${Array.from({ length: jsonBounds.names - 1 }, (_, n) => `{"${n}":[0,{}]}`).join()}]`,
        ),
      "a list of long numbers": (lab) =>
        post(lab, "application/json", `[${"1.5e300,".repeat(jsonBounds.values - 2)}0]`),
      fields: (lab) =>
        post(
          lab,
          "application/x-www-form-urlencoded",
          Array.from({ length: 1_000 }, (_, n) => `f${n}=${"%01".repeat(330)}`)
            .join("&")
            .slice(0, 1_000_000),
        ),
    },
  },
  schedule: {
    source: (body) => onSchedule(body),
    config: { everySeconds: 60 },
    poke: async (_lab, timers) => timers.advance(60_000),
    // A clock sends nothing that grows.
    largest: {},
  },
  tool: {
    source: (body) => onCall(`${body}\nreturn {};`),
    config: { toolName: "adder", summary: "Adds.", parameters: { type: "object" } },
    poke: async (lab) => {
      await lab.runner.triggers.callTool("test", "adder", {}, actor).catch((error: { code?: string }) => {
        if (error.code !== "not_found" && error.code !== "gone") throw error;
      });
    },
    largest: {
      "params of two bytes a character": (lab) => call(lab, { a: "é".repeat(65_000) }),
      "params of three bytes a character": (lab) => call(lab, { a: "€".repeat(65_000) }),
      "many params": (lab) =>
        call(lab, Object.fromEntries(Array.from({ length: 7_000 }, (_, n) => [`${n}`, 0]))),
    },
  },
};

async function message(lab: Lab, payload: Json, headers = {}) {
  await lab.runner.triggers.publish("test", { topic: "orders.a.b", payload, headers });
  return "taken" as const;
}

async function post(lab: Lab, contentType: string, body: string | Buffer) {
  const { status } = await lab.runner.triggers.handleHook({
    ...hookRequest("POST", "/orders/7"),
    headers: { "content-type": contentType },
    readBody: async () => Buffer.from(body as string),
  });
  expect([200, 413]).toContain(status);
  return status === 200 ? ("taken" as const) : ("too large" as const);
}

async function call(lab: Lab, params: { [name: string]: Json }) {
  try {
    const { status } = await lab.runner.triggers.callTool("test", "adder", params, actor);
    expect(status).toBe("ok");
    return "taken" as const;
  } catch (error) {
    expect(error).toMatchObject({ code: "too_large" });
    return "too large" as const;
  }
}

/** What the doors let through and JSON makes too long: none of the rest is refused. */
const refused = ["text of control characters", "more numbers than may be"];

type Timers = ReturnType<typeof createManualTimers>;
type Subject = {
  source: (body: string) => string;
  config: { [field: string]: Json };
  poke: (lab: Lab, timers: Timers) => Promise<void>;
  /** What its door lets through at the most, in the shapes that weigh most; answers whether it was refused as too large. */
  largest: { [shape: string]: (lab: Lab) => Promise<"taken" | "too large"> };
};

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

test("every kind is under contract", () => {
  expect(Object.keys(subjects).sort()).toEqual(Object.keys(triggerKinds).sort());
});

describe.each(Object.entries(subjects) as [TriggerKind, Subject][])("%s", (kind, subject) => {
  const open = async () => {
    const clock = { now: Date.UTC(2026, 4, 4, 9) };
    const timers = createManualTimers(clock);
    const lab = await openLab(machines, { clock, timers });
    const hook = triggerKinds[kind].hook;
    const publish = (body: string) => lab.publish("triggers/subject", subject.source(body), { hook });
    const make = async (scriptId: string, more: Partial<CreateTriggerInput> = {}) => {
      const input = { realm: "test", kind, name: "subject", scriptId, config: subject.config, ...more };
      return (await lab.runner.triggers.create(input, actor)).trigger;
    };
    const runs = async () => {
      await lab.recorder.flush();
      return (await lab.store.executions.list({ realmId: lab.realm.id, module: "triggers" }, { limit: 100 }))
        .items;
    };
    const poke = async () => {
      await subject.poke(lab, timers);
      await lab.store.ping();
      await untilIdle(lab, timers);
    };
    return { lab, timers, publish, make, runs, poke };
  };

  test("fires the live version; the execution names kind and trigger", async () => {
    const { lab, publish, make, runs, poke } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { scriptId } = await publish(`log.info("ran");`);
    const made = await make(scriptId);
    await poke();
    const [run, ...rest] = await runs();
    expect(rest).toEqual([]);
    expect(run).toMatchObject({ trigger: kind, triggerId: made.id, status: "ok", version: 1, logCount: 1 });
    const seen = await lab.runner.triggers.byId(made.id);
    expect(seen.state).toMatchObject({ failures: 0, lastStatus: "ok", lastExecutionId: run!.id });
    expect(seen).not.toHaveProperty("sealedSecret");
    // The sample is an event its own hook accepts.
    const sample = await lab.runner.triggers.sample(made.id);
    expect(machines.host.validateInput(triggerKinds[kind].hook, [sample])).toEqual([]);
  });

  test("does nothing before start, while disabled, or after it was removed", async () => {
    const { lab, publish, make, runs, poke } = await open();
    await using _ = lab;
    const { scriptId } = await publish("");
    const { id } = await make(scriptId);
    await poke();
    await lab.runner.triggers.start();
    await lab.runner.triggers.update(id, { enabled: false }, actor);
    await poke();
    expect(await runs()).toEqual([]);
    await lab.runner.triggers.update(id, { enabled: true }, actor);
    await poke();
    expect(await runs()).toHaveLength(1);
    await lab.runner.triggers.remove(id, actor);
    await poke();
    expect(await runs()).toHaveLength(1);
    expect((await fault(lab.runner.triggers.byId(id))).code).toBe("not_found");
  });

  test("a rule of the realm's policy for its kind holds its runs", async () => {
    const { lab, publish, make, runs, poke } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    await make((await publish(`publish("nobody.hears", 1);`)).scriptId);
    const others = (Object.keys(subjects) as TriggerKind[]).filter((other) => other !== kind);
    for (const [trigger, status] of [[kind, "error"] as const, [others[0]!, "ok"] as const]) {
      await lab.runner.updatePolicy("test", { ...emptyPolicy, rules: [{ trigger, level: "safe" }] }, actor);
      await poke();
      expect((await runs())[0]).toMatchObject({ trigger: kind, status });
    }
  });

  test("the same rule holds its script before it is published, and says why", async () => {
    const { lab, publish } = await open();
    await using _ = lab;
    const { scriptId } = await publish(`publish("nobody.hears", 1);`);
    const sample = triggerKinds[kind].sample(
      { kind, config: subject.config } as unknown as Trigger,
      lab.clock.now,
    );
    const preview = () => lab.runner.preview({ scriptId, args: [sample] }, actor);
    const others = (Object.keys(subjects) as TriggerKind[]).filter((other) => other !== kind);
    const hold = (trigger: TriggerKind) =>
      lab.runner.updatePolicy("test", { ...emptyPolicy, rules: [{ trigger, level: "safe" }] }, actor);

    await hold(others[0]!);
    expect(await lab.runner.check({ scriptId }, actor)).toEqual([]);
    expect((await preview()).status).toBe("ok");
    expect((await lab.runner.scriptPolicy(scriptId)).policy.levels).toEqual(["production"]);

    await hold(kind);
    const why = new RegExp(
      `publish needs the capability "publish", which the security level "safe" does not allow; a rule holds every script started by ${kind} to it`,
    );
    expect(await lab.runner.check({ scriptId }, actor)).toEqual([
      expect.objectContaining({ code: "scriptyard/capability", message: expect.stringMatching(why) }),
    ]);
    expect((await preview()).error).toMatchObject({
      type: "security_violation",
      message: expect.stringMatching(why),
      policy: { capability: "publish" },
    });
    const { message } = await fault(lab.republish(scriptId));
    expect(message).toMatch(why);
    const { policy } = await lab.runner.scriptPolicy(scriptId);
    expect(policy.levels).toEqual(["production", "safe"]);
    expect(policy.held).toEqual([{ level: "safe", rule: { trigger: kind, level: "safe" } }]);
    const wide = lab.runner.updateSettings(scriptId, { limits: { timeoutMs: 900 } }, actor);
    expect((await fault(wide)).message).toMatch(
      /^limits\.timeoutMs: 900 is more than .*"safe" allows \(200\)/,
    );
  });

  test("stopping leaves nothing alive", async () => {
    const { lab, timers, publish, make } = await open();
    await lab.runner.triggers.start();
    const { scriptId } = await publish("");
    await make(scriptId);
    expect(lab.runner.triggers.stats().running).toBe(1);
    await lab[Symbol.asyncDispose]();
    const stats = lab.runner.triggers.stats();
    expect({ ...stats, bus: stats.bus.subscriptions }).toEqual({
      running: 0,
      firing: 0,
      endpoints: 0,
      tools: 0,
      bus: 0,
    });
    expect(timers.waiting()).toBe(0);
  });

  test("a restart goes on with what is enabled", async () => {
    const { lab, publish, make, runs, poke } = await open();
    await using _ = lab;
    const { scriptId } = await publish("");
    await make(scriptId);
    await lab.runner.triggers.start();
    await poke();
    expect(await runs()).toHaveLength(1);
  });

  test("the breaker trips after N failures in a row, says why, and enabling resets it", async () => {
    const { lab, publish, make, runs, poke } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { scriptId } = await publish(`throw new Error("no stock");`);
    const { id } = await make(scriptId, { failureLimit: 2 });
    const stop = new AbortController();
    const events: RunnerEvent[] = [];
    const listening = (async () => {
      for await (const event of lab.runner.events({ types: ["trigger"] }, stop.signal)) events.push(event);
    })();
    await poke();
    expect(await lab.runner.triggers.byId(id)).toMatchObject({ enabled: true, state: { failures: 1 } });
    await poke();
    await until("the trigger is disabled", async () => !(await lab.runner.triggers.byId(id)).enabled);
    const tripped = await lab.runner.triggers.byId(id);
    expect(tripped.disabledReason).toMatch(
      /^Failed 2 times in a row\. The last time: Error: no stock \(exe_\w+\)$/,
    );
    await poke();
    expect(await runs()).toHaveLength(2);
    expect(lab.runner.triggers.stats().running).toBe(0);

    const { trigger } = await lab.runner.triggers.update(id, { enabled: true }, actor);
    expect(trigger).toMatchObject({ enabled: true, disabledReason: null, state: { failures: 0 } });
    await poke();
    expect((await lab.runner.triggers.byId(id)).enabled).toBe(true);
    stop.abort();
    await listening;
    const reasons = events.map((event) => event.type === "trigger" && [event.change, event.reason]);
    expect(reasons).toEqual([
      ["disabled", tripped.disabledReason],
      ["enabled", null],
    ]);
  });

  test("a success in between resets the count, and 0 never trips", async () => {
    const { lab, publish, make, runs, poke } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { scriptId } = await publish(`throw new Error("x");`);
    const { id } = await make(scriptId, { failureLimit: 2 });
    await poke();
    await lab.republish(scriptId, subject.source(""));
    await poke();
    await lab.republish(scriptId, subject.source(`throw new Error("x");`));
    await poke();
    expect(await lab.runner.triggers.byId(id)).toMatchObject({ enabled: true, state: { failures: 1 } });
    await lab.runner.triggers.update(id, { failureLimit: 0 }, actor);
    for (let n = 0; n < 4; n++) await poke();
    expect((await lab.runner.triggers.byId(id)).enabled).toBe(true);
    expect(await runs()).toHaveLength(7);
  });

  test("a test run is a trial of the trigger, counts nothing, and publishes only when asked to", async () => {
    const { lab, publish, make, runs } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { scriptId } = await publish(
      `publish("tests.fired", { n: 1 });\nif (Date.now() < 0) throw new Error("never");`,
    );
    const { id } = await make(scriptId, { enabled: false, failureLimit: 1 });
    const event = await lab.runner.triggers.sample(id);
    const shown = await lab.runner.triggers.test({ id, event, applyEffects: false }, actor);
    expect(shown).toMatchObject({ status: "ok", trigger: "trial", triggerId: id });
    expect(shown.effects).toEqual([{ name: "publish", args: ["tests.fired", { n: 1 }] }]);
    expect(lab.runner.triggers.stats().bus.published).toBe(0);
    await lab.runner.triggers.test({ id, event, applyEffects: true }, actor);
    expect(lab.runner.triggers.stats().bus.published).toBe(1);
    expect(await runs()).toHaveLength(2);
    const refused = await fault(
      lab.runner.triggers.test({ id, event: ["no", "event"], applyEffects: true }, actor),
    );
    expect(refused.code).toBe("bad_request");
  });

  test("wrong configurations, scripts and names are refused by field", async () => {
    const { lab, publish, make } = await open();
    await using _ = lab;
    const { scriptId } = await publish("");
    const refused = async (more: Partial<CreateTriggerInput>) => {
      const { code, message } = await fault(make(scriptId, more));
      return `${code} ${message}`;
    };
    expect(await refused({ name: "Not A Name" })).toMatch(/^bad_request name: /);
    expect(await refused({ config: { ...subject.config, colour: "red" } })).toMatch(
      /^bad_request config: unknown field colour/,
    );
    const { details } = await fault(make(scriptId, { config: { ...subject.config, colour: "red" } }));
    expect(details).toEqual({ issues: [{ path: "config", message: expect.stringMatching(/colour/) }] });
    expect(await refused({ failureLimit: -1 })).toMatch(/^bad_request failureLimit: /);
    expect(await refused({ scriptId: "scr_nothing" })).toMatch(/^not_found scriptId: /);
    const other = await lab.publish(
      "triggers/flow",
      'export const render: ScriptyardHooks["render"] = () => ({ parts: [{ type: "text", text: "x" }] });\n',
      { hook: "render" },
    );
    expect(await refused({ scriptId: other.scriptId })).toMatch(
      /^bad_request scriptId: triggers\/flow has the hook render; this trigger needs a script with the hook on/,
    );
    await make(scriptId);
    expect(await refused({})).toMatch(/^conflict /);
  });

  test.each(Object.entries(subject.largest))("%s is no failure of the script", async (shape, send) => {
    const { lab, timers, publish, make, runs, poke } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { scriptId } = await publish("");
    const { id } = await make(scriptId, { failureLimit: 1 });
    const answer = await send(lab);
    expect(answer).toBe(refused.includes(shape) ? "too large" : "taken");
    await untilIdle(lab, timers);
    // What is refused leaves nothing behind; what is taken runs.
    expect((await runs()).map(({ status }) => status)).toEqual(answer === "taken" ? ["ok"] : []);
    expect(await lab.runner.triggers.byId(id)).toMatchObject({
      enabled: true,
      state: { failures: 0, lastStatus: answer === "taken" ? "ok" : null },
    });
    await poke();
    expect((await runs())[0]).toMatchObject({ status: "ok" });
  });

  test("input over a limit of the script's own does not count against it", async () => {
    const { lab, timers, publish, make, runs } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { scriptId } = await publish("");
    await lab.runner.updateSettings(scriptId, { limits: { inputBytes: 64 } }, actor);
    await lab.republish(scriptId);
    const { id } = await make(scriptId, { failureLimit: 1 });
    const [send] = Object.values(subject.largest);
    if (send === undefined) await subject.poke(lab, timers);
    else await send(lab);
    await untilIdle(lab, timers);
    // Whoever sent it is told, each in the way of its door. What nobody sent is a failure that says nothing of the script.
    const ran = send === undefined ? ["operation_limit"] : [];
    expect((await runs()).map(({ errorType }) => errorType)).toEqual(ran);
    expect((await lab.store.errors.list({ realmId: lab.realm.id }, { limit: 9 })).items).toHaveLength(
      ran.length,
    );
    expect(await lab.runner.triggers.byId(id)).toMatchObject({
      enabled: true,
      state: { failures: 0, lastStatus: send === undefined ? "error" : null },
    });
    const { items } = await lab.runner.triggers.deadLetters({ realm: "test" }, { limit: 9 });
    expect(items.map(({ reason }) => reason)).toEqual(kind === "bus" ? ["operation_limit"] : []);
  });

  test("a script that was never published counts as a failure, not as a crash", async () => {
    const { lab, make, poke, runs } = await open();
    await using _ = lab;
    await lab.runner.triggers.start();
    const { script } = await lab.runner.createScript(
      {
        realm: "test",
        module: "triggers",
        name: "draft",
        hook: triggerKinds[kind].hook,
        language: "typescript",
      },
      actor,
    );
    const { id } = await make(script.id, { failureLimit: 1 });
    await poke().catch(() => {});
    await until("the trigger is disabled", async () => !(await lab.runner.triggers.byId(id)).enabled);
    const { disabledReason } = await lab.runner.triggers.byId(id);
    expect(disabledReason).toContain("was never published");
    expect(await runs()).toEqual([]);
  });
});

async function untilIdle(lab: Lab, timers: Timers): Promise<void> {
  await timers.advance(0);
  await lab.runner.triggers.publish("test", { topic: "nobody.listens", payload: null });
  await until("the bus is idle", () => lab.runner.triggers.stats().bus.waiting === 0);
  // A schedule's run is under way in the real sandbox: it takes real time.
  await until("what runs has ended", () => lab.runner.triggers.stats().firing === 0);
  await timers.advance(0);
}

function hookRequest(method: string, path: string): HookRequest {
  return {
    realm: "test",
    method,
    pathAndQuery: `/hooks/test${path}`,
    path,
    query: "",
    headers: { "content-type": "application/json" },
    ip: "203.0.113.7",
    readBody: async () => Buffer.from("{}"),
    verifyToken: async () => undefined,
  };
}

test("what a form has wrong is told all at once, each with its field, in our words", async () => {
  await using lab = await openLab(machines, {});
  const made = await fault(
    lab.runner.triggers.create(
      {
        realm: "test",
        kind: "schedule",
        name: "Not a name",
        script: "jobs/none",
        failureLimit: -1,
        config: { cron: "99 3 * *", timeZone: "Mars/Olympus" },
      },
      actor,
    ),
  );
  expect(made.details).toEqual({
    issues: [
      { path: "name", message: expect.stringMatching(/^"Not a name" is not a name\. Use lower-case/) },
      { path: "script", message: expect.stringContaining("jobs/none") },
      { path: "config.timeZone", message: "an IANA time zone such as Europe/Vienna" },
      {
        path: "config.cron",
        message: "Four parts; five are needed: minute hour day month weekday.",
      },
      { path: "failureLimit", message: "-1 is not possible. Use 1 to 1 000, or 0 for never." },
    ],
  });
});
