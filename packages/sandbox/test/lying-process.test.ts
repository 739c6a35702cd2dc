import {
  emptyMetrics,
  type GuestBindings,
  type HostAnswer,
  type Json,
  type Outcome,
} from "@scriptyard/model";
import {
  createSandbox,
  type ExecuteOptions,
  type Image,
  type Invocation,
  type Sandbox,
} from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { image, invocation as plainInvocation } from "./programs.ts";
import { asyncHost, limits, waiting, waitingBindings } from "./waiting-programs.ts";

const hostModules = { waiting: new URL("./lying-host.mjs", import.meta.url).href };
const anything = { name: "value", schema: {}, optional: true };
const bindings: GuestBindings = {
  ...waitingBindings,
  hash: "lying",
  functions: [
    ...waitingBindings.functions,
    { name: "probe.say", kind: "host", capability: "probe", params: [anything] },
  ],
};
const code = `export async function onExecute(texts, asks) {
  for (const id of asks) await users.find(id).catch(() => 0);
  for (const text of texts) probe.say(text);
  return "the truth";
}
export function quick(n) { return n + 1 }
export async function event(texts) { for (const text of texts) probe.say(text); await flow.challenge(1); return 1 }`;
const program = { entry: "a", modules: [{ specifier: "a", code }], bindings, host: "waiting" };

const invocation = (args: Json[], more: Partial<Invocation> = {}) =>
  plainInvocation(args, { ...limits(), ...more });

let sandbox: Sandbox;
let made: Image;
/** What the process was asked for so far: it knows its tasks by number. */
let asked = 0;
beforeAll(async () => {
  sandbox = await createSandbox({ workers: 1, isolation: "process", hostModules, asyncHost });
  made = await image(sandbox, program);
  asked = 1;
});
afterAll(() => sandbox[Symbol.asyncDispose]());

function run(args: Json[], more: Partial<Invocation> = {}, options: ExecuteOptions = {}): Promise<Outcome> {
  asked++;
  return sandbox.execute(made, invocation(args, more), options);
}
/** The number that the next run will have. */
const nextId = () => asked + 1;

/** There is a process again, and what it says is right. */
const truth = () =>
  expect
    .poll(() => run([41], { hook: "quick" }), { timeout: 40_000 })
    .toMatchObject({ status: "ok", result: 42 });
const START_MS = plainInvocation().clockMs;
const line = (message: object) => `${JSON.stringify(message)}\n`;
const ok = (hostAnswers?: HostAnswer[]) => ({
  status: "ok",
  result: "a lie",
  effects: [],
  logs: [],
  metrics: emptyMetrics,
  ...(hostAnswers && { hostAnswers }),
});
const lost = { status: "error", error: { type: "engine_failure", message: expect.any(String), stack: [] } };

describe("a process that sends what is no message is ended, and its owner lives", () => {
  it.each([
    ["no JSON", "garbage\n"],
    ["an order to Node's own channel", line({ cmd: "NODE_HANDLE", type: "net.Socket" })],
    ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}\n`],
  ])("%s", async (_name, text) => {
    const own = limits({ timeoutMs: 5_000, inputBytes: 1_000_000 });
    const before = sandbox.stats().workersReplaced;
    expect(await run([[text], []], own)).toMatchObject(lost);
    await truth();
    expect(sandbox.stats().workersReplaced).toBe(before + 1);
  });

  it.each([
    {
      type: "compiled",
      result: { status: "error", error: { type: "execution", message: "", stack: [] }, compileUs: 1 },
    },
    { type: "unknown" },
  ])("an answer to something else: $type", async (message) => {
    const text = line({ ...message, id: nextId() });
    expect(await run([[text, text], []])).toMatchObject(lost);
    await truth();
  });
});

describe("a record of one run that is none of ours", () => {
  it.each([
    [
      "a line with a forged level",
      { type: "chunk", chunk: { type: "stdout", line: { seq: 0, level: "x", message: "" } } },
    ],
    [
      "an outcome without its metrics",
      { type: "ran", outcome: { status: "ok", result: 1, effects: [], logs: [] } },
    ],
    ["a suspension without a name", { type: "waits", event: {} }],
  ])("ends that run, and nobody else's: %s", async (_name, message) => {
    const before = sandbox.stats().workersReplaced;
    const text = line({ ...message, id: nextId() });
    const lying = run([[text], []], { realm: "arena" });
    const honest = run([41], { hook: "quick", realm: "acme" });
    expect(await lying).toMatchObject({ status: "error", error: { type: "execution" } });
    expect(await honest).toMatchObject({ status: "ok", result: 42 });
    expect(sandbox.stats().workersReplaced).toBe(before);
  });
});

describe("a process that lies about the host's answers", () => {
  const asks = ["a", "nobody", "b"];
  const told = async (change: (list: HostAnswer[]) => HostAnswer[]): Promise<[HostAnswer[], Outcome]> => {
    const first = await run([[], asks]);
    expect(first).toMatchObject({
      status: "ok",
      result: "the truth",
      hostAnswers: [{ call: 0, ok: true }, { call: 1, ok: false }, { ok: true }],
    });
    const honest = first.hostAnswers!;
    const list = change(structuredClone(honest).map((answer) => ({ ...answer, atMs: START_MS })));
    const text = line({ type: "ran", id: nextId(), outcome: ok(list) });
    return [honest, await run([[text], asks])];
  };

  it.each<[string, (list: HostAnswer[]) => HostAnswer[]]>([
    ["another value", ([first, ...rest]) => [{ ...first!, value: { id: "a", name: "Mallory" } }, ...rest]],
    ["another order", (list) => list.reverse()],
    ["a time to come", (list) => list.map((answer) => ({ ...answer, atMs: START_MS + 3_600_000 }))],
  ])("is ended: %s", async (_name, change) => {
    const [, outcome] = await told(change);
    expect(outcome).toMatchObject(lost);
    await truth();
  });

  it("has its owner's own answers recorded, as many as it says it used", async () => {
    const [honest, outcome] = await told((list) => list.slice(0, 2));
    expect(outcome).toMatchObject({ status: "ok", result: "a lie" });
    const timeless = (list: HostAnswer[]) => list.map(({ atMs: _at, ...answer }) => answer);
    expect(timeless(outcome.hostAnswers!)).toEqual(timeless(honest.slice(0, 2)));
  });

  it("makes no calls while a recording is fed again, and cannot change the recording", async () => {
    const hostAnswers = (await run([[], asks])).hostAnswers!;
    let calls = 0;
    const options = { answerCall: async () => ++calls };
    const ask = line({ type: "ask", id: nextId(), ask: 0, name: "users.find", args: ["a"] });
    const again = await run([[ask], asks], { hostAnswers }, options);
    expect(again).toMatchObject({ status: "ok", result: "the truth", hostAnswers });
    expect(calls).toBe(0);
    const other = hostAnswers.map((answer) => ({ ...answer, value: "other" }));
    const lie = line({ type: "ran", id: nextId(), outcome: ok(other) });
    expect(await run([[lie], asks], { hostAnswers })).toMatchObject(lost);
    await truth();
  });

  it("is ended for a suspension nobody asked for, and for an event that is not in it", async () => {
    const started = (texts: string[]) => {
      asked++;
      const own = limits({ timeoutMs: 5_000, inputBytes: 1_000_000 });
      return sandbox.start(made, invocation([texts], { hook: "event", ...own }));
    };
    const { status: _status, suspension, ...rest } = waiting(await started([]));
    const base64 = Buffer.from(suspension).toString("base64");
    const waits = (more: object) =>
      line({ type: "waits", id: nextId(), suspension: base64, ...rest, ...more });
    const own = limits({ timeoutMs: 5_000, inputBytes: 1_000_000 });
    expect(await run([[waits({})]], { hook: "event", ...own })).toMatchObject(lost);
    await truth();
    const event = { name: "flow.challenge", args: [2] };
    expect(await started([waits({ event })])).toMatchObject({ status: "done", outcome: lost });
  });
});
