import fc from "fast-check";
import { expect, test } from "vitest";
import { argumentText, paramNames, paramsOf } from "./params.ts";

test("names of parameters, whatever their types hold", () => {
  expect(paramNames("onExecute(context: LoginContext, form: LoginForm | null): FlowResult")).toEqual([
    "context",
    "form",
  ]);
  expect(
    paramNames("f(a: Map<string, number>, b?: { x: [1, 2] }, ...rest: ((y: number) => void)[])"),
  ).toEqual(["a", "b", "rest"]);
  expect(paramNames("export function onComplete(context: C): void")).toEqual(["context"]);
  expect(paramNames("render()")).toEqual([]);
  expect(paramNames("")).toEqual([]);
});

test("each argument's schema can be used alone", () => {
  const $defs = { Form: { type: "object" } };
  const params = paramsOf(
    { type: "array", prefixItems: [{ type: "object" }, { $ref: "#/$defs/Form" }], $defs },
    "onExecute(context: X, form: Form | null): R",
  );
  expect(params).toEqual([
    { name: "context", schema: { type: "object", $defs } },
    { name: "form", schema: { $ref: "#/$defs/Form", $defs } },
  ]);
});

test("as many names as there are parameters, however deep their types are", () => {
  const name = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,8}$/);
  const type = fc.constantFrom(
    "string",
    "Map<string, number>",
    "(a: number, b: string) => void",
    "{ x: [1, 2]; y: A<B, C> }",
    "((y: (z: number) => A<B>) => void)[]",
    '"a" | "b"',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, type), { maxLength: 4 }), type, (params, result) => {
      const written = params.map(([of, is]) => `${of}: ${is}`).join(", ");
      expect(paramNames(`onX(${written}): ${result}`)).toEqual(params.map(([of]) => of));
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void paramNames(text)));
});

test("an argument without a name in the signature is called by its schema, else by its place", () => {
  const items = [{ type: "object", title: "Order" }, { type: "string" }];
  expect(paramsOf({ prefixItems: items }, "").map(({ name }) => name)).toEqual(["Order", "argument 2"]);
  expect(paramsOf({ type: "object" }, "onX(a: A)")).toEqual([]);
});

test("what a sample holds is the text it is edited as, and nothing is null", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(argumentText(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(argumentText(undefined)).toBe("null");
});
