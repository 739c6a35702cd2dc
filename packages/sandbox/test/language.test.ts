// Long: what a script may count on, engine by engine, in one list.
import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits, program, result, run } from "./programs.ts";

/** What an author may rely on, the same on both engines. */
describe.each(engines)("scripts on %s", (engine) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 0, hostModules });
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const hook = (body: string, params = "context, form") => `export function onExecute(${params}) { ${body} }`;

  it("takes JSON and answers JSON", async () => {
    const args = [{ user: { id: "u1", tags: ["a", "é", "世", "😀"] } }, null];
    expect(await result(sandbox, hook("return { ...context, form }"), args)).toEqual({
      user: { id: "u1", tags: ["a", "é", "世", "😀"] },
      form: null,
    });
  });

  it("takes arguments larger than the block made at boot", async () => {
    const text = "é".repeat(100_000);
    const more = limits({ inputBytes: 1_000_000, resultBytes: 1_000_000 });
    expect(await result(sandbox, hook("return context"), [text], more)).toBe(text);
    expect(await result(sandbox, hook("return context.length"), ["short"], more)).toBe(5);
  });

  it("refuses arguments over their limit", async () => {
    const outcome = await run(sandbox, hook("return 1"), ["x".repeat(70_000)]);
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "operation_limit", limit: { name: "inputBytes", value: 65_536, reached: 70_004 } },
    });
  });

  it.each(["new Function('1')", "Function('1')", "new ((() => {}).constructor)('1')"])(
    "says what to do instead of %s",
    async (code) => {
      const outcome = await run(sandbox, hook(`return ${code}`), []);
      expect(outcome).toMatchObject({
        status: "error",
        error: { type: "execution", message: expect.stringContaining("write a function instead") },
      });
    },
  );

  it("awaits async hooks and keeps promise order", async () => {
    const code = `export async function onExecute() {
      const order = [];
      const a = (async () => { order.push("a1"); await null; order.push("a2"); })();
      const b = Promise.resolve().then(() => order.push("b"));
      order.push("sync");
      await Promise.all([a, b]);
      return order;
    }`;
    expect(await result(sandbox, code)).toEqual(["a1", "sync", "a2", "b"]);
  });

  it("resolves thenables as await does", async () => {
    expect(await result(sandbox, hook("return { then(resolve) { resolve(7) } }"))).toBe(7);
  });

  it("imports modules of its own program, statically and dynamically, and no others", async () => {
    const others = {
      "shared/dates": "export const weekend = (d) => d === 6;",
      "shared/late": "export const n = 5;",
    };
    const code = `import { weekend } from "shared/dates";
      export async function onExecute() { return [weekend(6), (await import("shared/late")).n] }`;
    expect(await result(sandbox, program(code, others))).toEqual([true, 5]);
  });

  it("names the place of a missing import", async () => {
    const outcome = await run(
      sandbox,
      'const a = 1;\nimport { x } from "shared/none";\nexport const onExecute = () => x;',
    );
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "compilation", stack: [{ file: "hostile/program", line: 2, column: 19 }] },
    });
  });

  it("calls a missing export a compilation error", async () => {
    const outcome = await run(
      sandbox,
      program('import { nope } from "shared/dates";\nexport const onExecute = () => nope;', {
        "shared/dates": "export {}",
      }),
    );
    expect(outcome).toMatchObject({ status: "error", error: { type: "compilation" } });
  });

  it("has the run's clock, in UTC, and nothing finer", async () => {
    const code = hook(
      "return [Date.now(), new Date().toISOString(), new Date(2026, 0, 1).getTimezoneOffset(), typeof Date(), typeof performance]",
    );
    expect(await result(sandbox, code, [], { clockMs: 1_750_000_000_123 })).toEqual([
      1_750_000_000_123,
      "2025-06-15T15:06:40.123Z",
      0,
      "string",
      "undefined",
    ]);
  });

  it("keeps local time in UTC whatever the process says", async () => {
    const zone = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      const code = hook(
        "const d = new Date(1750000000123); return [d.getHours(), d.toString(), new Date(2026, 6, 1, 12).getTime()]",
      );
      expect(await result(sandbox, code)).toEqual([
        15,
        "Sun Jun 15 2025 15:06:40 GMT+0000",
        Date.UTC(2026, 6, 1, 12),
      ]);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it("draws the same random numbers from the same seed", async () => {
    const code = hook("return [Math.random(), random(), Math.random()]");
    const first = (await result(sandbox, code, [], { seed: "a" })) as number[];
    expect(await result(sandbox, code, [], { seed: "a" })).toEqual(first);
    expect(await result(sandbox, code, [], { seed: "b" })).not.toEqual(first);
    expect(new Set(first).size).toBe(3);
    for (const n of first) expect(n >= 0 && n < 1).toBe(true);
  });

  it("logs with level, data and the author's line", async () => {
    const outcome = await run(
      sandbox,
      'export function onExecute() {\n  log.info("hello", { a: 1 });\n\n  console.warn("x", 2, { b: [1] }, new TypeError("t"));\n  log.debug("d");\n}',
    );
    expect(outcome.logs).toEqual([
      { seq: 0, level: "info", message: "hello", data: { a: 1 }, file: "hostile/program", line: 2 },
      { seq: 1, level: "warn", message: 'x 2 {"b":[1]} TypeError: t', file: "hostile/program", line: 4 },
      { seq: 2, level: "debug", message: "d", file: "hostile/program", line: 5 },
    ]);
    expect(outcome.metrics.logBytes).toBeGreaterThan(10);
  });

  it("says lines of the top level again in every run", async () => {
    const made = await image(
      sandbox,
      'console.log("loading");\nexport function onExecute() { console.log("running") }',
    );
    for (let i = 0; i < 2; i++) {
      const outcome = await sandbox.execute(made, invocation());
      expect(outcome.logs.map((l) => [l.message, l.line])).toEqual([
        ["loading", 1],
        ["running", 2],
      ]);
    }
  });

  it("cuts logs at their caps and counts what it cut", async () => {
    const code = hook(
      'for (let i = 0; i < 20; i++) log.info("é".repeat(100)); log.info("z", "y".repeat(500))',
    );
    const cut = await run(sandbox, code, [], limits({ logLines: 5, logLineBytes: 64 }));
    expect(cut.logs).toHaveLength(5);
    expect(cut.metrics.logsDropped).toBe(16);
    for (const line of cut.logs) expect(Buffer.byteLength(line.message)).toBeLessThanOrEqual(64);
    const byBytes = await run(sandbox, code, [], limits({ logBytes: 450 }));
    expect(byBytes.logs).toHaveLength(2);
    expect(byBytes.metrics.logBytes).toBeLessThanOrEqual(450);
  });

  it("collects effects in order, with validated arguments", async () => {
    const outcome = await run(sandbox, hook('probe.note("a"); form.note("b", "high"); return 1'), [{}, {}]);
    expect(outcome).toMatchObject({
      status: "ok",
      result: 1,
      effects: [
        { name: "probe.note", args: ["a"] },
        { name: "probe.note", args: ["b", "high"] },
      ],
      metrics: { hostCalls: 2 },
    });
  });

  it("carries methods as non-enumerable members that a field of that name cannot hide", async () => {
    const code = hook('form.note("x"); return [Object.keys(form), typeof form.note]');
    const outcome = await run(sandbox, code, [{}, { note: "sent by a user", other: 1 }]);
    expect(outcome).toMatchObject({
      status: "ok",
      result: [["other"], "function"],
      effects: [{ name: "probe.note" }],
    });
    expect(await result(sandbox, hook("return form"), [{}, null])).toBe(null);
  });

  it.each([
    ["probe.note(5)", 'probe.note: argument "text" must be a string, got 5.'],
    ['probe.note("")', 'probe.note: argument "text" must have at least 1 characters, got 0.'],
    ["probe.note()", 'probe.note: argument "text" is missing.'],
    ['probe.note("a", "loud")', 'probe.note: argument "level" must be one of "low", "high", got "loud".'],
    ["probe.note(() => 1)", "probe.note: argument 1 must be JSON, got a function."],
    ["probe.add(NaN, 1)", "probe.add: argument 1 must be a finite number, got NaN."],
    ['probe.add("a", 1)', "probe.add: numbers, please"],
  ])("%s throws a TypeError at the author's line", async (call, message) => {
    const outcome = await run(sandbox, `export function onExecute() {\n  ${call};\n}`);
    expect(outcome).toMatchObject({
      status: "error",
      error: {
        type: "execution",
        name: "TypeError",
        message,
        stack: [{ file: "hostile/program", line: 2, function: "onExecute" }],
      },
    });
  });

  it("lets a script catch what the host throws", async () => {
    const code = hook("try { probe.fail() } catch (e) { return [e.name, e.message, e instanceof Error] }");
    expect(await result(sandbox, code)).toEqual(["Error", "the host's own trouble", true]);
  });

  it("hands seed, clock and context to the host, not to the guest", async () => {
    const given = { hostContext: { locale: "de" }, seed: "s1", clockMs: 5 };
    expect(await result(sandbox, hook("return probe.context()"), [], given)).toEqual({
      seed: "s1",
      clockMs: 5,
      context: { locale: "de" },
    });
  });

  it("freezes the host's functions", async () => {
    const code = hook('"use strict"; try { probe.add = 1 } catch (e) { return e.name }');
    expect(await result(sandbox, code)).toBe("TypeError");
  });

  it("drops __proto__ keys in arguments; constructor is a field like any other", async () => {
    const args = [JSON.parse('{"a":{"__proto__":{"x":1},"constructor":2,"b":3}}')];
    expect(await result(sandbox, hook("return Object.keys(context.a)"), args)).toEqual(["constructor", "b"]);
  });

  const named = `JSON.parse('{"a":[{"__proto__":{"x":1}}]}')`;
  it.each([
    ["a result", `return ${named}`, /^The script's result has a key "__proto__", which no field/],
    [
      "a result with toJSON",
      `return { toJSON: () => ${named} }`,
      /^The script's result has a key "__proto__"/,
    ],
    ["an effect", `probe.note(${named})`, /^probe\.note: an argument has a key "__proto__"/],
    ["a call", `probe.add(${named}, 1)`, /^probe\.add: an argument has a key "__proto__"/],
  ])("refuses a key __proto__ in %s, naming it", async (_what, body, message) => {
    const outcome = await run(sandbox, hook(body), []);
    expect(outcome).toMatchObject({
      status: "error",
      error: { type: "execution", message: expect.stringMatching(message) },
    });
  });

  it("shows a logged value with a key __proto__, and takes the word anywhere else", async () => {
    const code = hook(`log.info("x", ${named}); return ["__proto__", { a: '__proto__"' }]`);
    const outcome = await run(sandbox, code, []);
    expect(outcome).toMatchObject({ status: "ok", result: ["__proto__", { a: '__proto__"' }] });
    expect(JSON.stringify(outcome.logs[0]!.data)).toContain("__proto__");
  });

  it("hands every key but __proto__ there and back as data of the value itself", async () => {
    const code = hook("return [context, Object.keys(context), Object.hasOwn(context, 'constructor')]");
    const name = fc.constantFrom(
      "constructor",
      "prototype",
      "toString",
      "hasOwnProperty",
      "valueOf",
      "a",
      "0",
    );
    const value = fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), fc.dictionary(name, fc.integer()));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value, { noNullPrototype: true }), async (given) => {
        const answer = await result(sandbox, code, [given]);
        expect(JSON.stringify(answer)).toBe(
          JSON.stringify([given, Object.keys(given), Object.hasOwn(given, "constructor")]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("counts operations exactly and stops at their limit", async () => {
    const loop = hook("let n = 0; for (let i = 0; i < context; i++) n += i; return n");
    const cost = async (rounds: number) => (await run(sandbox, loop, [rounds])).metrics.operations;
    const [base, more] = [await cost(0), await cost(5_000)];
    expect(more - base).toBe(10_000);
    const stopped = await run(sandbox, loop, [1e9], limits({ operationLimit: 50_000, timeoutMs: 5_000 }));
    expect(stopped).toMatchObject({
      status: "error",
      error: { type: "operation_limit", limit: { name: "operationLimit", value: 50_000 } },
    });
    expect(stopped.metrics.operations).toBeGreaterThanOrEqual(50_000);
    expect(stopped.metrics.operations).toBeLessThan(50_100);
  });

  it.each([1_000_000, 5_000_000, 10_000_000, 20_000_000, 40_000_000])(
    "holds a memory limit of %i bytes",
    async (bytes) => {
      const code = hook("return new Uint8Array(context).length");
      const fits = await run(
        sandbox,
        code,
        [Math.floor(bytes * 0.95)],
        limits({ memoryLimitBytes: bytes, timeoutMs: 5_000 }),
      );
      expect(fits.status).toBe("ok");
      const over = await run(
        sandbox,
        code,
        [Math.ceil(bytes * 1.05)],
        limits({ memoryLimitBytes: bytes, timeoutMs: 5_000 }),
      );
      expect(over).toMatchObject({
        status: "error",
        error: { type: "memory_limit", limit: { value: bytes } },
      });
    },
  );

  it("answers a missing hook with what there is", async () => {
    expect(await run(sandbox, "export const render = () => 1; export const x = 5")).toMatchObject({
      status: "error",
      error: {
        type: "not_found",
        message: 'The script does not export a function "onExecute". It exports render.',
      },
    });
  });
});
