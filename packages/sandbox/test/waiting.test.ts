// Long: one set of sandboxes for all of it; starting more costs more than reading on.
import type { Outcome } from "@scriptyard/model";
import { createSandbox, type Invocation, type RunState, type Sandbox } from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { engines, image, invocation as plainInvocation } from "./programs.ts";
import { sharedSandboxes } from "./shared-sandboxes.ts";
import { asyncHost, comparable, limits, waiting, waitingProgram } from "./waiting-programs.ts";

const invocation: typeof plainInvocation = (args, more) => plainInvocation(args, { ...limits(), ...more });

const start = sharedSandboxes({ workers: 1, asyncHost });

const run = async (
  sandbox: Sandbox,
  body: string,
  args: Invocation["args"] = [],
  more: Partial<Invocation> = {},
) =>
  sandbox.execute(
    await image(sandbox, waitingProgram(`export async function onExecute(input) {\n${body}\n}`)),
    invocation(args, more),
  );
const failure = (outcome: Outcome) => (outcome.status === "error" ? outcome.error : null);

describe.each(engines)("async host functions on %s", (engine) => {
  it.each([0, 1])("answer promises, alone and together, with %d workers", async (workers) => {
    const sandbox = await start({ engine, workers });
    const body = `
      log.info("before");
      const [a, b] = await Promise.all([users.find("a"), users.find("b")]);
      const c = await users.find("c");
      log.info("after");
      probe.note(c.name);
      return { names: [a.name, b.name, c.name], later: Date.now() > ${1_700_000_000_000} };`;
    const outcome = await run(sandbox, body);
    expect(outcome).toMatchObject({
      status: "ok",
      result: { names: ["User a", "User b", "User c"], later: true },
      effects: [{ name: "probe.note", args: ["User c"] }],
      logs: [
        { seq: 0, message: "before" },
        { seq: 1, message: "after" },
      ],
      hostAnswers: [
        { call: 0, name: "users.find", args: ["a"], ok: true, value: { id: "a", name: "User a" } },
        { call: 1, args: ["b"] },
        { call: 2, args: ["c"] },
      ],
    });
    // The recording does all of it again, and asks nobody.
    const replayer = await start({ engine, workers, asyncHost: {} });
    const replayed = await run(replayer, body, [], { hostAnswers: outcome.hostAnswers! });
    expect(comparable(replayed)).toEqual(comparable(outcome));
  });

  it("throws what failed at the author's line", async () => {
    const sandbox = await start({ engine });
    const found = async (body: string) => failure(await run(sandbox, body));
    expect(
      await found('const id = "nobody";\nconst user = await users.find(id);\nreturn user;'),
    ).toMatchObject({
      type: "execution",
      name: "Error",
      message: "there is no such user",
      stack: [{ file: "login/waits", line: 3 }],
    });
    expect(await found("return 1 +\nawait users.find(5);")).toMatchObject({
      type: "execution",
      name: "TypeError",
      message: 'users.find: argument "id" must be a string, got 5.',
      stack: [{ line: 3 }],
    });
    expect(await found('await users.find("cycle");')).toMatchObject({
      message: "users.find: the host's answer is not JSON.",
    });
    expect(await found('await users.find("huge");')).toMatchObject({
      message: expect.stringMatching(/at most 65536/),
    });
    expect(await found("await users.gone();")).toMatchObject({
      message: expect.stringMatching(/no implementation/),
    });
    expect(
      await found("try { await users.find('nobody') } catch (error) { return error.message }"),
    ).toBeNull();
    expect(await found("await new Promise(() => undefined);")).toMatchObject({
      message: expect.stringMatching(/never settle/),
    });
  });

  it("cannot be called without the capability, nor answered by the script", async () => {
    const sandbox = await start({ engine });
    const kept = waitingProgram(
      "const kept = users.secret; export async function onExecute() { try { kept() } catch {} await users.find('a'); }",
    );
    const refused = await sandbox.execute(await image(sandbox, kept), invocation());
    expect(failure(refused)).toMatchObject({ type: "security_violation" });
    expect(await run(sandbox, "return typeof users.secret;")).toMatchObject({ result: "undefined" });
    const poison = `
      Promise.prototype.then = () => { throw new Error("poisoned") };
      Array.prototype.push = () => { throw new Error("poisoned") };
      Object.defineProperty(Object.prototype, "resolve", { set() { throw new Error("poisoned") } });
      return (await users.find("a")).name;`;
    expect(await run(sandbox, poison)).toMatchObject({ status: "ok", result: "User a" });
    expect(await run(sandbox, "return Promise.resolve(1).then(String);")).toMatchObject({ result: "1" });
  });
});

describe("while a guest waits", () => {
  it("its engine serves others: a hundred waits of 200 ms on one worker, and a busy run beside them", async () => {
    const sandbox = await start();
    const waits = await image(
      sandbox,
      waitingProgram(
        "export async function onExecute(n) { const local = [n, n + 1]; await users.slow(200); return local[0] + local[1]; }",
      ),
    );
    const busy = await image(
      sandbox,
      waitingProgram(
        "export function onExecute() { let n = 0; for (let i = 0; i < 500000; i++) n += i; return n; }",
      ),
    );
    const together = async () => {
      const order: string[] = [];
      const started = performance.now();
      const all = Array.from({ length: 100 }, async (_, n) => {
        const outcome = await sandbox.execute(waits, invocation([n]));
        order.push("waited");
        return outcome;
      });
      const beside = await sandbox.execute(busy, invocation([], { realm: "other" }));
      order.push("busy");
      const outcomes = await Promise.all(all);
      return { outcomes, beside, order, ms: performance.now() - started };
    };
    // One after the other they would take 20 s; a busy machine takes some, too, and may let a wait end first.
    let best = await together();
    for (let tries = 0; tries < 8 && best.order[0] !== "busy"; tries++) best = await together();
    const { outcomes, beside } = best;
    expect(best.ms).toBeLessThan(15_000);
    expect(best.order[0]).toBe("busy");
    expect(beside).toMatchObject({ status: "ok", result: 124_999_750_000 });
    expect(outcomes.map((outcome) => outcome.status === "ok" && outcome.result)).toEqual(
      outcomes.map((_, n) => 2 * n + 1),
    );
    expect(sandbox.stats().waiting).toEqual({ count: 0, bytes: 0 });
    // The same run with its answer at hand does exactly as much.
    for (const n of [0, 50, 99]) {
      const { hostAnswers } = outcomes[n]!;
      const atOnce = await sandbox.execute(waits, invocation([n], { hostAnswers: hostAnswers! }));
      expect(comparable(atOnce)).toEqual(comparable(outcomes[n]!));
    }
  });

  it("waiting is limited by waitMs, guest time by timeoutMs", async () => {
    const sandbox = await start();
    const signals: AbortSignal[] = [];
    const made = await image(
      sandbox,
      waitingProgram("export async function onExecute() { log.info('asks'); await users.slow(1); }"),
    );
    const outcome = await sandbox.execute(made, invocation([], limits({ waitMs: 50 })), {
      answerCall: (_request, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "timeout", limit: { name: "waitMs", value: 50 } },
      logs: [{ message: "asks" }],
    });
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
    const patient = await run(
      sandbox,
      "await users.slow(900); await users.slow(300); return 1;",
      [],
      limits({ timeoutMs: 1_000 }),
    );
    expect(patient).toMatchObject({ status: "ok", result: 1 });
    const spun = await run(sandbox, "await users.slow(1); for (;;);", [], limits({ timeoutMs: 60 }));
    expect(failure(spun)).toMatchObject({ type: "timeout", limit: { name: "timeoutMs" } });
    expect(spun.hostAnswers).toHaveLength(1);
  });

  it("counts operations, effects, calls and lines over all waits", async () => {
    const sandbox = await start();
    const loop = "for (let i = 0; i < 4; i++) { await users.slow(0); for (let n = 0; n < 5000; n++); }";
    expect(failure(await run(sandbox, loop, [], limits({ operationLimit: 30_000 })))).toMatchObject({
      type: "operation_limit",
      limit: { name: "operationLimit" },
    });
    expect(failure(await run(sandbox, loop, [], limits({ hostCalls: 3 })))).toMatchObject({
      limit: { name: "hostCalls" },
    });
    const logged = await run(
      sandbox,
      "for (let i = 0; i < 4; i++) { await users.slow(0); log.info('line ' + i); }",
      [],
      limits({ logLines: 3 }),
    );
    expect(logged.logs.map(({ seq, message }) => `${seq} ${message}`)).toEqual([
      "0 line 0",
      "1 line 1",
      "2 line 2",
    ]);
    expect(logged.metrics.logsDropped).toBe(1);
  });

  it("it can be cancelled, and hears of it", async () => {
    const sandbox = await start();
    const made = await image(
      sandbox,
      waitingProgram("export async function onExecute() { await users.slow(1); }"),
    );
    const controller = new AbortController();
    let heard = false;
    const running = sandbox.execute(made, invocation(), {
      signal: controller.signal,
      answerCall: (_request, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            heard = true;
          });
          controller.abort();
        }),
    });
    expect(failure(await running)).toMatchObject({ type: "cancelled" });
    expect(heard).toBe(true);
  });

  it("is told when the sandbox closes", async () => {
    for (const workers of [0, 1]) {
      const sandbox = await createSandbox({ workers, asyncHost });
      const running = run(sandbox, "await users.slow(60_000);");
      while (sandbox.stats().waiting.count === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      await sandbox[Symbol.asyncDispose]();
      expect(failure(await running)).toMatchObject({ type: "cancelled" });
    }
  });

  it("hostile programs end as they would without waiting", async () => {
    const sandbox = await start();
    const found = async (body: string, change: Parameters<typeof limits>[0] = {}) =>
      failure(await run(sandbox, body, [], limits(change)))?.limit?.name;
    expect(await found("for (;;) users.slow(0);")).toBe("hostCalls");
    expect(await found("for (;;) await users.slow(0);", { hostCalls: 50 })).toBe("hostCalls");
    expect(await found("for (;;) await users.slow(20);", { waitMs: 100 })).toBe("waitMs");
    expect(await found("for (;;) users.find('x'.repeat(1e5)).catch(() => 0);")).toBe("resultBytes");
    expect(
      await found("await users.slow(1); const all = []; for (;;) all.push('x'.repeat(1e6) + all.length);"),
    ).toBe("memoryLimitBytes");
    expect(
      await found(
        "Object.defineProperty(Object.prototype, 'then', { get() { for (;;); } }); await users.find('a');",
        { timeoutMs: 80 },
      ),
    ).toBe("timeoutMs");
    const probe = await run(
      sandbox,
      "return (await users.find('a')).then === undefined && Object.keys(Object.prototype).length;",
    );
    expect(probe).toMatchObject({ status: "ok", result: 0 });
  });

  it("what is set aside is bounded", async () => {
    const sandbox = await start({ waitingBytes: 300_000 });
    const made = await image(
      sandbox,
      waitingProgram("export async function onExecute() { return users.slow(100); }"),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => sandbox.execute(made, invocation([], limits()))),
    );
    const types = new Set(outcomes.map((outcome) => failure(outcome)?.limit?.name ?? outcome.status));
    expect(types).toEqual(new Set(["ok", "waitingBytes"]));
    expect(sandbox.stats().waiting).toEqual({ count: 0, bytes: 0 });
  });

  it("what nobody awaits ends with the run", async () => {
    const sandbox = await start();
    const outcome = await run(
      sandbox,
      'const first = await Promise.race([users.slow(1), users.slow(5000)]);\nvoid users.find("nobody");\nreturn first;',
    );
    expect(outcome).toMatchObject({ status: "ok", result: 1 });
  });

  it("a recording that does not fit says so", async () => {
    const sandbox = await start();
    const outcome = await run(sandbox, 'return (await users.find("a")).name;');
    const other = await run(sandbox, 'return (await users.find("b")).name;', [], {
      hostAnswers: outcome.hostAnswers!,
    });
    expect(failure(other)).toMatchObject({ type: "execution", name: "ReplayMismatch" });
    const short = await run(sandbox, 'await users.find("a"); await users.find("b");', [], {
      hostAnswers: outcome.hostAnswers!,
    });
    expect(failure(short)).toMatchObject({ type: "timeout", limit: { name: "waitMs" } });
  });

  // What the text says is no sign: the second one waits without a word about promises.
  it.each([
    "export async function onExecute() { return flow.challenge(1); }",
    "export function onExecute() { return flow.challenge(1); }",
    'export function onExecute() { return globalThis["fl" + "ow"]["chal" + "lenge"](1); }',
  ])("nothing of earlier runs goes with it: %s", async (code) => {
    const sandbox = await start({ workers: 1 });
    const noise = await image(
      sandbox,
      waitingProgram(
        "export function onExecute(text) { return Array.from({ length: 200 }, (_, i) => text + i).join().length }",
      ),
    );
    const made = await image(sandbox, waitingProgram(code));
    const before = await sandbox.start(made, invocation());
    for (let i = 0; i < 5; i++) await sandbox.execute(noise, invocation([`secret-${i}-`.repeat(100)]));
    const after = await sandbox.start(made, invocation());
    // Equal but for the times in the header.
    const size = (state: RunState) => waiting(state).suspension.length;
    expect(Math.abs(size(after) - size(before))).toBeLessThan(40);
  });
});
