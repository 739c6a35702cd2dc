import { expect, test } from "vitest";
import { paramNames, paramsOf } from "./params.ts";

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
