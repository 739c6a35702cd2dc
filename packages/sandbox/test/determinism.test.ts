import type { Outcome } from "@scriptyard/model";
import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits } from "./programs.ts";

/** Touches what could differ between machines: order, sorting, dates, floats, regular expressions, Unicode, promises. */
const code = `
const order = new Map();
export async function onExecute(input) {
  const out = { random: [Math.random(), random()], now: Date.now(), local: new Date(input.n * 1e9).toString() };
  for (const word of input.words) order.set(word, (order.get(word) ?? 0) + 1);
  out.order = [...order];
  out.sorted = [...input.words].sort((a, b) => a.length - b.length);
  out.math = [Math.sin(input.n), Math.exp(input.n / 100), Math.pow(input.n, 0.3), input.n / 3];
  out.matches = input.words.map((w) => w.replace(/[^a-z]+/giu, "_").normalize("NFC"));
  out.keys = Object.keys(Object.fromEntries(input.words.map((w, i) => [w, i])));
  const seen = [];
  await Promise.all(input.words.map(async (w, i) => { if (i % 2) await null; seen.push(w); }));
  out.seen = seen;
  log.info("done", { n: input.n });
  probe.note("n" + input.n);
  return out;
}`;

/** A busy machine must not decide an outcome. */
const patient = limits({ timeoutMs: 5_000 });

const comparable = (outcome: Outcome) => {
  const { runUs: _runUs, queueUs: _queueUs, compileUs: _compileUs, ...metrics } = outcome.metrics;
  return { ...outcome, metrics };
};

describe.each(engines)("determinism on %s", (engine) => {
  const sandboxes: Sandbox[] = [];
  const images: Image[] = [];
  const noise: Image[] = [];

  beforeAll(async () => {
    for (const workers of [0, 1, 2]) {
      const sandbox = await createSandbox({ engine, workers, hostModules });
      sandboxes.push(sandbox);
      images.push(await image(sandbox, code));
      noise.push(
        await image(
          sandbox,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the script's own template
          "const all = []; export function onExecute(n) { for (let i = 0; i < n; i++) all.push({ [`k${i}`]: i }); return all.length }",
        ),
      );
    }
  });
  afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox[Symbol.asyncDispose]())));

  it("makes the same image everywhere", () => {
    expect(new Set(images.map((made) => `${made.hash} ${made.bytes}`)).size).toBe(1);
  });

  it("gives the same outcome for the same input, seed and clock, whatever ran before", async () => {
    const input = fc.record({
      n: fc.integer({ min: -1000, max: 1000 }),
      words: fc.array(fc.string({ maxLength: 12, unit: "grapheme" }), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(
        input,
        fc.string({ maxLength: 20 }),
        fc.integer({ min: 0, max: 4e12 }),
        fc.nat(300),
        async (given, seed, clockMs, mess) => {
          const outcomes = [];
          for (const [i, sandbox] of sandboxes.entries()) {
            await sandbox.execute(
              noise[i]!,
              invocation([mess * i], { ...patient, realm: i % 2 ? "acme" : "other" }),
            );
            outcomes.push(
              comparable(
                await sandbox.execute(images[i]!, invocation([given], { ...patient, seed, clockMs })),
              ),
            );
          }
          expect(outcomes[0]).toMatchObject({ status: "ok" });
          expect(outcomes[1]).toEqual(outcomes[0]);
          expect(outcomes[2]).toEqual(outcomes[0]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("stops at the same operation", async () => {
    const stopped = [];
    for (const sandbox of sandboxes) {
      const made = await image(
        sandbox,
        "export function onExecute() { let n = 0; for (;;) n = Math.max(n, n + 1); }",
      );
      const run = invocation([], limits({ operationLimit: 123_456, timeoutMs: 5_000 }));
      stopped.push(comparable(await sandbox.execute(made, run)));
    }
    expect(stopped[0]).toMatchObject({ error: { type: "operation_limit" } });
    expect(stopped[1]).toEqual(stopped[0]);
    expect(stopped[2]).toEqual(stopped[0]);
  });
});
