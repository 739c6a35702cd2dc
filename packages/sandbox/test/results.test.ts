import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits } from "./programs.ts";

/**
 * Plain results are read by the engine's object writer, all others by JSON.stringify in the guest. Mentioning `toJSON`
 * anywhere chooses the second way, so the two can be compared.
 */
describe.each(engines)("results on %s", (engine) => {
  let sandbox: Sandbox;
  const viaWriter = (code: string) => image(sandbox, code);
  const viaJson = (code: string) => image(sandbox, `${code}\n// toJSON`);

  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 0, hostModules });
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const outcomeOf = async (made: Image, args: never[] | unknown[]) => {
    const { metrics, ...outcome } = await sandbox.execute(
      made,
      invocation(args as never, limits({ resultBytes: 100_000, timeoutMs: 10_000 })),
    );
    return { ...outcome, resultBytes: metrics.resultBytes };
  };

  it("reads any JSON as it is", async () => {
    const code = "export const onExecute = (value) => value;";
    const [writer, json] = [await viaWriter(code), await viaJson(code)];
    const key = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "name",
        "length",
        "__proto__",
        "constructor",
        "0",
        "12",
        "4294967295",
        "toString",
        "value",
        "",
      ),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom(null, true, false, 0, -1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e-7, 1e300),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: "binary", maxLength: 20 }),
        fc.array(tie("value"), { maxLength: 5 }),
        fc.dictionary(key, tie("value"), { maxKeys: 5 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(value, async (given) => {
        const [a, b] = [await outcomeOf(writer, [given]), await outcomeOf(json, [given])];
        expect(a).toEqual(b);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    "undefined",
    "[undefined, () => 1, Symbol('x'), NaN, Infinity, -0]",
    "({ a: undefined, f() {}, [Symbol('s')]: 1, b: NaN })",
    "new Date(0)",
    "[new Date(NaN), new Date(-1e14)]",
    "({ m: new Map([[1, 2]]), s: new Set([1]), r: /x/g, e: new Error('x') })",
    "[new String('s'), new Number(5), new Boolean(false), Object(1n).toString()]",
    "new Uint8Array([1, 2])",
    "({ buffer: new ArrayBuffer(2) })",
    "(() => { const shared = { x: 1 }; return [shared, shared, { shared }]; })()",
    "(() => { const a = []; a.length = 4; a[2] = 1; a.extra = 5; return a; })()",
    "(() => { class P { #h = 1; v = 2; get g() { return 3; } } return new P(); })()",
    "({ get x() { return { deep: [1] }; } })",
    "new Proxy({ a: 1 }, {})",
    "new Proxy([1, 2], {})",
    "Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } })",
    "({ 2: 'b', 1: 'a', z: 0, y: 1, '-1': 2, 4294967295: 3, 4294967294: 4 })",
    "({ name: 1, length: 2, message: 3, code: 4, type: 5, default: 6, '': 7 })",
    "'\\u0000\\u0001\\ud800x\\udc00 é 世 😀'",
    "'a'.repeat(1000) + 'é'",
    'JSON.parse(\'{"__proto__":{"a":1},"b":{"constructor":2}}\')',
    "10n",
    "(() => { const a = {}; a.a = a; return a; })()",
    "Array.from({ length: 99 }).reduce((inner) => [inner], 1)",
    "Array.from({ length: 101 }).reduce((inner) => [inner], 1)",
    "(function () { return arguments; })(1, 2)",
    "Object.assign(() => 1, { a: 1 })",
    "globalThis.Math",
    "'x'.repeat(200000)",
  ])("means the same both ways: %s", async (expression) => {
    const code = `export function onExecute() { return ${expression}; }`;
    const [a, b] = [await outcomeOf(await viaWriter(code), []), await outcomeOf(await viaJson(code), [])];
    expect(a).toEqual(b);
  });
});
