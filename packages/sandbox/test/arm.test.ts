import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hostModules, image, invocation, limits, sweptEngines } from "./programs.ts";

const modes = [
  { mode: "inline", options: { workers: 0 } },
  { mode: "threads", options: { workers: 2 } },
  { mode: "process", options: { workers: 2, isolation: "process" } },
] as const;
const code = (n: number) => `
const table = new Map([["a", ${n}], ["b", ${n * 2}]]);
export function onExecute(context) {
  log.info("asked", context);
  return { value: table.get(context.key) ?? null, roll: random(), plan: context.realm?.plan ?? null };
}`;
const settings = { ...invocation([], limits({ timeoutMs: 5_000 })), realm: "acme" };
const constants = [{ argument: 0, path: ["realm"], id: "plan", value: { plan: "pro" } }];

/** Engine memory that threads hold; an armed image is a part of it. */
const memoryOf = (sandbox: Sandbox) =>
  sandbox.stats().perWorker.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);

describe.each(modes.flatMap((mode) => sweptEngines.map((engine) => ({ ...mode, engine }))))(
  "armed ahead, $mode on $engine",
  ({ options, engine, mode }) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox({ engine, hostModules, ...options });
      // The spare thread comes on its own, with memory of its own.
      const threads = options.workers === 0 ? 1 : options.workers + 1;
      const idle = () => sandbox.stats().perWorker.filter(({ state }) => state === "idle").length;
      await vi.waitFor(() => expect(idle()).toBe(threads), { timeout: 20_000 });
      const booted = threads * 16_000_000;
      await vi.waitFor(() => expect(memoryOf(sandbox)).toBeGreaterThan(booted), { timeout: 10_000 });
    });
    afterAll(() => sandbox[Symbol.asyncDispose]());

    /** Until every thread that may run has it, and nothing grows any more. */
    async function armed(made: Image, more: object = {}) {
      const before = memoryOf(sandbox);
      const whole = Math.max(1, options.workers) * 100_000;
      // A thread that is busy when the hint comes does not hear it: it is given until all have.
      const grown = () => {
        sandbox.arm(made, { ...settings, ...more });
        return memoryOf(sandbox) - before;
      };
      await expect.poll(grown, { timeout: 10_000 }).toBeGreaterThan(whole);
      for (let last = 0; last !== memoryOf(sandbox); await new Promise((resolve) => setTimeout(resolve, 300)))
        last = memoryOf(sandbox);
      return memoryOf(sandbox);
    }

    test("the first run finds its image armed, with its constants", async () => {
      const made = await image(sandbox, code(5));
      const ready = await armed(made, { constants });
      const run = { ...settings, args: [{ key: "b" }], constants };
      const outcome = await sandbox.execute(made, run);
      expect(outcome).toMatchObject({ status: "ok", result: { value: 10, plan: "pro" } });
      // What a process's threads hold is told a few times a second.
      if (mode === "process") await new Promise((resolve) => setTimeout(resolve, 300));
      expect(memoryOf(sandbox)).toBe(ready);
      // Arming again what is armed does nothing.
      sandbox.arm(made, { ...settings, constants });
      expect((await sandbox.execute(made, run)).status).toBe("ok");
    });

    test("and is the same run as without", async () => {
      const made = await image(sandbox, code(6));
      await armed(made);
      await using plain = await createSandbox({ engine, hostModules, workers: 0 });
      const same = await image(plain, code(6));
      const run = { ...settings, args: [{ key: "a" }] };
      const [ahead, late] = [await sandbox.execute(made, run), await plain.execute(same, run)];
      const { operations, memoryBytes } = late.metrics;
      expect({ ...ahead, metrics: null }).toEqual({ ...late, metrics: null });
      expect(ahead.metrics).toMatchObject({ operations, memoryBytes });
    });

    test("a hint for a hook that is not there is none, and senseless limits are named", async () => {
      const made = await image(sandbox, code(7));
      sandbox.arm(made, { ...settings, hook: "onNothing" });
      expect(() => sandbox.arm(made, { ...settings, limits: { ...settings.limits, timeoutMs: -1 } })).toThrow(
        /timeoutMs/,
      );
      expect((await sandbox.execute(made, { ...settings, args: [{ key: "a" }] })).status).toBe("ok");
      expect(sandbox.stats().workersReplaced).toBe(0);
    });
  },
);

describe.each([
  { mode: "inline", workers: 0 },
  { mode: "one thread", workers: 1 },
])("armed for the arguments to come, $mode", ({ workers }) => {
  /** Bytes of memory that the first two runs of a script take beside its being armed. */
  async function grownByRuns(sandbox: Sandbox, made: Image, realm: string) {
    // Each thread arms when its turn comes, which on a busy machine is a while after the other's.
    const settled = async () => {
      for (let last = 0, same = 0; same < 5; await new Promise((resolve) => setTimeout(resolve, 100))) {
        same = memoryOf(sandbox) === last ? same + 1 : 0;
        last = memoryOf(sandbox);
      }
      return memoryOf(sandbox);
    };
    const before = await settled();
    sandbox.arm(made, { ...settings, realm });
    await expect.poll(() => memoryOf(sandbox)).toBeGreaterThan(before);
    const armed = await settled();
    for (let i = 0; i < 2; i++) {
      const outcome = await sandbox.execute(made, { ...settings, realm, args: [{ key: "b" }] });
      expect(outcome).toMatchObject({ status: "ok", result: { plan: null } });
    }
    return (await settled()) - armed;
  }

  test("the next version finds what its realm's hook was given last; another realm's does not", async () => {
    await using sandbox = await createSandbox({ hostModules, workers });
    if (workers > 0)
      await vi.waitFor(() => expect(sandbox.stats().perWorker.length).toBe(2), { timeout: 20_000 });
    expect(await grownByRuns(sandbox, await image(sandbox, code(8)), "acme")).toBeGreaterThan(0);
    expect(await grownByRuns(sandbox, await image(sandbox, code(9)), "acme")).toBe(0);
    expect(await grownByRuns(sandbox, await image(sandbox, code(10)), "globex")).toBeGreaterThan(0);
  });

  test("its runs are the same as those of a version nobody armed", async () => {
    await using sandbox = await createSandbox({ hostModules, workers });
    await using plain = await createSandbox({ hostModules, workers: 0 });
    for (const [i, args] of [[{ key: "a" }], [{ key: "b" }], [{ key: "b", more: [1, "x"] }]].entries()) {
      const [made, same] = [await image(sandbox, code(i)), await image(plain, code(i))];
      sandbox.arm(made, settings);
      for (let n = 0; n < 2; n++) {
        const [ahead, late] = [
          await sandbox.execute(made, { ...settings, args }),
          await plain.execute(same, { ...settings, args }),
        ];
        const { operations, memoryBytes } = late.metrics;
        expect({ ...ahead, metrics: null }).toEqual({ ...late, metrics: null });
        expect(ahead.metrics).toMatchObject({ operations, memoryBytes });
      }
    }
  });
});
