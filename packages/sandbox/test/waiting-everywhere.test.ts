import {
  type Chunk,
  createSandbox,
  type Invocation,
  type Sandbox,
  type SandboxStats,
  SuspensionRefused,
} from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { image, invocation as plainInvocation } from "./programs.ts";
import { sharedSandboxes } from "./shared-sandboxes.ts";
import { asyncHost, comparable, done, limits, waiting, waitingProgram } from "./waiting-programs.ts";

const invocation = (args: Invocation["args"] = [], more: Partial<Invocation> = {}): Invocation =>
  plainInvocation(args, { ...limits(), ...more });

/** What has been counted since. */
function grown(sandbox: Sandbox, before: SandboxStats) {
  const now = sandbox.stats();
  const since = (field: "executions" | "successes" | "failures") => now[field] - before[field];
  return {
    executions: since("executions"),
    successes: since("successes"),
    failures: since("failures"),
  };
}

const answer = { ok: true as const, value: { text: "Ada" } };

/** What callers see must not depend on where the engines live. */
describe.each(["thread", "process"] as const)("runs that wait, isolation %s", (isolation) => {
  const shared = sharedSandboxes({ workers: 1, asyncHost });

  it("are answered by their owner, told once, counted once, and replayed", async () => {
    const sandbox = await shared({ isolation });
    const made = await image(
      sandbox,
      waitingProgram(`export async function onExecute() {
        log.info("before");
        const [a, b] = await Promise.all([users.find("a"), users.find("b")]);
        log.warn("after");
        try { await users.find("nobody"); } catch (error) { return [a.name, b.name, error.message]; }
      }`),
    );
    const ends: string[] = [];
    using _watching = sandbox.events.on("script_executed", ({ error }) => void ends.push(error ?? "ok"));
    const before = sandbox.stats();
    const seen: Chunk[] = [];
    const outcome = await sandbox.execute(made, invocation(), { onChunk: (chunk) => seen.push(chunk) });
    expect(outcome).toMatchObject({
      status: "ok",
      result: ["User a", "User b", "there is no such user"],
      hostAnswers: [{ call: 0 }, { call: 1 }, { call: 2, ok: false }],
    });
    expect(seen).toEqual([
      { type: "stdout", line: outcome.logs[0] },
      { type: "stderr", line: outcome.logs[1] },
      { type: "complete", outcome },
    ]);
    expect(ends).toEqual(["ok"]);
    expect(grown(sandbox, before)).toEqual({ executions: 1, successes: 1, failures: 0 });
    expect(sandbox.stats().active).toBe(0);
    const again = await sandbox.execute(made, invocation([], { hostAnswers: outcome.hostAnswers! }), {
      answerCall: () => Promise.reject(new Error("nobody is asked")),
    });
    expect(comparable(again)).toEqual(comparable(outcome));
  });

  it("leave their engine to others", async () => {
    const sandbox = await shared({ isolation });
    const made = await image(
      sandbox,
      waitingProgram("export async function onExecute(n) { await users.slow(1000); return n; }"),
    );
    await sandbox.execute(made, invocation([0]));
    const began = performance.now();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => sandbox.execute(made, invocation([n]))),
    );
    expect(outcomes.map((o) => o.status === "ok" && o.result)).toEqual(outcomes.map((_, n) => n));
    // One after the other they would take thirty seconds: a busy machine takes some, too.
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it("sleep under a key, and wake elsewhere with the settings they were prepared with", async () => {
    const code = `export async function onExecute(context) {
      log.info("asks");
      const form = await flow.challenge({ plan: context.realm.settings.plan });
      log.info("hears");
      return [form.text, context.realm.settings.plan];
    }`;
    const constants = [
      { argument: 0, path: ["realm", "settings"], id: "settings-1", value: { plan: "pro" } },
    ];
    const sandbox = await shared({ isolation });
    const made = await image(sandbox, waitingProgram(code));
    const key = new Uint8Array(32).fill(7);
    const seen: string[] = [];
    const onChunk = ({ type }: Chunk) => void seen.push(type);
    const before = sandbox.stats();
    const run = invocation([{ realm: {} }], { constants });
    const state = waiting(await sandbox.start(made, run, { key, onChunk }));
    expect(state.event).toEqual({ name: "flow.challenge", args: [{ plan: "pro" }] });
    expect(seen).toEqual(["stdout"]);
    expect(grown(sandbox, before)).toEqual({ executions: 1, successes: 0, failures: 0 });

    const { clockMs } = run;
    const inline = await shared({ workers: 0 });
    const there = await image(inline, waitingProgram(code));
    const woken = done(await inline.resume(there, state.suspension, { key, answer, clockMs }));
    expect(woken).toMatchObject({ status: "ok", result: ["Ada", "pro"] });
    const here = done(await sandbox.resume(made, state.suspension, { key, answer, clockMs, onChunk }));
    expect(comparable(here)).toEqual(comparable(woken));
    expect(here.logs.map(({ seq, message }) => [seq, message])).toEqual([
      [0, "asks"],
      [1, "hears"],
    ]);
    expect(seen).toEqual(["stdout", "stdout", "complete"]);
    expect(grown(sandbox, before)).toEqual({ executions: 1, successes: 1, failures: 0 });

    const refused = async (suspension: Uint8Array, made_ = made, own: Uint8Array | undefined = key) =>
      sandbox.resume(made_, suspension, { answer, clockMs, ...(own && { key: own }) }).then(
        () => null,
        (error: unknown) => (error instanceof SuspensionRefused ? error.reason : error),
      );
    const bent = Uint8Array.from(state.suspension);
    bent[bent.length - 40]! ^= 1;
    expect(await refused(bent)).toBe("tampered");
    expect(await refused(state.suspension, made, new Uint8Array(32))).toBe("tampered");
    const other = await image(sandbox, waitingProgram(`${code}\n// another program`));
    expect(await refused(state.suspension, other)).toBe("image");
  });

  it("count promise jobs and cut lines over all stretches", async () => {
    const sandbox = await shared({ isolation });
    const made = await image(
      sandbox,
      waitingProgram(`export async function onExecute() {
        for (let i = 0; i < 400; i++) await i;
        log.info("one"); log.info("two");
        await flow.challenge(1);
        for (let i = 0; i < 400; i++) await i;
        return "done";
      }`),
    );
    const { clockMs } = invocation();
    const ended = async (promiseJobs: number) => {
      const run = invocation([], limits({ promiseJobs, logLines: 1 }));
      const { suspension } = waiting(await sandbox.start(made, run));
      return done(await sandbox.resume(made, suspension, { answer, clockMs }));
    };
    expect(await ended(10_000)).toMatchObject({
      status: "ok",
      result: "done",
      metrics: { logsDropped: 1, logsCutBy: "logLines" },
    });
    expect(await ended(600)).toMatchObject({ error: { limit: { name: "promiseJobs" } } });
  });

  it("end with their caller's patience, and the host hears it", async () => {
    const sandbox = await shared({ isolation });
    const made = await image(
      sandbox,
      waitingProgram("export async function onExecute() { await users.slow(1); }"),
    );
    const controller = new AbortController();
    let heard: (() => void) | undefined;
    const told = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const outcome = await sandbox.execute(made, invocation(), {
      signal: controller.signal,
      answerCall: (_request, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => heard!());
          controller.abort();
        }),
    });
    expect(outcome).toMatchObject({ status: "error", error: { type: "cancelled" } });
    await told;
    const patient = await sandbox.execute(made, invocation([], limits({ waitMs: 100 })), {
      answerCall: () => new Promise(() => undefined),
    });
    expect(patient).toMatchObject({ error: { type: "timeout", limit: { name: "waitMs" } } });
  });

  it("are refused by name where nobody waits: batches, and execute for an event", async () => {
    const sandbox = await shared({ isolation });
    const made = await image(
      sandbox,
      waitingProgram("export async function onExecute(n) { return n ? users.find('a') : n; }"),
    );
    const outcomes = await sandbox.executeMany(made, { ...invocation(), inputs: [[0], [1], [0]] });
    expect(outcomes).toMatchObject([
      { status: "ok", result: 0 },
      { error: { type: "execution", message: expect.stringMatching(/^users\.find is answered later/) } },
      { status: "ok", result: 0 },
    ]);
    const asks = await image(
      sandbox,
      waitingProgram("export async function onExecute() { return flow.challenge(1); }"),
    );
    expect(await sandbox.execute(asks, invocation())).toMatchObject({
      error: { type: "execution", message: expect.stringMatching(/^flow\.challenge waits for an event/) },
    });
  });
});

it("a run that waits is lost with its process, and the next one finds another", async () => {
  await using sandbox = await createSandbox({
    workers: 1,
    asyncHost,
    isolation: "process",
    maxWaitMs: 60_000,
  });
  const made = await image(
    sandbox,
    waitingProgram("export async function onExecute(ms) { return users.slow(ms); }"),
  );
  const lost = await sandbox.execute(made, invocation([1]), {
    answerCall: async () => {
      process.kill(sandbox.stats().pid!, "SIGKILL");
      return 1;
    },
  });
  expect(lost).toMatchObject({ status: "error", error: { type: "engine_failure" } });
  await expect
    .poll(async () => (await sandbox.execute(made, invocation([1]))).status, { timeout: 30_000 })
    .toBe("ok");
  expect(sandbox.stats()).toMatchObject({ active: 0, waiting: { count: 0 } });
});
