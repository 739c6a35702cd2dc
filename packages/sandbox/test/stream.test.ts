import type { Chunk, Sandbox } from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { hostModules, image, invocation, limits, sweptEngines } from "./programs.ts";
import { sharedSandboxes } from "./shared-sandboxes.ts";

const progressive = { capabilities: ["probe", "progress"] };

describe.each(sweptEngines)("chunks on %s", (engine) => {
  const shared = sharedSandboxes({ engine, hostModules });
  const start = (workers = 1) => shared({ workers });

  it("lose no line for want of room, wherever they are written", async () => {
    const [inline, pool] = [await start(0), await start(1)];
    // Data that is cut becomes text, whose quotes take two bytes each on their way.
    const code = `export function onExecute() {
      for (let i = 0; i < 10; i++) log.info("line " + i, Array.from({ length: 30_000 }, () => ""));
    }`;
    const own = limits({ logLines: 10, logLineBytes: 65_536, logBytes: 1_000_000, timeoutMs: 5_000 });
    const of = async (sandbox: Sandbox) => sandbox.execute(await image(sandbox, code), invocation([], own));
    const [near, far] = [await of(inline), await of(pool)];
    expect(near.logs).toHaveLength(10);
    expect(far.logs).toEqual(near.logs);
  });

  it("come while the script runs, in order, the outcome last", async () => {
    const sandbox = await start();
    const code = `export function onExecute() {
      log.debug("a"); log.info("é", { n: 1 }); log.warn("w"); log.error("e");
      progress(0.25); progress(0.5, "half");
      for (;;) {}
    }`;
    const made = await image(sandbox, code);
    const seen: Chunk[] = [];
    const running = sandbox.execute(
      made,
      invocation([], { ...progressive, ...limits({ timeoutMs: 1_000 }) }),
      {
        onChunk: (chunk) => seen.push(chunk),
      },
    );
    await expect.poll(() => seen.length, { interval: 5 }).toBe(5);
    expect(sandbox.stats().active).toBe(1);
    const outcome = await running;
    expect(seen).toEqual([
      { type: "stdout", line: outcome.logs[0] },
      { type: "stdout", line: outcome.logs[1] },
      { type: "stderr", line: outcome.logs[2] },
      { type: "stderr", line: outcome.logs[3] },
      { type: "progress", value: 0.5, message: "half" },
      { type: "error", outcome },
    ]);
    expect(outcome.logs.map((line) => line.message)).toEqual(["a", "é", "w", "e"]);
  });

  it.each([0, 1])("end with the outcome, with %i workers", async (workers) => {
    const sandbox = await start(workers);
    const made = await image(sandbox, "export function onExecute() { log.info('x'); progress(1); return 7 }");
    const seen: Chunk[] = [];
    const outcome = await sandbox.execute(made, invocation([], progressive), {
      onChunk: (c) => seen.push(c),
    });
    expect(seen).toEqual([
      { type: "stdout", line: outcome.logs[0] },
      { type: "progress", value: 1 },
      { type: "complete", outcome },
    ]);
    const refused: Chunk[] = [];
    await sandbox.execute(made, invocation([], { hook: "onNothing" }), { onChunk: (c) => refused.push(c) });
    expect(refused).toMatchObject([{ type: "error", outcome: { error: { type: "not_found" } } }]);
  });

  it("stay bounded in a flood, and the cut lines are counted", async () => {
    const sandbox = await start();
    const code = `export function onExecute() {
      for (let i = 0; i < 20_000; i++) { log.info("line " + i); progress(i, "x".repeat(1000)); }
    }`;
    const made = await image(sandbox, code);
    const lines: Chunk[] = [];
    let progressed: Chunk | undefined;
    const more = { ...progressive, ...limits({ timeoutMs: 5_000, logLines: 50 }) };
    const outcome = await sandbox.execute(made, invocation([], more), {
      onChunk: (chunk) => {
        if (chunk.type === "progress") progressed = chunk;
        else lines.push(chunk);
      },
    });
    expect(outcome).toMatchObject({ status: "ok", metrics: { logsDropped: 19_950, logsCutBy: "logLines" } });
    expect(lines).toHaveLength(51);
    expect(progressed).toEqual({ type: "progress", value: 19_999, message: "x".repeat(200) });
  });

  it("do not hurt the run when the listener throws", async () => {
    const sandbox = await start();
    const made = await image(sandbox, "export function onExecute() { log.info('x'); return 7 }");
    const warnings: string[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning.name);
    process.on("warning", onWarning);
    const outcome = await sandbox.execute(made, invocation(), {
      onChunk: () => {
        throw new Error("the listener's own trouble");
      },
    });
    expect(outcome).toMatchObject({ status: "ok", result: 7 });
    await expect.poll(() => warnings).toEqual(["ScriptyardListenerWarning", "ScriptyardListenerWarning"]);
    process.off("warning", onWarning);
  });

  it("know progress only where the capability is granted", async () => {
    const sandbox = await start();
    const code = `export function onExecute(value, message) {
      if (typeof progress === "undefined") return "absent";
      try { return progress(value, message) ?? "done" } catch (error) { return error.name + ": " + error.message }
    }`;
    const made = await image(sandbox, code);
    const answer = async (args: never[] | unknown[], more = {}) => {
      const outcome = await sandbox.execute(made, invocation(args as never, more));
      return outcome.status === "ok" ? outcome.result : outcome.error.type;
    };
    expect(await answer([1])).toBe("absent");
    expect(await answer([1, "m"], progressive)).toBe("done");
    expect(await answer([1])).toBe("absent");
    expect(await answer(["1"], progressive)).toMatch(/TypeError: progress: value must be a finite number/);
    expect(await answer([{ toString: 1 }], progressive)).toMatch(/TypeError/);
    const early = await sandbox.compile({
      entry: "p/early",
      modules: [{ specifier: "p/early", code: "progress(1); export function onExecute() {}" }],
      bindings: { hash: "", functions: [], hooks: [] },
      host: null,
    });
    expect(early).toMatchObject({ status: "error", error: { type: "execution", name: "ReferenceError" } });
  });
});
