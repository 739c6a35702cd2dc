import fc from "fast-check";
import { expect, test } from "vitest";
import { argumentText, paramsOf } from "./params.ts";

test("each argument's schema can be used alone", () => {
  const $defs = { Form: { type: "object" } };
  const params = paramsOf(
    { type: "array", prefixItems: [{ type: "object" }, { $ref: "#/$defs/Form" }], $defs },
    ["context", "form"],
  );
  expect(params).toEqual([
    { name: "context", schema: { type: "object", $defs } },
    { name: "form", schema: { $ref: "#/$defs/Form", $defs } },
  ]);
});

test("an argument that the reference does not name is called by its schema, else by its place", () => {
  const items = [{ type: "object", title: "Order" }, { type: "string" }];
  expect(paramsOf({ prefixItems: items }, []).map(({ name }) => name)).toEqual(["Order", "argument 2"]);
  expect(paramsOf({ type: "object" }, ["a"])).toEqual([]);
});

test("what a sample holds is the text it is edited as, and nothing is null", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(argumentText(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(argumentText(undefined)).toBe("null");
});
