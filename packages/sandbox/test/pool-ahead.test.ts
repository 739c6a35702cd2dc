import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { image, invocation, limits } from "./programs.ts";

/** Quick until it is told otherwise: that it will take its time is known when it is too late. */
const moody = `export function onExecute(n, mood) {
  log.info("run", { n });
  if (mood === "spins") for (;;) {}
  if (mood === "hangs") Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
  if (mood === "works") { const end = 40_000; let sum = 0; for (let i = 0; i < end; i++) sum += i; }
  return n;
}`;

describe("runs that are posted ahead", () => {
  let sandbox: Sandbox;
  let script: Image;
  beforeAll(async () => {
    sandbox = await createSandbox({
      engine: "quickjs-ng",
      workers: 2,
      engineLossLimit: 0,
      maxWaitMs: 60_000,
    });
    script = await image(sandbox, moody);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const run = (n: number, mood = "quick", timeoutMs = 5_000, signal?: AbortSignal) =>
    sandbox.execute(
      script,
      invocation([n, mood], { realm: `realm ${n % 3}`, ...limits({ timeoutMs }) }),
      signal ? { signal } : {},
    );
  /** So that the pool knows them as quick. */
  const warmUp = async (timeoutMs?: number) => {
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 8 }, (_, n) => run(n, "quick", timeoutMs)));
    }
  };

  it("go to another thread when the run before them takes its time", async () => {
    await warmUp();
    const slow = new AbortController();
    let over = false;
    const first = run(0, "spins", 5_000, slow.signal).finally(() => {
      over = true;
    });
    const others = Array.from({ length: 12 }, (_, i) => run(i + 1));
    for (const [i, outcome] of (await Promise.all(others)).entries()) {
      expect(outcome).toMatchObject({ status: "ok", result: i + 1, logs: [{ data: { n: i + 1 } }] });
    }
    expect(over).toBe(false);
    slow.abort();
    expect(await first).toMatchObject({
      status: "error",
      error: { type: "cancelled" },
      logs: [{ data: { n: 0 } }],
    });
  });

  it("run elsewhere when the thread is lost before them", async () => {
    const before = sandbox.stats().workersReplaced;
    await warmUp(200);
    const hanging = [run(0, "hangs", 200), run(1, "hangs", 200)];
    const others = Array.from({ length: 12 }, (_, i) => run(i + 2, "quick", 200));
    for (const outcome of await Promise.all(hanging)) {
      expect(outcome).toMatchObject({ status: "error", error: { type: "timeout" } });
    }
    for (const [i, outcome] of (await Promise.all(others)).entries()) {
      expect(outcome).toMatchObject({ status: "ok", result: i + 2 });
    }
    expect(sandbox.stats().workersReplaced - before).toBe(2);
  });

  it("never begin when they are cancelled before it", async () => {
    await warmUp();
    const slow = new AbortController();
    const cancelled = new AbortController();
    const spinning = [run(0, "spins", 5_000, slow.signal), run(1, "spins", 5_000, slow.signal)];
    const ahead = [2, 3, 4, 5].map((n) => run(n, "quick", 5_000, cancelled.signal));
    const kept = [6, 7].map((n) => run(n));
    cancelled.abort();
    for (const outcome of await Promise.all(ahead)) {
      expect(outcome).toMatchObject({ status: "error", error: { type: "cancelled" }, logs: [] });
    }
    slow.abort();
    await Promise.all(spinning);
    for (const outcome of await Promise.all(kept)) expect(outcome.status).toBe("ok");
    await expect.poll(() => sandbox.stats()).toMatchObject({ active: 0, queued: 0 });
  });

  it("have each their own answer, lines and end, whatever comes before", async () => {
    const moods = fc.constantFrom("quick", "quick", "quick", "quick", "works", "spins", "hangs", "cancelled");
    await warmUp(60);
    await fc.assert(
      fc.asyncProperty(fc.array(moods, { minLength: 1, maxLength: 24 }), async (plan) => {
        const outcomes = await Promise.all(
          plan.map((mood, n) => {
            if (mood !== "cancelled") return run(n, mood, mood === "works" ? 5_000 : 60);
            const controller = new AbortController();
            const running = run(n, "quick", 60, controller.signal);
            queueMicrotask(() => controller.abort());
            return running;
          }),
        );
        for (const [n, { status, ...outcome }] of outcomes.entries()) {
          const mood = plan[n]!;
          const ended = status === "ok" ? (outcome as { result?: unknown }).result : undefined;
          if (mood === "quick" || mood === "works") expect([status, ended]).toEqual(["ok", n]);
          else expect(status).toBe("error");
          for (const line of outcome.logs) expect(line.data).toEqual({ n });
        }
        await expect.poll(() => sandbox.stats()).toMatchObject({ active: 0, queued: 0 });
      }),
      { numRuns: 8 },
    );
  }, 180_000);
});
