import {
  type AsyncHost,
  createSandbox,
  type Image,
  type Program,
  type RunState,
  type Sandbox,
} from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  bindings,
  expectOutcome,
  hostilePrograms,
  hostModules,
  image,
  invocation,
  limits,
  program,
  sweptEngines,
} from "./programs.ts";
import { asyncHost, waitingBindings } from "./waiting-programs.ts";

const programs = hostilePrograms();
/** For programs that are expected to use it up; the others must not fail because the machine is busy. */
const SHORT_MS = 40;
const LONG_MS = 2_000;
const timeoutFor = (expected: { kind: string }[]) =>
  expected.some(({ kind }) => kind === "timeout") ? SHORT_MS : LONG_MS;
const args = () => [JSON.parse('{"kept":1,"__proto__":{"polluted":true}}'), null];

/** Counts what an earlier run could have left. */
const probeCode = `let runs = 0;
  export function onExecute(context) {
    runs++;
    const clean = Object.keys(globalThis).every((key) => ["console", "log", "probe", "random"].includes(key));
    return { runs, clean, sum: probe.add(context.n, 1), text: JSON.stringify({ a: [1, "é"] }) };
  }`;
/** The next execution, in that thread or its replacement, is clean. */
async function nextIsClean(sandbox: Sandbox, probe: Image) {
  const next = await sandbox.execute(probe, invocation([{ n: 41 }], limits({ timeoutMs: 1_000 })));
  expect(next).toMatchObject({
    status: "ok",
    result: { runs: 1, clean: true, sum: 42, text: '{"a":[1,"é"]}' },
  });
}

describe.each(sweptEngines)("hostile programs on %s", (engine) => {
  let sandbox: Sandbox;
  let probe: Image;

  beforeAll(async () => {
    sandbox = await createSandbox({
      engine,
      workers: 1,
      hostModules,
      compileTimeoutMs: 800,
      maxWaitMs: 60_000,
    });
    probe = await image(sandbox, probeCode);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it.each(programs)("$name", async ({ name, code, expected }) => {
    const compiled = await sandbox.compile(program(code));
    // A realm each: one that has cost engines again and again is held back, whatever it sends next.
    const own = { realm: name, ...limits({ timeoutMs: timeoutFor(expected) }) };
    const outcome =
      compiled.status === "ok" ? await sandbox.execute(compiled.image, invocation(args(), own)) : compiled;
    expectOutcome(outcome, expected);
    await nextIsClean(sandbox, probe);
  });
});

/** Those that are about waiting, where there is a host that answers later and somebody who answers events. */
describe.each(sweptEngines)("hostile programs that really wait, on %s", (engine) => {
  const waiting = programs.filter(({ name }) => name.startsWith("wait-"));
  const host: AsyncHost = { probe: asyncHost.waiting! };
  const functions = [...bindings.functions, ...waitingBindings.functions].filter(
    ({ name }, i, all) => all.findIndex((other) => other.name === name) === i,
  );
  let sandbox: Sandbox;
  let probe: Image;

  beforeAll(async () => {
    sandbox = await createSandbox({
      engine,
      workers: 1,
      hostModules,
      asyncHost: host,
      compileTimeoutMs: 800,
      maxWaitMs: 60_000,
    });
    probe = await image(sandbox, probeCode);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it.each(waiting)("$name", async ({ name, code, waiting: expected }) => {
    const waits: Program = { ...program(code), bindings: { ...bindings, hash: "waits", functions } };
    const compiled = await sandbox.compile(waits);
    // A realm each: one that has cost engines again and again is held back, whatever it sends next.
    const own = { realm: name, ...limits({ timeoutMs: timeoutFor(expected) }) };
    if (compiled.status === "error") expectOutcome(compiled, expected);
    else {
      const order = invocation(args(), own);
      let state: RunState = await sandbox.start(compiled.image, order);
      for (let events = 0; state.status === "waiting"; events++) {
        expect(events).toBeLessThan(10);
        const answer = { ok: true as const, value: { text: `answer ${events}` } };
        state = await sandbox.resume(compiled.image, state.suspension, { answer, clockMs: order.clockMs });
      }
      expectOutcome(state.outcome, expected);
      // What was recorded leads there again, and nobody is asked.
      const { hostAnswers = [] } = state.outcome;
      const again = await sandbox.execute(
        compiled.image,
        { ...order, hostAnswers },
        { answerCall: () => Promise.reject(new Error("nobody is asked")) },
      );
      expectOutcome(again, expected);
    }
    await nextIsClean(sandbox, probe);
    expect(sandbox.stats()).toMatchObject({ active: 0, queued: 0, waiting: { count: 0, bytes: 0 } });
  });

  it("are many, and each waits for something", () => {
    expect(waiting.length).toBeGreaterThanOrEqual(30);
  });
});
