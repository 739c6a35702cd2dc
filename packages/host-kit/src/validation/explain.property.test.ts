import type { Json } from "@scriptyard/model";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampledSchema, spoiled } from "../testing/schemas.ts";
import { explain } from "./explain.ts";

/** The interpreter and ajv have to agree on every value: workers and realm settings trust the one, hosts the other. */
test("explain finds something exactly where ajv refuses", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      sampledSchema(false).chain(({ schema, value }) =>
        fc.tuple(
          fc.constant(schema),
          fc.array(fc.oneof(fc.constant(value), spoiled(value), fc.jsonValue() as fc.Arbitrary<Json>), {
            minLength: 1,
            maxLength: 6,
          }),
        ),
      ),
      ([schema, values]) => {
        const ajv = new Ajv2020({ strict: false, ownProperties: true });
        (formats as unknown as typeof formats.default)(ajv);
        const validate = ajv.compile(schema);
        for (const value of values) {
          const issues = explain(schema, value, "value", {});
          expect({ value, valid: issues.length === 0 }).toEqual({ value, valid: validate(value) });
          for (const issue of issues)
            expect(issue.path.startsWith("value") && issue.message.length > 0).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});

describe("it stays calm", () => {
  test("on recursive unions that multiply branches by depth", () => {
    const branch = (extra: string) => ({
      type: "object",
      properties: { next: { $ref: "#/$defs/T" }, [extra]: { type: "string" } },
    });
    const defs = { T: { anyOf: [branch("a"), branch("b"), branch("c")] } };
    let value: Json = { next: 1 };
    for (let depth = 0; depth < 60; depth++) value = { next: value };
    expect(explain({ $ref: "#/$defs/T" }, value, "value", defs).length).toBeGreaterThan(0);
  });

  test("on values nested as deep as JSON text can be", () => {
    const value = JSON.parse("[".repeat(5_000) + "]".repeat(5_000)) as Json;
    const defs = { L: { type: "array", items: { $ref: "#/$defs/L" } } };
    expect(explain({ $ref: "#/$defs/L" }, value, "value", defs)[0]!.message).toMatch(
      /nested too deeply|too large/,
    );
  });
});
