import { type Limits, limitRanges } from "@scriptyard/model";
import { createSandbox, type Image, outcomeHash, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits, program, run } from "./programs.ts";
import { asyncHost, waitingProgram } from "./waiting-programs.ts";

type Case = { limit: keyof Limits | "stackBytes" | "resultDepth"; value: number; type: string; code: string };

/** One program for each limit that ends a run; what it needs besides is plenty. */
const ending: Case[] = [
  { limit: "timeoutMs", value: 40, type: "timeout", code: "for (;;) {}" },
  { limit: "timeoutMs", value: 41, type: "timeout", code: "[].indexOf.call({ length: 2 ** 53 - 1 }, 1)" },
  { limit: "wallMs", value: 40, type: "timeout", code: "for (;;) {}" },
  { limit: "wallMs", value: 41, type: "timeout", code: "[].indexOf.call({ length: 2 ** 53 - 1 }, 1)" },
  { limit: "operationLimit", value: 20_000, type: "operation_limit", code: "for (;;) {}" },
  {
    limit: "memoryLimitBytes",
    value: 1_000_000,
    type: "memory_limit",
    code: "const all = []; for (;;) all.push({ n: all.length })",
  },
  { limit: "stackBytes", value: 256 << 10, type: "stack_overflow", code: "const f = () => 1 + f(); f()" },
  { limit: "resultBytes", value: 100, type: "operation_limit", code: "return 'x'.repeat(200)" },
  { limit: "resultBytes", value: 101, type: "operation_limit", code: "for (;;) probe.note('x'.repeat(20))" },
  {
    limit: "resultDepth",
    value: 100,
    type: "operation_limit",
    code: "let a = 1; for (let i = 0; i < 150; i++) a = [a]; return a",
  },
  { limit: "inputBytes", value: 70, type: "operation_limit", code: "return 1" },
  { limit: "hostCalls", value: 3, type: "operation_limit", code: "for (;;) probe.add(1, 2)" },
  {
    limit: "promiseJobs",
    value: 50,
    type: "operation_limit",
    code: "return (async () => { for (;;) await 1 })()",
  },
  {
    limit: "promiseJobs",
    value: 51,
    type: "operation_limit",
    code: "const all = []; for (let i = 0; i < 1000; i++) all.push(Promise.resolve(i).then((n) => n)); return Promise.all(all)",
  },
];

describe.each(engines)("limits on %s", (engine) => {
  let sandbox: Sandbox;
  let probe: Image;
  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 1, hostModules });
    probe = await image(sandbox, "let n = 0; export const onExecute = async (add) => (await ++n) + add");
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const nextIsRight = async () => {
    const next = await sandbox.execute(
      probe,
      invocation([41], { realm: "other", ...limits({ timeoutMs: 5_000 }) }),
    );
    expect(next).toMatchObject({ status: "ok", result: 42 });
  };

  it.each(ending)("$limit of $value ends the run and says so", async ({ limit, value, type, code }) => {
    const own = limit in limitRanges ? { [limit]: value } : {};
    const text = `export function onExecute() { ${code} }`;
    const more = { realm: "hostile", ...limits({ timeoutMs: 5_000, ...own }) };
    const outcome = await run(sandbox, text, ["x".repeat(80)], more);
    expect(outcome).toMatchObject({ status: "error", error: { type, limit: { name: limit, value } } });
    const found = outcome.status === "error" ? outcome.error.limit : undefined;
    if (found?.reached !== undefined) expect(found.reached).toBeGreaterThanOrEqual(value);
    await nextIsRight();
  });

  it.each([
    ["logLines", { logLines: 3 }, 3, 7],
    ["logBytes", { logBytes: 64 }, 6, 4],
  ] as const)(
    "%s cuts lines away, counts them and says what cut them",
    async (logsCutBy, change, kept, logsDropped) => {
      const code =
        "export function onExecute() { for (let i = 0; i < 10; i++) log.info('0123456789'); return 1 }";
      const outcome = await run(sandbox, code, [], limits(change));
      expect(outcome).toMatchObject({ status: "ok", result: 1, metrics: { logsDropped, logsCutBy } });
      expect(outcome.logs).toHaveLength(kept);
      await nextIsRight();
    },
  );

  it("says nothing about lines when all were kept", async () => {
    const outcome = await run(sandbox, "export function onExecute() { log.info('a') }");
    expect(outcome.metrics).not.toHaveProperty("logsCutBy");
  });

  it("lets exactly as many promise jobs run as it says, wherever it runs", async () => {
    // `await` of a plain value is one job, the settled hook one more.
    const code = "export async function onExecute(n) { for (let i = 0; i < n; i++) await i; return n }";
    const made = await image(sandbox, code);
    await using inline = await createSandbox({ engine, workers: 0, hostModules });
    const near = await image(inline, code);
    for (const promiseJobs of [1, 31, 32, 33, 64, 200]) {
      for (const [jobs, kind] of [
        [promiseJobs - 1, "ok"],
        [promiseJobs, "error"],
      ] as const) {
        const order = invocation([jobs], limits({ promiseJobs, timeoutMs: 5_000 }));
        const [a, b] = [await sandbox.execute(made, order), await inline.execute(near, order)];
        expect([promiseJobs, jobs, a.status]).toEqual([promiseJobs, jobs, kind]);
        expect(b.status).toBe(kind);
        expect(a.metrics.operations).toBe(b.metrics.operations);
      }
    }
  });

  it("lets every input of a batch have as many promise jobs as a single run", async () => {
    const code = "export async function onExecute(n) { for (let i = 0; i < n; i++) await i; return n }";
    const made = await image(sandbox, code);
    for (const promiseJobs of [1, 31, 32, 33, 100]) {
      const inputs = [promiseJobs - 1, promiseJobs, 0, 10 * promiseJobs, promiseJobs - 1].map((n) => [n]);
      const { args: _args, ...order } = invocation([], limits({ promiseJobs, timeoutMs: 5_000 }));
      const outcomes = await sandbox.executeMany(made, { ...order, inputs });
      for (const [i, args] of inputs.entries()) {
        const alone = await sandbox.execute(made, { ...order, args });
        expect(outcomeHash({ ...outcomes[i]!, metrics: alone.metrics })).toBe(outcomeHash(alone));
        expect(outcomes[i]).toMatchObject(
          args[0]! < promiseJobs
            ? { status: "ok", result: args[0] }
            : { error: { type: "operation_limit", limit: { name: "promiseJobs", value: promiseJobs } } },
        );
      }
    }
    await nextIsRight();
  });

  it("counts the promise jobs of all stretches of a run that waits, exactly", async () => {
    // Three jobs a turn, one for each `await`, and one that settles the hook.
    const code = `export async function onExecute(n) {
      for (let i = 0; i < n; i++) { await users.find("a"); await i; await i; }
      return n
    }`;
    await using waits = await createSandbox({ engine, workers: 1, asyncHost });
    const made = await image(waits, waitingProgram(code));
    const ended = async (n: number, promiseJobs: number) =>
      (await waits.execute(made, invocation([n], limits({ promiseJobs, timeoutMs: 5_000 })))).status;
    expect([await ended(5, 16), await ended(5, 15)]).toEqual(["ok", "error"]);
    expect([await ended(20, 61), await ended(20, 60)]).toEqual(["ok", "error"]);
  });

  it("refuses too many modules and too much text before an engine sees them", async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`m/${i}`, "export {}"]));
    const code = "export function onExecute() {}";
    expect(await sandbox.compile(program(code, many))).toMatchObject({
      status: "error",
      error: { type: "compilation", limit: { name: "modules", value: 200, reached: 201 } },
    });
    expect(await sandbox.compile(program(`${code}//${"x".repeat(1_000_000)}`))).toMatchObject({
      status: "error",
      error: { type: "compilation", limit: { name: "sourceBytes", value: 1_000_000, reached: 1_000_032 } },
    });
    await nextIsRight();
  });
});
