import { createInlineSandbox, createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation, limits, program } from "./programs.ts";

const code = (n: number) => `
const table = new Map([["a", ${n}], ["b", ${n * 2}]]);
export function onExecute(key) {
  log.info("asked for " + key);
  if (key === "fail") throw new RangeError("no " + key);
  return { value: table.get(key) ?? null, roll: random() };
}
export const other = () => "other";`;
const patient = limits({ timeoutMs: 5_000 });

describe.each(engines)("stored images on %s", (engine) => {
  let maker: Sandbox;
  let made: Image;
  let bytes: Uint8Array;
  beforeAll(async () => {
    maker = await createInlineSandbox({ engine, hostModules });
    made = await image(maker, code(5));
    bytes = maker.exportImage(made);
  });
  afterAll(() => maker[Symbol.asyncDispose]());

  it.each([0, 1])("runs the same in another sandbox with %i workers", async (workers) => {
    await using sandbox = await createSandbox({ engine, workers, hostModules });
    const taken = sandbox.importImage(bytes);
    expect(taken).toEqual(made);
    for (const key of ["a", "none", "fail"]) {
      const [here, there] = [
        await sandbox.execute(taken, invocation([key], patient)),
        await maker.execute(made, invocation([key], patient)),
      ];
      expect({ ...here, metrics: here.metrics.operations }).toEqual({
        ...there,
        metrics: there.metrics.operations,
      });
    }
    expect(sandbox.stats()).toMatchObject({ compilations: 0, cache: { count: 1 } });
    // The same program is not compiled again, and what was exported is exported again.
    expect(await image(sandbox, code(5))).toBe(taken);
    expect(sandbox.importImage(bytes)).toBe(taken);
    expect(sandbox.stats().cache).toMatchObject({ count: 1, hits: 1, misses: 0, hitRate: 1, evictions: 0 });
    expect(Buffer.compare(sandbox.exportImage(taken), bytes)).toBe(0);
  });

  it("keeps modules that load late, and the author's places", async () => {
    const late = `export async function onExecute() { const { x } = await import("hostile/late"); return x.y.z }`;
    const source = await image(maker, program(late, { "hostile/late": "export const x = {};" }));
    await using sandbox = await createSandbox({ engine, workers: 0, hostModules });
    const outcome = await sandbox.execute(sandbox.importImage(maker.exportImage(source)), invocation());
    expect(outcome).toEqual({ ...(await maker.execute(source, invocation())), metrics: outcome.metrics });
    expect(outcome).toMatchObject({
      status: "error",
      error: { stack: [{ file: "hostile/program", line: 1 }] },
    });
  });

  it("refuses bytes that were cut off, altered, or are something else", () => {
    const refused = (given: Uint8Array) => {
      expect(() => maker.importImage(given)).toThrow(/importImage: .*Compile the program again/);
    };
    for (const given of [
      new Uint8Array(),
      new Uint8Array(3),
      Buffer.from("SYIM"),
      Buffer.from("PNG, as if".repeat(20)),
    ])
      refused(given);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = bytes.slice();
        altered[at]! ^= change;
        refused(altered);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => refused(bytes.slice(0, length))),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (more) =>
        refused(Buffer.concat([bytes, more])),
      ),
    );
  });

  it("refuses an image of another engine build", async () => {
    const other = engines.find((name) => name !== engine)!;
    await using sandbox = await createSandbox({ engine: other, workers: 0 });
    expect(() => sandbox.importImage(bytes)).toThrow(
      /another engine build \(quickjs.*Compile the program again/,
    );
  });

  it("stores pages once that many images share, and counts them once", async () => {
    await using sandbox = await createSandbox({ engine, workers: 0, hostModules, imageCacheBytes: 600_000 });
    const images: Image[] = [];
    for (let n = 0; n < 30; n++) images.push(await image(sandbox, code(n)));
    const { bytes: kept, count, evictions } = sandbox.stats().cache;
    expect(kept).toBeLessThanOrEqual(600_000);
    expect(count + evictions).toBe(30);
    expect(images.slice(-count).reduce((sum, one) => sum + one.bytes, 0)).toBeGreaterThan(1.5 * kept);
    for (const [n, one] of images.entries()) {
      const outcome = await sandbox.execute(one, invocation(["b"], patient));
      expect(outcome).toMatchObject({ status: "ok", result: { value: n * 2 } });
    }
  });
});
