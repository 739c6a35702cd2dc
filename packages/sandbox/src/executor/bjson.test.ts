import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBjson, decodeBjsonList } from "./bjson.ts";
import { writeBjsonList } from "./bjson-writer.ts";

const format = { version: 25, typedKeys: true, dateTag: 10, keys: { 1: "null", 7: "name", 200: "length" } };
const formats = [format, { ...format, typedKeys: false }];

/** As the engine's bytes come: one latin-1 character each. */
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("the object format, read on the host", () => {
  const values = fc.array(fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>, { maxLength: 4 });

  it("is what was written", () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...formats), (given, build) => {
        const written = writeBjsonList(given, build)!;
        const plain = JSON.parse(JSON.stringify(given), (key, value: Json) =>
          key === "__proto__" ? undefined : value,
        ) as Json[];
        expect(decodeBjsonList(text(written.bytes), build)!.values).toEqual(plain);
        expect(decodeBjson(text(written.bytes), build)!.value).toEqual(plain);
      }),
    );
  });

  it("never throws, whatever the bytes are", () => {
    const build = fc.constantFrom(...formats);
    const any = fc.uint8Array({ maxLength: 60 });
    const damaged = fc
      .tuple(values, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }), fc.nat(400))
      .map(([given, changes, end]) => {
        const { bytes } = writeBjsonList(given, format)!;
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return bytes.subarray(0, Math.max(1, end));
      });
    // Tags that exist, so that most bytes mean something.
    const tags = fc.array(fc.oneof(fc.nat(12), fc.constantFrom(127, 128, 255)), { maxLength: 60 });
    const likely = tags.map((list) => Uint8Array.from([25, 0, ...list]));
    fc.assert(
      fc.property(fc.oneof(any, damaged, likely), build, (bytes, chosen) => {
        for (const read of [decodeBjson, decodeBjsonList]) {
          const found = read(text(bytes), chosen);
          if (found) expect(() => JSON.stringify(found)).not.toThrow();
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["dates within dates, a million deep", [25, 0, ...new Uint8Array(1_000_000).fill(10)]],
    ["lists within lists, deeper than results may be", [25, 0, ...new Uint8Array(1_000).fill(9)]],
    ["a list that says it has billions of items", [25, 0, 9, 255, 255, 255, 255, 15]],
    ["a string longer than what is there", [25, 0, 7, 255, 255, 255, 255, 15]],
    ["a date that no date can be", [25, 0, 10, 6, 0, 0, 0, 0, 0, 0, 240, 127 - 1]],
    ["half a number", [25, 0, 6, 1, 2]],
    ["more than one value", [25, 0, 1, 1]],
    ["nothing", []],
  ])("refuses %s", (_name, bytes) => {
    expect(decodeBjson(text(Uint8Array.from(bytes)), format)).toBeNull();
    expect(decodeBjsonList(text(Uint8Array.from(bytes)), format)).toBeNull();
  });
});
