import fc from "fast-check";
import { expect, test } from "vitest";
import { paramNames } from "./param-names.ts";

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
