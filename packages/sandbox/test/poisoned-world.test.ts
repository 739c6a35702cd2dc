import {
  createInlineSandbox,
  createSandbox,
  type InlineSandbox,
  type Program,
  type Sandbox,
} from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POISON, poison } from "./poisoned-world.ts";
import {
  type Hostile,
  hostilePrograms,
  hostModules,
  invocation,
  isDeep,
  limits,
  program,
} from "./programs.ts";

/**
 * The corpus again, in a world where every built-in prototype is full of setters and getters of the script's. What says
 * nothing about records, and costs seconds each, is left out unless asked for: `SCRIPTYARD_TEST_DEEP=1`.
 */
const programs = hostilePrograms().filter(
  ({ name, expected }) =>
    isDeep ||
    (/^(forged|logs|poison|result|throw)-/.test(name) && !expected.some(({ kind }) => kind === "timeout")),
);
const worlds = [
  { engine: "quickjs-ng", kind: "watched" },
  { engine: "quickjs-ng", kind: "broken" },
  { engine: "quickjs", kind: "watched" },
  ...(isDeep ? [{ engine: "quickjs", kind: "broken" } as const] : []),
] as const;

/**
 * Programs that this world makes other ones of. `JSON.stringify` of the engine notes the objects it is in with an ordinary
 * `list[n] = object`, so a setter of `Array.prototype` is handed each of them: here it puts something flat in the place of the
 * first member, and of fifty thousand levels one is left.
 */
const otherPrograms: { [name: string]: { kind: "watched" | "broken"; ends: string } } = {
  "stack-json-deep": { kind: "watched", ends: "ok" },
};

/** What people write: every way in which something leaves a guest, in one run each. */
const ordinary = [
  `export function onExecute(context) { log.info("seen", { a: [1, "é"], context }); return { a: [1, { b: "ü" }], kept: context.kept }; }`,
  `export function onExecute() { probe.note("x", "low"); probe.note("y"); return probe.add(40, 2); }`,
  `export async function onExecute() { await null; console.error(new Error("shown"), 1, "x"); return random() < 1; }`,
  `export function onExecute(context) { return context.absent.member; }`,
  `export function onExecute() { try { probe.fail(); } catch (error) { log.warn(error.message); throw new RangeError("again", { cause: error }); } }`,
  `export function onExecute() { throw { name: "Own", message: "thing", list: [1, 2] }; }`,
].map((code, i) => ({ name: `ordinary ${i}`, code, expected: [{ kind: "ok" }, { kind: "execution" }] }));

const inPoison = (code: string, kind: "watched" | "broken"): Program =>
  program(`import ${JSON.stringify(POISON)}; ${code}`, { [POISON]: poison(kind) });

describe.each(worlds)("a $kind world on $engine", ({ engine, kind }) => {
  let sandbox: InlineSandbox;
  /** For native programs: in this thread nobody could end them. */
  let threads: Sandbox | null = null;
  beforeAll(async () => {
    sandbox = await createInlineSandbox({ engine, hostModules, compileTimeoutMs: 20_000 });
    if (isDeep)
      threads = await createSandbox({
        engine,
        hostModules,
        workers: 1,
        compileTimeoutMs: 20_000,
        maxWaitMs: 60_000,
      });
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await threads?.[Symbol.asyncDispose]();
  });

  async function kindOf({
    name,
    code,
    expected,
  }: Pick<Hostile, "name" | "code" | "expected">): Promise<string> {
    const inThread = name.startsWith("native-") ? threads : null;
    // A realm each: one that has cost engines again and again is held back, whatever it sends next.
    const realm = `hostile-${name}`;
    const timeoutMs = expected.some((one) => one.kind === "timeout") ? 500 : 5_000;
    const compiled = await (inThread ?? sandbox).compile(inPoison(code, kind), { realm });
    if (compiled.status === "error") return compiled.error.type;
    const own = { realm, ...limits({ timeoutMs, memoryLimitBytes: 20_000_000 }) };
    const call = invocation([{ kept: 1 }, null], own);
    // Whatever is thrown here was thrown into the host.
    const outcome = inThread
      ? await inThread.execute(compiled.image, call)
      : sandbox.executeSync(compiled.image, call);
    if (outcome.status === "ok") return "ok";
    expect(outcome.error.message).toEqual(expect.any(String));
    expect(outcome.error.message.length).toBeLessThanOrEqual(1_000);
    return outcome.error.type;
  }

  it(
    "programs end as they should, or with an error of their own",
    async () => {
      const odd: string[] = [];
      for (const one of [...ordinary, ...programs]) {
        const { name, expected } = one;
        const found = await kindOf(one);
        if (isDeep) process.stdout.write(`${engine} ${kind}: ${name}: ${found}\n`);
        const other = otherPrograms[name];
        if (other?.kind === kind) {
          if (found !== other.ends) odd.push(`${name}: ${found}, no longer ${other.ends}`);
          continue;
        }
        const own = ["execution", ...expected.map((one) => one.kind)];
        // Where writes throw, what is expected to use something up may never come so far.
        if (kind === "broken") own.push("ok");
        // They have more time here than where they are expected to use it up.
        if (name.startsWith("native-")) own.push("ok");
        // The poison takes memory too.
        if (isDeep || name.startsWith("result-")) own.push("memory_limit");
        if (!own.includes(found)) odd.push(`${name}: ${found}`);
      }
      expect(odd).toEqual([]);
      // Deep it is four hundred programs, a part of which uses up its time.
    },
    isDeep ? 1_200_000 : 120_000,
  );

  it.runIf(kind === "watched")("shows its setters what is written as JSON, level by level", async () => {
    const code = `export function onExecute() { return JSON.stringify([[[[1]]]]); }`;
    const compiled = await sandbox.compile(inPoison(code, kind));
    if (compiled.status !== "ok") throw new Error(compiled.error.message);
    const outcome = sandbox.executeSync(compiled.image, invocation([], limits({ timeoutMs: 5_000 })));
    expect(outcome).toMatchObject({ status: "ok", result: '[{"forged":"0"}]' });
  });

  it("really is poisoned: setters on every prototype, and the engine's own lists pass them", async () => {
    const code = `export function onExecute() {
      let poisoned = 0;
      for (const holder of [Object, Array, String, Promise, Map, Uint8Array, RegExp, Error, Function.prototype.constructor])
        if (Object.getOwnPropertyDescriptor(holder.prototype, "message")?.set || holder === Error) poisoned++;
      return poisoned;
    }`;
    const compiled = await sandbox.compile(inPoison(code, "watched"));
    if (compiled.status !== "ok") throw new Error(compiled.error.message);
    const outcome = sandbox.executeSync(compiled.image, invocation([], limits({ timeoutMs: 5_000 })));
    expect(outcome).toMatchObject({ status: "ok", result: 9 });
  });
});
