import { execFile } from "node:child_process";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox, type EngineName, type Image, outcomeHash, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Generated, generatedInput, generatedProgram, OPERATION_LIMIT } from "./determinism-programs.ts";
import { hostilePrograms, hostModules, image, invocation, program, sweptEngines } from "./programs.ts";

const limits = { ...defaultLimits, operationLimit: OPERATION_LIMIT, timeoutMs: 5_000 };
const run = async (sandbox: Sandbox, made: Image, input: unknown, seed: string, clockMs: number) =>
  sandbox.execute(made, invocation([input as null], { seed, clockMs, limits }));

/** Hostile programs that leave the most behind, and end without the watchdog in inline mode. */
const mess = hostilePrograms().filter(({ name }) =>
  /^(poison|leftover|jobs-flood|memory-map|throw-|stack-)/.test(name),
);

describe.each(sweptEngines)("generated programs on %s", (engine) => {
  const sandboxes: Sandbox[] = [];
  const noise: Image[][] = [];
  beforeAll(async () => {
    for (const workers of [0, 1]) {
      const sandbox = await createSandbox({ engine, workers, hostModules });
      sandboxes.push(sandbox);
      const made = [];
      for (const { code } of mess) {
        const compiled = await sandbox.compile(program(code));
        if (compiled.status === "ok") made.push(compiled.image);
      }
      noise.push(made);
    }
  });
  afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox[Symbol.asyncDispose]())));

  it("have one outcome: inline, in threads, after hostile runs, for this realm or another", async () => {
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        generatedProgram,
        generatedInput,
        fc.string({ maxLength: 20 }),
        fc.integer({ min: 0, max: 4e12 }),
        fc.nat(),
        async ({ code }, input, seed, clockMs, pick) => {
          const outcomes = [];
          for (const [i, sandbox] of sandboxes.entries()) {
            const made = await image(sandbox, code);
            outcomes.push(await run(sandbox, made, input, seed, clockMs));
            const hostile = noise[i]![pick % noise[i]!.length]!;
            await sandbox.execute(
              hostile,
              invocation([{}], { realm: "hostile", limits: { ...limits, timeoutMs: 40 } }),
            );
            outcomes.push(await run(sandbox, made, input, seed, clockMs));
          }
          const [first, ...others] = outcomes;
          kinds.add(first!.status === "ok" ? "ok" : first!.error.type);
          // The whole first: a difference in a hash would say nothing of where it is.
          for (const other of others) {
            expect({ ...other, metrics: first!.metrics }).toEqual(first);
            expect(outcomeHash(other)).toBe(outcomeHash(first!));
          }
        },
      ),
      { numRuns: 40 },
    );
    // A generator whose programs all failed the same way would prove nothing.
    expect([...kinds]).toEqual(expect.arrayContaining(["ok", "execution", "operation_limit"]));
  });

  it("have other outcomes for another seed or clock", async () => {
    const [sandbox] = sandboxes;
    const made = await image(sandbox!, "export const onExecute = () => [Math.random(), Date.now()];");
    const hashes = [];
    for (const [seed, clockMs] of [
      ["a", 1],
      ["b", 1],
      ["a", 2],
    ] as const) {
      hashes.push(outcomeHash(await run(sandbox!, made, null, seed, clockMs)));
    }
    expect(new Set(hashes).size).toBe(3);
  });

  it("have the same hashes in another process, in another time zone and language", async () => {
    const drawn = fc.sample(
      fc.record({ program: generatedProgram, input: generatedInput, clockMs: fc.nat() }),
      {
        numRuns: 12,
        seed: 262,
      },
    );
    const here = [];
    for (const { program: made, input, clockMs } of drawn) {
      const outcome = await run(sandboxes[0]!, await image(sandboxes[0]!, made.code), input, "far", clockMs);
      here.push(outcomeHash(outcome));
    }
    expect(await hashesInChild(engine, drawn)).toEqual(here);
  });
});

type Drawn = { program: Generated; input: unknown; clockMs: number }[];

/** A process that shares nothing with this one but the built package. */
function hashesInChild(engine: EngineName, drawn: Drawn): Promise<string[]> {
  const jobs = drawn.map(({ program: { code }, input, clockMs }) => ({
    program: program(code),
    invocation: invocation([input as null], { seed: "far", clockMs, limits }),
  }));
  const script = `
    import { createSandbox, outcomeHash } from "@scriptyard/sandbox";
    let text = "";
    for await (const chunk of process.stdin) text += chunk;
    const { options, jobs } = JSON.parse(text);
    const sandbox = await createSandbox(options);
    const hashes = [];
    for (const { program, invocation } of jobs) {
      const { image } = await sandbox.compile(program);
      hashes.push(outcomeHash(await sandbox.execute(image, invocation)));
    }
    await sandbox[Symbol.asyncDispose]();
    console.log(JSON.stringify(hashes));`;
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ["--input-type=module", "-e", script],
      {
        cwd: new URL(".", import.meta.url),
        env: { ...process.env, TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" },
      },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr, { cause: error }));
        else resolve(JSON.parse(stdout) as string[]);
      },
    );
    child.stdin!.end(JSON.stringify({ options: { engine, workers: 1, hostModules }, jobs }));
  });
}
