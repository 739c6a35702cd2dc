import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  createSandbox,
  type Image,
  type RunState,
  type Sandbox,
  SuspensionRefused,
} from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, image, invocation as plainInvocation } from "./programs.ts";
import { asyncHost, comparable, done, limits, waiting, waitingProgram } from "./waiting-programs.ts";

const invocation: typeof plainInvocation = (args, more) => plainInvocation(args, { ...limits(), ...more });

/** Everything that must survive: locals of nested calls, closures, generators, maps, randomness, the clock, effects, lines. */
const login = `
const seen = new Map();
function* counter() { let n = 0; for (;;) yield ++n; }
async function ask(question) {
  const local = { question, n: ids.next().value };
  seen.set(question, Date.now());
  log.info("asks " + question);
  probe.note(question);
  const form = await flow.challenge(local);
  return { ...form, asked: local.n };
}
const ids = counter();
export async function onExecute(context) {
  const before = Math.random();
  const user = await users.find(context.id);
  const first = await ask("name");
  const second = await ask("code");
  return { before, after: Math.random(), user: user.name, first, second, seen: [...seen], now: Date.now(), id: context.id };
}`;

describe.each(engines)("suspension on %s", (engine) => {
  let sandbox: Sandbox;
  let made: Image;
  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 1, asyncHost });
    made = await image(sandbox, waitingProgram(login));
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());
  const run = invocation([{ id: "a" }]);

  it("goes on under limits beyond what a script's settings may say", async () => {
    const own = invocation(
      [{ id: "a" }],
      limits({ timeoutMs: 20_000, operationLimit: 2 ** 50, waitMs: 1e12 }),
    );
    const first = waiting(await sandbox.start(made, own));
    const answer = { ok: true as const, value: { text: "Ada" } };
    const { clockMs } = run;
    expect(await sandbox.resume(made, first.suspension, { answer, clockMs })).toMatchObject({
      status: "waiting",
    });
  });

  it("says what is wrong with an answer", async () => {
    const { suspension } = waiting(await sandbox.start(made, run));
    const resume = (value: unknown, clockMs = run.clockMs) =>
      sandbox.resume(made, suspension, { answer: { ok: true, value: value as never }, clockMs });
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    await expect(resume(cycle)).rejects.toThrow(/answer\.value must be JSON/);
    await expect(resume(() => 1)).rejects.toThrow(/answer\.value must be JSON, got a function/);
    await expect(resume({}, Number.NaN)).rejects.toThrow(/clockMs must be the time in epoch milliseconds/);
  });

  it("goes on in another sandbox, inline or in threads, as if it had never stopped", async () => {
    const first = waiting(await sandbox.start(made, run));
    expect(first).toMatchObject({
      event: { name: "flow.challenge", args: [{ question: "name", n: 1 }] },
      logs: [{ message: "asks name" }],
      effects: [{ name: "probe.note", args: ["name"] }],
    });
    await using inline = await createSandbox({ engine, workers: 0, asyncHost: {} });
    const there = await image(inline, waitingProgram(login));
    const answer = { ok: true as const, value: { text: "Ada" } };
    const second = waiting(
      await inline.resume(there, first.suspension, { answer, clockMs: run.clockMs + 60_000 }),
    );
    expect(second.event.args).toEqual([{ question: "code", n: 2 }]);
    const clockMs = run.clockMs + 120_000;
    const outcome = done(
      await sandbox.resume(made, second.suspension, { answer: { ok: true, value: { text: "42" } }, clockMs }),
    );
    expect(outcome).toMatchObject({
      status: "ok",
      result: {
        user: "User a",
        first: { text: "Ada", asked: 1 },
        second: { text: "42", asked: 2 },
        now: clockMs,
        id: "a",
      },
      logs: [
        { seq: 0, message: "asks name" },
        { seq: 1, message: "asks code" },
      ],
      effects: [{ args: ["name"] }, { args: ["code"] }],
    });
    expect(outcome.hostAnswers).toHaveLength(3);
    const replayed = done(await sandbox.start(made, { ...run, hostAnswers: outcome.hostAnswers! }));
    expect(comparable(replayed)).toEqual(comparable(outcome));
  });

  it("survives the death of its process", async () => {
    const script = new URL("./suspension-child.mjs", import.meta.url);
    const own = waitingProgram(login.replace("await users.find(context.id)", '{ name: "User a" }'));
    const child = spawn(
      process.execPath,
      [script.pathname, JSON.stringify({ program: own, invocation: run, engine })],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    child.kill("SIGKILL");
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    const suspension = Buffer.from((JSON.parse(line) as { suspension: string }).suspension, "base64");
    const there = await image(sandbox, own);
    let state: RunState = await sandbox.resume(there, suspension, {
      answer: { ok: true, value: {} },
      clockMs: run.clockMs,
    });
    state = await sandbox.resume(there, waiting(state).suspension, {
      answer: { ok: true, value: {} },
      clockMs: run.clockMs,
    });
    const outcome = done(state);
    expect(outcome).toMatchObject({
      status: "ok",
      result: { user: "User a", first: { asked: 1 }, second: { asked: 2 } },
    });
    const { hostAnswers } = outcome;
    expect(comparable(done(await sandbox.start(there, { ...run, hostAnswers: hostAnswers! })))).toEqual(
      comparable(outcome),
    );
  });

  it("brings an event's failure to the author's await", async () => {
    const first = waiting(await sandbox.start(made, run));
    const outcome = done(
      await sandbox.resume(made, first.suspension, {
        answer: { ok: false, message: "the visitor left" },
        clockMs: 0,
      }),
    );
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "execution", message: "the visitor left" },
    });
    const frame = outcome.status === "error" && outcome.error.stack[0];
    expect(frame).toMatchObject({ file: "login/waits", line: 9, function: "ask" });
  });

  it("does as much with suspensions as without, whatever the program", async () => {
    const step: fc.Arbitrary<string> = fc.oneof(
      fc
        .integer({ min: 0, max: 60 })
        .map((n) => `for (let i = 0; i < ${n}; i++) list.push(i * ${n} + Math.random());`),
      fc.constant("list.push(JSON.stringify(await flow.challenge(list.length)));"),
      fc.constant(
        "for (const x of await Promise.all([flow.challenge('a'), flow.challenge('b'), step(list.length)])) list.push(x);",
      ),
      fc.constant("try { await flow.challenge('fails'); } catch (error) { list.push(error.message); }"),
      fc.constant("for await (const x of stream(2)) list.push(x);"),
      fc
        .string({ unit: "grapheme", maxLength: 20 })
        .map((text) => `log.info(${JSON.stringify(text)}, { n: list.length });`),
      fc.constant("probe.note(list.length); map.set(list.length, Date.now());"),
      fc.constant("list.push('x'.repeat(3000).length, new Uint8Array(20000).fill(7)[5]);"),
    );
    const code = (steps: string[]) => `
      const map = new Map();
      async function step(n) { await null; return (await flow.challenge({ n })) ?? n; }
      async function* stream(n) { for (let i = 0; i < n; i++) yield [i, await flow.challenge(i)]; }
      export async function onExecute() { const list = []; ${steps.join("\n")} return { list, map: [...map] }; }`;
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant("fails"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(value),
        async (steps, values) => {
          const there = await image(sandbox, waitingProgram(code(steps)));
          let state = await sandbox.start(there, invocation());
          for (let n = 0; state.status === "waiting"; n++) {
            const given = values.next().value as never;
            const answer =
              given === "fails" ? { ok: false as const, message: "no" } : { ok: true as const, value: given };
            state = await sandbox.resume(there, state.suspension, { answer, clockMs: 1_700_000_000_000 + n });
          }
          const { hostAnswers = [] } = state.outcome;
          const atOnce = done(await sandbox.start(there, invocation([], { hostAnswers })));
          expect(comparable(atOnce)).toEqual({
            ...comparable(state.outcome),
            ...(hostAnswers.length === 0 ? {} : { hostAnswers }),
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it("refuses what another engine or program left", async () => {
    const { suspension } = waiting(await sandbox.start(made, run));
    const other = engines.find((name) => name !== engine)!;
    await using elsewhere = await createSandbox({ engine: other, workers: 0 });
    const options = { answer: { ok: true as const, value: null }, clockMs: 0 };
    const there = await image(elsewhere, waitingProgram(login));
    await expect(elsewhere.resume(there, suspension, options)).rejects.toMatchObject({
      name: "SuspensionRefused",
      reason: "engine",
    });
    const changed = await image(sandbox, waitingProgram(`${login}\n`));
    await expect(sandbox.resume(changed, suspension, options)).rejects.toMatchObject({ reason: "image" });
  });
});

describe("the bytes of a suspension", () => {
  const key = new Uint8Array(32).fill(9);
  const options = { answer: { ok: true as const, value: null }, clockMs: 0 };
  let sandbox: Sandbox;
  let made: Image;
  let plain: Uint8Array;
  let keyed: Uint8Array;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1, asyncHost });
    made = await image(sandbox, waitingProgram(login));
    plain = waiting(await sandbox.start(made, invocation([{ id: "a" }]))).suspension;
    keyed = waiting(await sandbox.start(made, invocation([{ id: "a" }]), { key })).suspension;
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());
  const refusal = (bytes: Uint8Array, withKey?: Uint8Array) =>
    sandbox.resume(made, bytes, { ...options, ...(withKey && { key: withKey }) }).then(
      () => "resumed",
      (error: unknown) => (error instanceof SuspensionRefused ? error.reason : String(error)),
    );

  it("are refused when one of them changed or is missing", async () => {
    expect(await refusal(new Uint8Array())).toBe("truncated");
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = Uint8Array.from(plain);
        changed[at]! ^= bits;
        expect(await refusal(changed)).toMatch(/tampered|truncated|format/);
        expect(await refusal(plain.subarray(0, at))).toMatch(/tampered|truncated/);
      }),
    );
  });

  it("are bound to the key they were made under", async () => {
    expect(await refusal(keyed, key)).toBe("resumed");
    expect(await refusal(keyed)).toBe("tampered");
    expect(await refusal(plain, key)).toBe("tampered");
    expect(await refusal(keyed, new Uint8Array(32))).toBe("tampered");
    await expect(sandbox.start(made, invocation([{ id: "a" }]), { key: new Uint8Array(3) })).rejects.toThrow(
      /key must have at least 16 bytes/,
    );
  });

  it("may be resumed again with another answer: nothing is used up", async () => {
    const resume = async (value: string) =>
      waiting(await sandbox.resume(made, plain, { answer: { ok: true, value: { value } }, clockMs: 0 }));
    expect((await resume("a")).hostAnswers.at(-1)).toMatchObject({ value: { value: "a" } });
    expect((await resume("b")).hostAnswers.at(-1)).toMatchObject({ value: { value: "b" } });
  });
});
