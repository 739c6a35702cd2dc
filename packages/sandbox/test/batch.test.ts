import type { Json, Outcome } from "@scriptyard/model";
import { type Batch, createSandbox, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostModules, image, invocation, limits, result, sweptEngines } from "./programs.ts";

const batch = (inputs: Json[][], more: Partial<Batch> = {}): Batch => {
  const { args: _args, ...rest } = invocation();
  return { ...rest, ...limits({ timeoutMs: 5_000 }), inputs, ...more };
};
const singles = (values: Json[]) => values.map((value) => [value]);
const results = (outcomes: Outcome[]) =>
  outcomes.map((outcome) => (outcome.status === "ok" ? outcome.result : outcome.error.type));
/** What does not depend on clocks, nor on what else lives in the VM. */
const comparable = (outcome: Outcome) => {
  const { hostCalls, logBytes, logsDropped } = outcome.metrics;
  return { ...outcome, metrics: { hostCalls, logBytes, logsDropped } };
};

describe.each(sweptEngines.flatMap((engine) => [0, 1].map((workers) => ({ engine, workers }))))(
  "executeMany on $engine with $workers workers",
  ({ engine, workers }) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox({ engine, workers, hostModules });
    });
    afterAll(() => sandbox[Symbol.asyncDispose]());
    const many = async (code: string, inputs: Json[][], more: Partial<Batch> = {}) =>
      sandbox.executeMany(await image(sandbox, code), batch(inputs, more));

    it("answers every input, in order", async () => {
      const inputs = singles(Array.from({ length: 3_000 }, (_, i) => ({ i, name: `n${i}` })));
      const outcomes = await many(
        "export const onExecute = (e) => ({ twice: e.i * 2, name: e.name })",
        inputs,
      );
      expect(results(outcomes)).toEqual(
        inputs.map(([e]) => ({ twice: (e as { i: number }).i * 2, name: (e as { name: string }).name })),
      );
      for (const { metrics } of outcomes) expect(metrics.operations).toBeGreaterThan(0);
      expect(await many("export const onExecute = () => 1", [])).toEqual([]);
    });

    it("lets inputs share module-level state, and batches not", async () => {
      const code = "let n = 0; export const onExecute = (by) => (n += by)";
      expect(results(await many(code, singles([1, 2, 3])))).toEqual([1, 3, 6]);
      expect(results(await many(code, singles([1])))).toEqual([1]);
    });

    it("gives an answer as it was when it was given", async () => {
      const code =
        "const counts = {}; export const onExecute = (key) => { counts[key] = (counts[key] ?? 0) + 1; return counts }";
      expect(results(await many(code, singles(["a", "b", "a"])))).toEqual([
        { a: 1 },
        { a: 1, b: 1 },
        { a: 2, b: 1 },
      ]);
    });

    it("reads what is no plain data the way a single run does", async () => {
      const code = `export const onExecute = (kind) => ({
        map: () => new Map([[1, 2]]), date: () => new Date(0), big: () => 1n, none: () => undefined, nan: () => NaN,
        cycle: () => { const a = {}; a.a = a; return a }, getter: () => ({ get x() { return 5 } }), plain: () => ({ a: [1, "é", "漢"] }),
        text: () => ({ toJSON: () => "own" }), bad: () => ({ toJSON() { throw new Error("no") } }),
      })[kind]()`;
      const kinds = ["map", "date", "none", "nan", "getter", "plain", "text", "big", "cycle", "bad", "plain"];
      const outcomes = await many(code, singles(kinds));
      const made = await image(sandbox, code);
      for (const [i, kind] of kinds.entries()) {
        const alone = await sandbox.execute(made, invocation([kind], limits({ timeoutMs: 5_000 })));
        expect(results([outcomes[i]!])).toEqual(results([alone]));
      }
    });

    it("goes on after an input that throws, with the state it left", async () => {
      const code =
        "let n = 0; export const onExecute = (bad) => { n++; if (bad) throw new TypeError('bad ' + n); return n }";
      const outcomes = await many(code, singles([false, true, false]));
      expect(results(outcomes)).toEqual([1, "execution", 3]);
      expect(outcomes[1]).toMatchObject({
        error: { name: "TypeError", message: "bad 2", stack: [{ file: "hostile/program", line: 1 }] },
      });
    });

    it.each([
      ["endless loop", "for (;;) {}", "timeout"],
      ["memory", "const all = []; for (;;) all.push(new Uint8Array(100000))", "memory_limit"],
      [
        "caught memory",
        "try { const all = []; for (;;) all.push(new Uint8Array(100000)) } catch {} return 'caught'",
        "memory_limit",
      ],
      ["recursion", "const f = () => f() + 1; return f()", "stack_overflow"],
      ["host calls", "for (let i = 0; i < 10; i++) probe.add(1, 2); return 1", "operation_limit"],
      ["result", "return 'x'.repeat(300000)", "operation_limit"],
      ["forbidden", "keep(1)", "security_violation"],
      ["leftover jobs", "Promise.resolve().then(() => { n = 1000 }); return 'left'", "left"],
    ])("answers hostile inputs in the middle: %s", async (_name, hostile, expected) => {
      const code = `let n = 0; let keep; try { keep = secret } catch {}
        export const onExecute = (kind) => { n++; if (kind === "hostile") { ${hostile} } return n }`;
      const inputs = singles(["a", "b", "hostile", "c", "d", "hostile", "hostile", "e"]);
      const own = limits({ timeoutMs: 400, operationLimit: 1_000_000_000, hostCalls: 5 });
      const outcomes = await many(code, inputs, own);
      // A full stack is an error like any other, and a result's size is found when it is read: neither needs a fresh VM.
      const goesOn = expected === "stack_overflow" || hostile.includes("repeat");
      const [c, d, last] = goesOn ? [4, 5, 8] : [1, 2, 1];
      expect(results(outcomes)).toEqual([1, 2, expected, c, d, expected, expected, last]);
      expect(await result(sandbox, "export const onExecute = () => 7")).toBe(7);
    });

    it("counts operations, host calls, lines and effects for every input alone", async () => {
      const code = `export const onExecute = (n) => {
        for (let i = 0; i < n; i++) { log.info("line " + i); probe.note("note " + i); }
        return n }`;
      const outcomes = await many(
        code,
        singles([0, 3, 1, 2]),
        limits({ timeoutMs: 5_000, operationLimit: 10_000, logLines: 2, hostCalls: 3 }),
      );
      expect(results(outcomes)).toEqual([0, 3, 1, 2]);
      expect(outcomes.map((o) => o.logs.map((line) => line.message))).toEqual([
        [],
        ["line 0", "line 1"],
        ["line 0"],
        ["line 0", "line 1"],
      ]);
      expect(outcomes.map((o) => (o.status === "ok" ? o.effects.length : -1))).toEqual([0, 3, 1, 2]);
      expect(outcomes.map((o) => o.metrics.hostCalls)).toEqual([0, 3, 1, 2]);
      const spins = await many(
        "export const onExecute = (n) => { for (let i = 0; i < n; i++); return n }",
        singles([3_000, 20_000, 3_000, 3_000, 3_000]),
        limits({ timeoutMs: 5_000, operationLimit: 10_000 }),
      );
      expect(results(spins)).toEqual([3_000, "operation_limit", 3_000, 3_000, 3_000]);
    });

    it("waits for async hooks, each with its own answer", async () => {
      const code = `let release; export const onExecute = async (kind) => {
        if (kind === "never") return new Promise((resolve) => { release = resolve });
        if (kind === "release") { release?.("from before"); }
        await null; if (kind === "reject") throw new RangeError("no");
        return { kind } }`;
      const outcomes = await many(code, singles(["a", "never", "release", "reject", "b"]));
      expect(results(outcomes)).toEqual([
        { kind: "a" },
        "execution",
        { kind: "release" },
        "execution",
        { kind: "b" },
      ]);
    });

    it("refuses inputs that are too large, and runs the others", async () => {
      const inputs = singles(["a", "x".repeat(2_000), "b"]);
      const outcomes = await many(
        "export const onExecute = (text) => text.length",
        inputs,
        limits({ inputBytes: 1_000 }),
      );
      expect(results(outcomes)).toEqual([1, "operation_limit", 1]);
      expect(outcomes[1]).toMatchObject({
        error: { limit: { name: "inputBytes", value: 1_000, reached: 2_004 } },
      });
    });

    it("measures answers that are small in memory and gigabytes as JSON", async () => {
      const code = `const key = "k".repeat(100_000);
        export const onExecute = (n) => Array.from({ length: n }, () => ({ [key]: 1 }))`;
      const outcomes = await many(code, singles([1, 20_000, 2]));
      expect(results(outcomes).map((value) => (Array.isArray(value) ? value.length : value))).toEqual([
        1,
        "operation_limit",
        2,
      ]);
      expect(outcomes[1]).toMatchObject({ error: { limit: { name: "resultBytes", value: 262_144 } } });
    });

    it("gives every input a seed that does not depend on the others", async () => {
      const code =
        "export const onExecute = (rolls) => { for (let i = 0; i < rolls; i++) Math.random(); return random() }";
      const one = results(await many(code, singles([0, 0, 0])));
      const other = results(await many(code, singles([50, 0, 3])));
      expect(new Set(one).size).toBe(3);
      expect(other[1]).toBe(one[1]);
      const alone = await sandbox.execute(
        await image(sandbox, code),
        invocation([0], { seed: "seed/2", ...limits({ timeoutMs: 5_000 }) }),
      );
      expect(results([alone])).toEqual([one[2]]);
    });

    it("says what is wrong with a batch", async () => {
      const made = await image(sandbox, "export const onExecute = () => 1");
      await expect(sandbox.executeMany(made, batch([1 as never]))).rejects.toThrow(
        "inputs[0] must be a list",
      );
      expect(results(await sandbox.executeMany(made, batch([[], []], { hook: "other" })))).toEqual([
        "not_found",
        "not_found",
      ]);
      const aborted = await sandbox.executeMany(made, batch([[]]), { signal: AbortSignal.abort() });
      expect(results(aborted)).toEqual(["cancelled"]);
    });

    it("is the same as single runs, for scripts without state", async () => {
      const code = `export function onExecute(input, form) {
        log.info("in", input); probe.note("n" + String(input).length);
        if (input === null) throw new Error("null");
        return { input, form, random: random(), now: Date.now(), keys: typeof input === "object" ? Object.keys(input) : [] } }`;
      const made = await image(sandbox, code);
      const value = fc.jsonValue({
        maxDepth: 4,
        stringUnit: "binary",
      }) as fc.Arbitrary<Json>;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(value, { minLength: 1, maxLength: 2 }), { maxLength: 6 }),
          fc.string(),
          async (inputs, seed) => {
            const outcomes = await sandbox.executeMany(made, batch(inputs, { seed }));
            expect(outcomes.length).toBe(inputs.length);
            for (const [i, args] of inputs.entries()) {
              const alone = await sandbox.execute(
                made,
                invocation(args, { seed: `${seed}/${i}`, ...limits({ timeoutMs: 5_000 }) }),
              );
              expect(comparable(outcomes[i]!)).toEqual(comparable(alone));
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  },
);
