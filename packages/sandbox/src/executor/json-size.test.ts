import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createJsonMeter } from "./json-size.ts";

it("measures what JSON.stringify would write, and stops past a limit", () => {
  const value = fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>;
  const measure = createJsonMeter();
  fc.assert(
    fc.property(value, fc.nat(60), (given, limit) => {
      const plain = JSON.parse(JSON.stringify(given)) as Json;
      const bytes = Buffer.byteLength(JSON.stringify(plain));
      expect(measure(plain, Number.POSITIVE_INFINITY)).toBe(bytes);
      expect(measure(plain, limit) > limit).toBe(bytes > limit);
    }),
  );
});

it("does not make the text of a key that many objects share", () => {
  const key = "k".repeat(1_000_000);
  const value = Array.from({ length: 100_000 }, () => ({ [key]: 1 }));
  expect(createJsonMeter()(value, 1_000)).toBeGreaterThan(1_000);
});
