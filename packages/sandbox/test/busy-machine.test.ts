import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { createInlineSandbox, createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostModules, image, invocation, limits } from "./programs.ts";

const modes = ["inline", "thread", "process"] as const;
/** Work of the engine that polls, and work inside one built-in that does not: the watch's, and the watchdog's. */
const works = {
  polls: "let n = 0; for (let i = 0; i < 15000; i++) n += [i, i + 1].map((x) => x * 2).length; return n",
  native: "const a = Array.from({ length: 15000 }, (_, i) => (i * 7919) % 15013); a.sort(); return a.length",
};

/**
 * What a script takes here is measured, then other processes leave a thread a fourth of a processor at most. With twice
 * its time the script must be done all the same: only its own work is charged.
 */
describe("beside busy processes", () => {
  const burners: ChildProcess[] = [];
  const made: { mode: string; work: string; sandbox: Sandbox; image: Image; typicalMs: number }[] = [];

  beforeAll(async () => {
    for (const mode of modes) {
      const options = { engine: "quickjs-ng", hostModules } as const;
      const sandbox =
        mode === "inline"
          ? await createInlineSandbox(options)
          : await createSandbox({ ...options, workers: 1, isolation: mode });
      for (const [work, code] of Object.entries(works)) {
        const one = await image(sandbox, `export function onExecute() { ${code} }`);
        const times = (await many(sandbox, one, 5_000)).map(({ metrics }) => metrics.runUs / 1_000);
        made.push({ mode, work, sandbox, image: one, typicalMs: Math.min(...times) });
      }
    }
    const count = 4 * availableParallelism();
    for (let i = 0; i < count; i++) {
      burners.push(spawn(process.execPath, ["-e", 'process.stdout.write("1"); for (;;);']));
    }
    await Promise.all(burners.map((burner) => once(burner.stdout!, "data")));
  });
  afterAll(async () => {
    for (const burner of burners) burner.kill("SIGKILL");
    await Promise.all(made.map(({ sandbox }) => sandbox[Symbol.asyncDispose]()));
  });

  const many = (sandbox: Sandbox, one: Image, timeoutMs: number) => {
    const { args: _args, ...order } = invocation([], limits({ timeoutMs, wallMs: 60_000 }));
    return sandbox.executeMany(one, { ...order, inputs: [[], [], []] });
  };

  it.each(modes)("an innocent script never fails for want of time, %s", async (mode) => {
    for (const { work, sandbox, image: one, typicalMs } of made.filter((each) => each.mode === mode)) {
      const timeoutMs = Math.max(5, 2 * typicalMs);
      const single = await sandbox.execute(one, invocation([], limits({ timeoutMs, wallMs: 60_000 })));
      for (const outcome of [single, ...(await many(sandbox, one, timeoutMs))]) {
        expect([work, outcome.status === "ok" ? "ok" : outcome.error.message]).toEqual([work, "ok"]);
      }
    }
  });
});
