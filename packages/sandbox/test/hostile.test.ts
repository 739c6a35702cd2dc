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
  type Hostile,
  hostilePrograms,
  hostModules,
  image,
  invocation,
  isDeep,
  limits,
  modes,
  program,
  sweptEngines,
} from "./programs.ts";
import { asyncHost, waitingBindings } from "./waiting-programs.ts";

type Mode = (typeof modes)[number]["mode"];
const programs = hostilePrograms();
/**
 * Threads meet every program. A process, which has threads like these, and the caller's own thread, where nobody could end native
 * code, meet every fifth of each kind in `npm test`, and all in `npm run test:deep`.
 */
function programsFor(mode: Mode): Hostile[] {
  const fit = mode === "inline" ? programs.filter((one) => kindOf(one) !== "native") : programs;
  if (mode === "threads" || isDeep) return fit;
  return fit.filter((one) => fit.filter(isLike(one)).indexOf(one) % 5 === 0);
}
const kindOf = ({ name }: Hostile) => name.slice(0, name.indexOf("-"));
const isLike = (one: Hostile) => (other: Hostile) => kindOf(other) === kindOf(one);
const sweeps = modes.flatMap((mode) => sweptEngines.map((engine) => ({ ...mode, engine })));
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

describe.each(sweeps)("hostile programs, $mode on $engine", ({ mode, options, engine }) => {
  let sandbox: Sandbox;
  let probe: Image;

  beforeAll(async () => {
    sandbox = await createSandbox({
      engine,
      ...options,
      hostModules,
      compileTimeoutMs: 800,
      maxWaitMs: 60_000,
    });
    probe = await image(sandbox, probeCode);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it.each(programsFor(mode))("$name", async ({ name, code, expected }) => {
    // A realm each: one that has cost engines again and again is held back, whatever it sends next.
    const own = { realm: name, ...limits({ timeoutMs: timeoutFor(expected) }) };
    const compiled = await sandbox.compile(program(code), own);
    const outcome =
      compiled.status === "ok" ? await sandbox.execute(compiled.image, invocation(args(), own)) : compiled;
    expectOutcome(outcome, expected);
    await nextIsClean(sandbox, probe);
  });
});

/** Those that are about waiting, where there is a host that answers later and somebody who answers events. */
describe.each(sweeps)("hostile programs that really wait, $mode on $engine", ({ mode, options, engine }) => {
  const waiting = programsFor(mode).filter(({ name }) => name.startsWith("wait-"));
  const host: AsyncHost = { probe: asyncHost.waiting! };
  const functions = [...bindings.functions, ...waitingBindings.functions].filter(
    ({ name }, i, all) => all.findIndex((other) => other.name === name) === i,
  );
  let sandbox: Sandbox;
  let probe: Image;

  beforeAll(async () => {
    sandbox = await createSandbox({
      engine,
      ...options,
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
    // A realm each: one that has cost engines again and again is held back, whatever it sends next.
    const own = { realm: name, ...limits({ timeoutMs: timeoutFor(expected) }) };
    const compiled = await sandbox.compile(waits, own);
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
    // A process tells how it is a few times a second.
    const nothing = { active: 0, queued: 0, waiting: { count: 0, bytes: 0 } };
    await expect.poll(() => sandbox.stats(), { timeout: 10_000 }).toMatchObject(nothing);
  });

  it("are many, and each waits for something", () => {
    expect(waiting.length).toBeGreaterThanOrEqual(mode === "threads" || isDeep ? 30 : 7);
  });
});
