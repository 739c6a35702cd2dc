import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits } from "./programs.ts";

/** `BigInt.asUintN` and `asIntN` of text forms, each as text or as the name of what was thrown. */
const program = `
const answer = (make) => { try { return String(make()); } catch (error) { return error.name; } };
export function onExecute(pairs) {
  return pairs.map(([bits, value]) => [answer(() => BigInt.asUintN(bits, BigInt(value))), answer(() => BigInt.asIntN(bits, BigInt(value)))]);
}`;

const answer = (make: () => unknown): string => {
  try {
    return String(make());
  } catch (error) {
    return (error as Error).name;
  }
};

describe.each(engines)("big numbers on %s", (engine) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 0, hostModules });
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("are cut to a width as V8 cuts them", async () => {
    const ready = await image(sandbox, program);
    const bits = fc.oneof(fc.integer({ min: 0, max: 130 }), fc.double({ min: -3, max: 70, noNaN: false }));
    const value = fc.oneof(
      fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }),
      fc.bigInt({ min: -5n, max: 5n }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(bits, value), { minLength: 1, maxLength: 50 }), async (pairs) => {
        // NaN becomes null on its way, which is 0 here and there.
        const sent = pairs.map(([width, big]) => [Number.isNaN(width) ? null : width, String(big)]);
        const outcome = await sandbox.execute(ready, invocation([sent], limits({})));
        if (outcome.status !== "ok") throw new Error(outcome.error.message);
        const wanted = sent.map(([width, big]) => [
          answer(() => BigInt.asUintN(width as number, BigInt(big as string))),
          answer(() => BigInt.asIntN(width as number, BigInt(big as string))),
        ]);
        expect(outcome.result).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it("have a function that looks and fails like the language's own", async () => {
    const ready = await image(
      sandbox,
      `export function onExecute() {
        const { asUintN } = BigInt;
        const told = (make) => { try { make(); return "nothing"; } catch (error) { return error.name; } };
        const order = [];
        const seen = (name, value) => ({ valueOf() { order.push(name); return value; } });
        const cut = String(asUintN(seen("bits", 8), seen("value", -1n)));
        return {
          name: asUintN.name, length: asUintN.length, cut, order,
          noNew: told(() => new asUintN(8, 1n)), number: told(() => asUintN(8, 1)), big: told(() => asUintN(8n, 1n)), less: told(() => asUintN(-1, 1n)),
        };
      }`,
    );
    const outcome = await sandbox.execute(ready, invocation([], limits({})));
    expect(outcome).toMatchObject({
      status: "ok",
      result: {
        name: "asUintN",
        length: 2,
        cut: "255",
        order: ["bits", "value"],
        noNew: "TypeError",
        number: "TypeError",
        big: "TypeError",
        less: "RangeError",
      },
    });
  });
});
