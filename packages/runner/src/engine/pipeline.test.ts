// Long: one lab for every step of the pipeline; starting more costs more than reading on.
import { type Fault, type Json, waitDetailsOf } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRunner } from "../runner.ts";
import type { Lab, Machines } from "../testing/lab.ts";
import { actor, openLab, sampleContext, startMachines } from "../testing/lab.ts";
import { decision, fault } from "../testing/scripts.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines);
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

let counter = 0;
/** Previews a text against the sample context. */
async function preview(source: string, form: Json = null, settings: { [key: string]: unknown } = {}) {
  counter += 1;
  const created = await lab.runner.createScript(
    { realm: "test", module: "p", name: `s${counter}`, hook: "onExecute", language: "typescript", source },
    actor,
  );
  if (Object.keys(settings).length > 0) await lab.runner.updateSettings(created.script.id, settings, actor);
  return lab.runner.preview(
    { scriptId: created.script.id, args: [sampleContext(machines.host), form] },
    actor,
  );
}
const go = 'return { action: "continue" };';
test("a program that cost engines is told that it is held back, not that all are busy", async () => {
  await using sandbox = await createSandbox({ workers: 1, engineLossLimit: 1, maxWaitMs: 60_000 });
  await using small = await openLab({ ...machines, sandbox });
  const source = decision(`[].indexOf.call({ length: 2 ** 53 - 1 } as never, 1 as never); ${go}`);
  const { scriptId } = await small.publish("p/native", source);
  await small.runner.updateSettings(scriptId, { limits: { timeoutMs: 20 } }, actor);
  const args = [sampleContext(machines.host), null];
  const attack = () => small.runner.preview({ scriptId, args }, actor);
  // A loss that the clock on the wall decided is not counted: on a busy machine it takes more than one.
  let refused: Fault | null = null;
  for (let i = 0; i < 20 && refused === null; i++)
    refused = await attack().then(
      () => null,
      (error: Fault) => error,
    );
  expect(refused).toMatchObject({ code: "busy", message: expect.stringMatching(/held back for \d+ s/) });
  expect(waitDetailsOf(refused?.details).retryAfterMs).toBeGreaterThan(1_000);
});

describe("results and effects are held to the contract", () => {
  test('`{ action: "contine" }` names the path and what is allowed, at the hook', async () => {
    const run = await preview(decision('return { action: "contine" } as never;'));
    expect(run).toMatchObject({
      status: "error",
      errorType: "execution",
      action: null,
      effects: [],
      result: null,
    });
    expect(run.error?.message).toMatch(/result\.action.*contine.*continue.*challenge.*reject/);
    expect(run.error?.issues?.[0]?.path).toBe("result.action");
    expect(run.error?.stack).toMatchObject([{ line: 1, function: "onExecute" }]);
  });

  test("effects of an invalid run are not carried", async () => {
    const run = await preview(
      decision('flow.set("a", 1); return { action: "challenge", block: { parts: [] } };'),
    );
    expect(run).toMatchObject({ status: "error", effects: [] });
    expect(run.error?.issues?.[0]?.path).toBe("result.block.parts");
  });

  test("an effect the host refuses fails the run", async () => {
    const run = await preview(decision(`claims.set("sub", "u_2"); ${go}`));
    expect(run.error?.message).toMatch(/"sub" is reserved/);
    const attribute = await preview(decision(`user.set("isAdmin", true); ${go}`));
    expect(attribute.error?.message).toMatch(/isAdmin.*userAttributes/);
  });

  test("links lead to allowed hosts only", async () => {
    const link = (url: string) =>
      preview(
        decision(
          `return { action: "challenge", block: { parts: [{ type: "link", text: "x", url: "${url}" }] } };`,
        ),
      );
    expect((await link("https://pay.example.com/terms")).status).toBe("ok");
    expect((await link("https://evil.example.net/")).error?.issues).toEqual([
      {
        path: "result.block.parts[0].url",
        message: expect.stringMatching(/evil\.example\.net.*pay\.example\.com/),
      },
    ]);
    expect((await link("javascript:alert(1)")).status).toBe("error");
    expect((await link("https://pay.example.com@evil.example.net/")).status).toBe("error");
  });
});

describe("a text that cannot run is an outcome with a line", () => {
  test.each([
    ["a syntax error", decision("const = 1;"), "invalid_syntax", 2],
    ["eval", decision(`eval("1"); ${go}`), "security_violation", 2],
    [
      "a missing library",
      `import { x } from "shared/none";\n${decision(`log.info(String(x)); ${go}`)}`,
      "compilation",
      1,
    ],
    ["a top level that throws", `${decision(go)}throw new Error("top");\n`, "execution", 4],
  ])("%s", async (_what, source, type, line) => {
    const run = await preview(source);
    expect(run).toMatchObject({ status: "error", errorType: type });
    expect(run.error?.stack[0]?.line).toBe(line);
  });

  test("a hook that is not exported", async () => {
    const run = await preview(`export const other = 1;\n`);
    expect(run).toMatchObject({ status: "error", errorType: "not_found" });
    expect(run.diagnostics.filter((d) => d.severity === "error")).toHaveLength(1);
  });

  test("type errors do not stop a preview, and are shown with it", async () => {
    const run = await preview(decision(`const n: number = "seven"; log.info(String(n)); ${go}`));
    expect(run.status).toBe("ok");
    expect(run.diagnostics).toEqual([expect.objectContaining({ line: 2, code: "ts2322", source: "types" })]);
  });
});

describe("limits and security levels", () => {
  test("a script's own limits count, clamped to what its level allows", async () => {
    const run = await preview(decision("for (;;) {}"), null, { limits: { timeoutMs: 60 } });
    expect(run).toMatchObject({ status: "error", errorType: "timeout", limits: { timeoutMs: 60 } });
    const logs = await preview(decision(`for (let i = 0; i < 9; i++) log.info("line " + i); ${go}`), null, {
      limits: { logLines: 3 },
    });
    expect(logs.logs).toHaveLength(3);
    expect(logs.metrics.logsDropped).toBe(6);
  });

  test("asking for more than the level allows is refused with the remedy", async () => {
    const { script: made } = await lab.runner.createScript(
      { realm: "test", module: "p", name: "greedy", hook: "onExecute", language: "typescript" },
      actor,
    );
    const set = (change: Parameters<typeof lab.runner.updateSettings>[1]) =>
      lab.runner.updateSettings(made.id, change, actor);
    expect((await fault(set({ limits: { timeoutMs: 4_000 } }))).message).toMatch(
      /timeoutMs: 4000.*"production" allows \(1000\).*security level/,
    );
    expect((await fault(set({ limits: { timeoutMs: 0 } }))).message).toMatch(/^limits\.timeoutMs/);
    expect((await fault(set({ securityLevel: "root" as "safe" }))).message).toMatch(
      /safe, production, development/,
    );
    const raised = await set({ limits: { timeoutMs: 4_000 }, securityLevel: "development" });
    expect(raised).toMatchObject({ limits: { timeoutMs: 4_000 }, securityLevel: "development" });
    expect((await fault(set({ securityLevel: "safe" }))).message).toMatch(/timeoutMs/);
  });

  test("a level without a capability leaves its functions out", async () => {
    const source = decision(`if (typeof claims !== "undefined") claims.set("a", 1); flow.set("b", 2); ${go}`);
    const production = await preview(source);
    expect(production.effects.map((e) => e.name)).toEqual(["claims.set", "flow.set"]);
    const safe = await preview(source, null, { securityLevel: "safe" });
    expect(safe.effects.map((e) => e.name)).not.toContain("claims.set");
  });

  test("a version runs with the limits it was published with", async () => {
    const { scriptId } = await lab.publish(
      "p/pinned",
      decision(`for (let i = 0; i < 5; i++) log.info("x"); ${go}`),
    );
    await lab.runner.updateSettings(scriptId, { limits: { logLines: 1 } }, actor);
    const args = [sampleContext(machines.host), null];
    const run = () => lab.runner.execute({ realm: "test", module: "p", name: "pinned", args }, actor);
    expect((await run()).logs).toHaveLength(5);
    await lab.republish(scriptId);
    expect((await run()).logs).toHaveLength(1);
  });
});

describe("what is stored", () => {
  test("sensitive input is masked, also where the script repeats it; the caller gets the real thing", async () => {
    const { runner, recorder, store } = lab;
    await lab.publish(
      "p/leaky",
      decision(`log.info("code " + form?.code, form); flow.set("copy", [form?.code ?? ""]);
      if (form?.code === "boom42") throw new Error("bad " + form.code); ${go}`),
    );
    const run = (code: string) =>
      runner.execute(
        {
          realm: "test",
          module: "p",
          name: "leaky",
          args: [sampleContext(machines.host), { code, note: "plain" }],
        },
        actor,
      );
    const answer = await run("482913");
    expect(answer.effects).toEqual([{ name: "flow.set", args: ["copy", ["482913"]] }]);
    const failed = await run("boom42");
    await recorder.flush();
    for (const id of [answer.id, failed.id]) {
      const stored = (await store.executions.byId(id))!;
      expect(JSON.stringify(stored)).not.toMatch(/482913|boom42/);
      expect(stored.args[1]).toEqual({ code: "[masked]", note: "plain" });
      expect(stored.logs[0]?.message).toBe("code [masked]");
    }
    const again = await runner.replay({ executionId: answer.id }, actor);
    expect(again).toMatchObject({ masked: ["/1/code"], same: true });
  });

  test("whom a run was about is read from what is recorded: what is masked names nobody", async () => {
    const subject = ([context, form]: readonly Json[]) => {
      const { user } = context as { user: { id: string } };
      return [user.id, "", (form as { code: string }).code];
    };
    await using own = await openLab({ ...machines, host: { ...machines.host, subject } });
    await own.publish("p/about", decision(go));
    const context = sampleContext(machines.host) as { user: { id: string } };
    const args = [context as Json, { code: "482913" }];
    const { id } = await own.runner.execute({ realm: "test", module: "p", name: "about", args }, actor);
    await own.recorder.flush();
    expect((await own.store.executions.byId(id))!.subject).toEqual([context.user.id]);
  });

  test("a host that fails over whom a run was about loses neither its answer nor its record", async () => {
    const subject = ([, form]: readonly Json[]) => [(form as { name: string }).name];
    await using own = await openLab({ ...machines, host: { ...machines.host, subject } });
    await own.publish("p/about", decision(go));
    const args = [sampleContext(machines.host), null];
    const ran = await own.runner.execute({ realm: "test", module: "p", name: "about", args }, actor);
    expect(ran.status).toBe("ok");
    await own.recorder.flush();
    const stored = (await own.store.executions.byId(ran.id))!;
    expect(stored.subject).toBeUndefined();
  });

  test("seed and clock are recorded and can be given", async () => {
    const { script: made } = await lab.runner.createScript(
      {
        realm: "test",
        module: "p",
        name: "seeded",
        hook: "onExecute",
        language: "typescript",
        source: decision(`log.info(String([Math.random(), Date.now()])); ${go}`),
      },
      actor,
    );
    const args = [sampleContext(machines.host), null];
    const run = (seed?: string) =>
      lab.runner.preview({ scriptId: made.id, args, clockMs: 5, ...(seed ? { seed } : {}) }, actor);
    const [a, b, c] = [await run("s"), await run("s"), await run()];
    expect(a.logs).toEqual(b.logs);
    expect(c.logs).not.toEqual(a.logs);
    expect(a).toMatchObject({ seed: "s", clockMs: 5 });
    expect(c.seed).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a cancelled run is an outcome", async () => {
    const stop = new AbortController();
    stop.abort();
    const { scriptId } = await lab.publish("p/cancelled", decision(go));
    const args = [sampleContext(machines.host), null];
    const run = await lab.runner.preview({ scriptId, args, signal: stop.signal }, actor);
    expect(run).toMatchObject({ status: "error", errorType: "cancelled" });
  });
});

describe("the hot path", () => {
  test("reads nothing from the store once it is warm, and follows a publish at once", async () => {
    let calls = 0;
    const counting = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(object, key) {
          const value: unknown = Reflect.get(object, key);
          if (typeof value === "function")
            return (...given: unknown[]) => {
              calls += 1;
              return (value as (...g: unknown[]) => unknown).apply(object, given);
            };
          return value !== null && typeof value === "object" ? counting(value) : value;
        },
      });
    const { store, recorder, clock } = lab;
    const { sandbox, checker, workshop, host } = machines;
    const options = { sandbox, checker, workshop, recorder, hosts: [host], clock: () => clock.now };
    await using runner = await createRunner({ ...options, store: counting(store) });
    const { scriptId } = await lab.publish("p/hot", decision(go));
    const args = [sampleContext(host), null];
    const run = () => runner.execute({ realm: "test", module: "p", name: "hot", args }, actor);
    await run();
    calls = 0;
    await Promise.all(Array.from({ length: 20 }, run));
    expect(calls).toBe(0);
    // Published by another runner on the same store: seen when the trust of a second is over.
    await lab.republish(scriptId, decision(`log.info("two"); ${go}`));
    expect((await run()).version).toBe(1);
    clock.now += 1_000;
    expect((await run()).version).toBe(2);
    await runner.rollback({ scriptId, toVersion: 1, note: "back" }, actor);
    expect((await run()).version).toBe(1);
  });
});

describe("compiling", () => {
  test("one program is compiled once, also for many who ask at once", async () => {
    await lab.publish("p/shared-image", decision(`log.info("shared"); ${go}`));
    const before = lab.runner.stats().compiled;
    const args = [sampleContext(machines.host), null];
    const runs = await Promise.all(
      Array.from({ length: 10 }, () =>
        lab.runner.execute({ realm: "test", module: "p", name: "shared-image", args }, actor),
      ),
    );
    expect(new Set(runs.map((run) => run.imageHash)).size).toBe(1);
    expect(lab.runner.stats().compiled.misses).toBe(before.misses);
    const { scriptId } = await lab.publish("p/drafty", decision(go));
    const source = decision(`log.info("new text"); ${go}`);
    const misses = lab.runner.stats().compiled.misses;
    await Promise.all(Array.from({ length: 5 }, () => lab.runner.preview({ scriptId, source, args }, actor)));
    expect(lab.runner.stats().compiled.misses).toBe(misses + 1);
  });
});
