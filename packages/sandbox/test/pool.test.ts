// Long: what holds of threads holds of processes: one list for both.
import { defaultLimits, type Outcome } from "@scriptyard/model";
import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import { afterEach, describe, expect, it } from "vitest";
import { hostModules, image, invocation, limits, program, run } from "./programs.ts";
import { sharedSandboxes } from "./shared-sandboxes.ts";

const native =
  "export function onExecute() { return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) }";
const spin = "export function onExecute() { for (;;) {} }";
const quick = "export function onExecute(n) { return n + 1 }";

const held = ["MessagePort", "Worker", "ProcessWrap", "PipeWrap"];
const resources = () => process.getActiveResourcesInfo().filter((name) => held.includes(name)).length;

/** The pool knows nothing of engines: one is enough here. `hostile.test.ts` ends native code on both. */
const engine = "quickjs-ng";

const results = (outcomes: Outcome[]) => outcomes.map((o) => (o.status === "ok" ? o.result : o.error.type));

describe.each(["thread", "process"] as const)("the pool, isolation %s", (isolation) => {
  let open: Sandbox[] = [];
  const start = async (options: Parameters<typeof createSandbox>[0] = {}) => {
    // Threads and processes take seconds to come up on a busy machine.
    const patience = { maxWaitMs: 60_000 };
    const sandbox = await createSandbox({
      engine,
      workers: 1,
      isolation,
      hostModules,
      ...patience,
      ...options,
    });
    open.push(sandbox);
    return sandbox;
  };
  afterEach(async () => {
    await Promise.all(open.map((sandbox) => sandbox[Symbol.asyncDispose]()));
    open = [];
  });
  /** For tests after which it is as good as new. */
  const shared = sharedSandboxes({ engine, workers: 1, isolation, hostModules, maxWaitMs: 60_000 });

  it("lets no realm wait in another's line because both load the same program", async () => {
    const sandbox = await shared();
    const done: string[] = [];
    const compile = async (name: string, code: string, realm: string) => {
      const { status } = await sandbox.compile(program(code), { realm });
      done.push(`${name} ${status}`);
    };
    const slow = (n: number) =>
      `for (let i = 0; i < 300_000; i++); export function onExecute() { return ${n} }`;
    const flood = Array.from({ length: 8 }, (_, n) => compile("slow", slow(n), "arena"));
    await Promise.all([...flood, compile("theirs", quick, "arena"), compile("acme's", quick, "acme")]);
    expect(done.indexOf("acme's ok")).toBeOneOf([0, 1, 2]);
  });

  it("ends native code that never polls, and answers others meanwhile", async () => {
    const sandbox = await start({ workers: 2 });
    const [hang, other] = [await image(sandbox, native), await image(sandbox, quick)];
    await sandbox.execute(other, invocation([1], limits({ timeoutMs: 5_000 })));
    let ended = false;
    const hanging = sandbox
      .execute(hang, invocation([], { realm: "hostile", ...limits({ timeoutMs: 300, wallMs: 60_000 }) }))
      .finally(() => {
        ended = true;
      });
    let answered = 0;
    while (!ended) {
      const outcome = await sandbox.execute(other, invocation([1], limits({ timeoutMs: 5_000 })));
      expect(outcome).toMatchObject({ status: "ok", result: 2 });
      answered++;
    }
    expect(answered).toBeGreaterThan(2);
    const outcome = await hanging;
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "timeout", limit: { name: "timeoutMs", value: 300 } },
    });
    expect(outcome.metrics.runUs).toBeGreaterThan(300_000);
    expect(sandbox.stats().workersReplaced).toBe(1);
    expect(await sandbox.execute(other, invocation([1]))).toMatchObject({ status: "ok", result: 2 });
  });

  it("gives every queued run its own log lines, however fast one follows the other", async () => {
    const sandbox = await shared();
    const logs = await image(sandbox, 'export function onExecute(n) { log.info("run", { n }); return n }');
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        sandbox.execute(logs, invocation([n], limits({ timeoutMs: 5_000 }))),
      ),
    );
    outcomes.forEach((outcome, n) => {
      expect(outcome).toMatchObject({
        status: "ok",
        result: n,
        logs: [{ seq: 0, message: "run", data: { n } }],
      });
      expect(outcome.logs).toHaveLength(1);
    });
  });

  it("keeps the lines of a run that had to be ended", async () => {
    const sandbox = await shared();
    const code = native.replace("return", 'log.info("before", { n: 1 }); return');
    const outcome = await run(sandbox, code, [], limits({ timeoutMs: 30 }));
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "timeout" },
      logs: [{ seq: 0, level: "info", message: "before", data: { n: 1 }, line: 1 }],
    });
  });

  it("answers busy when too many wait", async () => {
    const sandbox = await start({ queueLimit: 2 });
    const made = await image(sandbox, spin);
    const runs = Array.from({ length: 5 }, () =>
      sandbox.execute(made, invocation([], limits({ timeoutMs: 50 }))),
    );
    const types = (await Promise.all(runs)).map((o) => (o.status === "error" ? o.error.type : "ok"));
    expect(types).toEqual(["timeout", "timeout", "timeout", "busy", "busy"]);
    const refused = (await Promise.all(runs)).at(-1)!;
    expect(refused).toMatchObject({ error: { type: "busy", retryAfterMs: expect.any(Number) } });
    if (refused.status === "error") expect(refused.error.retryAfterMs).toBeGreaterThanOrEqual(10);
  });

  it("answers busy at once what would wait too long, and does not let wait longer what it let in", async () => {
    const sandbox = await start({ maxWaitMs: 250 });
    const made = await image(sandbox, spin);
    const order = invocation([], limits({ timeoutMs: 100 }));
    const types = (outcomes: Outcome[]) => outcomes.map((o) => (o.status === "error" ? o.error.type : "ok"));
    const flood = (count: number) => Array.from({ length: count }, () => sandbox.execute(made, order));
    // Nobody knows yet what these take: they are let in, and the last of them have waited too long.
    const unknown = types(await Promise.all(flood(12)));
    expect([unknown.at(0), unknown.at(-1)]).toEqual(["timeout", "busy"]);
    // Now it is known, so those that would wait too long are refused before anything has run.
    const ended: string[] = [];
    const known = flood(12).map(async (run, i) => {
      const outcome = await run;
      ended.push(`${i}`);
      return outcome;
    });
    const outcomes = await Promise.all(known);
    expect([types(outcomes).at(0), types(outcomes).at(-1)]).toEqual(["timeout", "busy"]);
    expect(ended.indexOf("11")).toBeLessThan(ended.indexOf("0"));
    const last = outcomes.at(-1)!;
    // What is ahead of it, a thread alone: more than it may wait, or it would not have been refused.
    expect(last.status === "error" && last.error.retryAfterMs).toBeGreaterThan(250);
  });

  it("starts threads with the work when it is told to", async () => {
    const sandbox = await start({ workers: 2, prestart: false, maxWaitMs: 60_000 });
    expect(sandbox.stats().boots).toBe(0);
    const made = await image(sandbox, quick);
    // A process tells its figures a moment later.
    await expect.poll(() => sandbox.stats().boots).toBe(1);
    const patient = invocation([1], limits({ timeoutMs: 5_000 }));
    expect(await sandbox.execute(made, patient)).toMatchObject({ status: "ok", result: 2 });
    const many = await Promise.all(Array.from({ length: 400 }, () => sandbox.execute(made, patient)));
    expect(many.every((outcome) => outcome.status === "ok")).toBe(true);
    const hang = await image(sandbox, native);
    const ended = await sandbox.execute(hang, invocation([], limits({ timeoutMs: 50 })));
    expect(ended).toMatchObject({ status: "error", error: { type: "timeout" } });
    expect(await sandbox.execute(made, patient)).toMatchObject({ status: "ok", result: 2 });
  });

  it("cancels what waits and what runs", async () => {
    const sandbox = await shared();
    const [made, other] = [await image(sandbox, spin), await image(sandbox, quick)];
    const controllers = [new AbortController(), new AbortController()];
    const long = invocation([], limits({ timeoutMs: 5_000 }));
    const runs = controllers.map(({ signal }) => sandbox.execute(made, long, { signal }));
    setTimeout(() => {
      for (const controller of controllers) controller.abort();
    }, 30);
    for (const outcome of await Promise.all(runs)) {
      expect(outcome).toMatchObject({ status: "error", error: { type: "cancelled" } });
    }
    expect(await sandbox.execute(other, invocation([1]))).toMatchObject({ status: "ok", result: 2 });
    expect(sandbox.stats()).toMatchObject({ active: 0, queued: 0 });
    const aborted = await sandbox.execute(other, invocation([1]), { signal: AbortSignal.abort() });
    expect(aborted).toMatchObject({ status: "error", error: { type: "cancelled" } });
  });

  it("ends a cancelled run even where it does not poll", async () => {
    const sandbox = await start();
    const [made, other] = [await image(sandbox, native), await image(sandbox, quick)];
    const controller = new AbortController();
    const running = sandbox.execute(made, invocation([], limits({ timeoutMs: 5_000 })), {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 30);
    expect(await running).toMatchObject({ status: "error", error: { type: "cancelled" } });
    expect(await sandbox.execute(other, invocation([1]))).toMatchObject({ status: "ok", result: 2 });
  });

  it("lets a run be that has finished when its signal aborts", async () => {
    const sandbox = await start();
    const [made, slow] = [await image(sandbox, quick), await image(sandbox, spin)];
    const controller = new AbortController();
    const { signal } = controller;
    expect(await sandbox.execute(made, invocation([1]), { signal })).toMatchObject({
      status: "ok",
      result: 2,
    });
    const next = sandbox.execute(slow, invocation([], limits({ timeoutMs: 200 })));
    controller.abort();
    expect(await next).toMatchObject({ status: "error", error: { type: "timeout" } });
    expect(sandbox.stats()).toMatchObject({ workersReplaced: 0, active: 0, queued: 0 });
  });

  it("serves realms in turn: who floods slows itself", async () => {
    const sandbox = await shared();
    const made = await image(sandbox, spin);
    const other = await image(sandbox, quick);
    const order: string[] = [];
    const flood = Array.from({ length: 6 }, () =>
      sandbox
        .execute(made, invocation([], { realm: "flood", ...limits({ timeoutMs: 30 }) }))
        .then(() => order.push("flood")),
    );
    const calm = sandbox.execute(other, invocation([1], { realm: "calm" })).then(() => order.push("calm"));
    await Promise.all([...flood, calm]);
    expect(order.indexOf("calm")).toBeLessThanOrEqual(1);
  });

  it("ends native code in the middle of a batch, and answers all other inputs", async () => {
    const sandbox = await shared();
    const code = `let n = 0; export function onExecute(kind) { n++; log.info(kind);
      if (kind === "native") Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1); return n }`;
    const made = await image(sandbox, code);
    const { args: _args, ...rest } = invocation([], limits({ timeoutMs: 150 }));
    const before = sandbox.stats().workersReplaced;
    const kinds = ["a", "b", "native", "c", "native", "native", "d", "e"];
    const outcomes = await sandbox.executeMany(made, { ...rest, inputs: kinds.map((kind) => [kind]) });
    const seen = outcomes.map((o) => (o.status === "ok" ? o.result : o.error.type));
    expect(seen).toEqual([1, 2, "timeout", 1, "timeout", "timeout", 1, 2]);
    expect(outcomes.map((o) => o.logs.map((line) => line.message))).toEqual(kinds.map((kind) => [kind]));
    expect(sandbox.stats()).toMatchObject({ workersReplaced: before + 3, active: 0, queued: 0 });
  });

  it("cancels a batch", async () => {
    const sandbox = await shared();
    const made = await image(sandbox, "export function onExecute(n) { if (n === 2) for (;;) {} return n }");
    const { args: _args, ...rest } = invocation([], limits({ timeoutMs: 5_000, operationLimit: 1e9 }));
    const controller = new AbortController();
    const running = sandbox.executeMany(made, { ...rest, inputs: [[0], [1], [2], [3]] }, controller);
    setTimeout(() => controller.abort(), 50);
    const types = (await running).map((o) => (o.status === "error" ? o.error.type : o.result));
    expect(types).toEqual(["cancelled", "cancelled", "cancelled", "cancelled"]);
    expect(results(await sandbox.executeMany(made, { ...rest, inputs: [[5]] }))).toEqual([5]);
  });

  it("ends a compile that hangs, and compiles others", async () => {
    const sandbox = await start({ compileTimeoutMs: 400 });
    const hanging = await sandbox.compile(program("[].indexOf.call({ length: 2 ** 53 - 1 }, 1);"));
    expect(hanging).toMatchObject({ status: "error", error: { type: "timeout" } });
    expect((await sandbox.compile(program(quick))).status).toBe("ok");
  });

  it("holds a top level to the script's own limits, and charges it to its realm", async () => {
    const sandbox = await shared();
    const loop = (n: number) => `let n = ${n}; for (;;) n++; export function onExecute() {}`;
    const few = { timeoutMs: 5_000, operationLimit: 20_000 };
    expect(await sandbox.compile(program(loop(0)), { realm: "loud", limits: few })).toMatchObject({
      status: "error",
      error: { type: "operation_limit", limit: { value: 20_000 } },
    });
    // Limits are no part of a program: with more of them it is tried again.
    const counted = "let n = 0; while (n < 30_000) n++; export const onExecute = () => n;";
    const more = { timeoutMs: 5_000, operationLimit: 1_000_000 };
    expect((await sandbox.compile(program(counted), { limits: few })).status).toBe("error");
    expect((await sandbox.compile(program(counted), { limits: more })).status).toBe("ok");

    const done: string[] = [];
    const brief = { timeoutMs: 50, operationLimit: Number.MAX_SAFE_INTEGER };
    const loud = Array.from({ length: 8 }, (_, n) =>
      sandbox.compile(program(loop(n + 1)), { realm: "loud", limits: brief }).then((result) => {
        // What the line is too long for is refused at once, and takes nobody's place.
        if (result.status === "error" && result.error.type === "timeout") done.push("loud");
      }),
    );
    await sandbox.compile(program(quick), { realm: "quiet", limits: brief }).then(() => done.push("quiet"));
    // One is under way and one was handed on already; in one line all eight would come first.
    expect(done.indexOf("quiet")).toBeLessThanOrEqual(2);
    await Promise.all(loud);
  });

  it("gives a compiled program again without compiling", async () => {
    const sandbox = await start();
    const [first, second] = [await image(sandbox, quick), await image(sandbox, quick)];
    expect(second).toBe(first);
    expect(first.exports).toEqual(["onExecute"]);
    expect(sandbox.stats()).toMatchObject({ compilations: 1, cache: { count: 1, hits: 1, misses: 1 } });
    const [a, b] = await Promise.all([sandbox.compile(program(spin)), sandbox.compile(program(spin))]);
    expect(a).toBe(b);
  });

  it("keeps only as many images as their bytes allow", async () => {
    const sandbox = await start({ imageCacheBytes: 1_000_000 });
    const kept = [];
    for (let i = 0; i < 12; i++) kept.push(await image(sandbox, `export const onExecute = () => ${i};`));
    expect(sandbox.stats().cache.bytes).toBeLessThanOrEqual(1_000_000);
    for (const [i, made] of kept.entries()) {
      expect(await sandbox.execute(made, invocation())).toMatchObject({ status: "ok", result: i });
    }
  });

  it("refuses limits and options that make no sense", async () => {
    const sandbox = await shared();
    const made = await image(sandbox, quick);
    const wrong = { limits: { ...defaultLimits, timeoutMs: Number.NaN } };
    await expect((async () => sandbox.execute(made, invocation([1], wrong)))()).rejects.toThrow(
      /limits\.timeoutMs/,
    );
    await expect((async () => sandbox.execute({ ...made }, invocation([1])))()).rejects.toThrow(/compile/);
    const refusal = (options: Parameters<typeof createSandbox>[0]) =>
      expect(createSandbox({ isolation, ...options })).rejects;
    await refusal({ workers: -1 }).toThrow(/workers/);
    await refusal({ engine: "v8" as never }).toThrow(/engine must be/);
    await refusal({ recycleAfterRuns: 0 }).toThrow(/recycleAfterRuns/);
    await refusal({ hostModules: { x: "file:///nowhere.mjs" } }).toThrow(/hostModules\.x/);
  });

  it("leaves no thread behind", async () => {
    const before = resources();
    {
      await using sandbox = await createSandbox({ engine, isolation, workers: 2 });
      void sandbox.execute(await image(sandbox, native), invocation([], limits({ timeoutMs: 5_000 })));
      await run(sandbox, quick, [1]);
    }
    // The process has ended and been told of; its handle is closed a few turns of the event loop later.
    await expect.poll(resources).toBeLessThanOrEqual(before);
  });

  it("answers what waits when it is disposed", async () => {
    const sandbox = await start();
    const made = await image(sandbox, spin);
    const runs = [1, 2].map(() => sandbox.execute(made, invocation([], limits({ timeoutMs: 5_000 }))));
    await sandbox[Symbol.asyncDispose]();
    for (const outcome of await Promise.all(runs)) expect(outcome.status).toBe("error");
    expect(await sandbox.execute(made, invocation())).toMatchObject({ error: { type: "cancelled" } });
  });
});
