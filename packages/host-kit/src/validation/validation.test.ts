import type { Json } from "@scriptyard/model";
import { uiBlockSchema } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "../define-host.ts";
import { flowResultSchema } from "../testing/flow-result.ts";
import { definition, effect } from "../testing/host.ts";

const scope = { allowedHosts: ["example.com"], settings: {}, args: [] };
const host = defineHost(
  definition({
    types: {
      Form: {
        type: "object",
        properties: { password: { type: "string", minLength: 3, "x-sensitive": true } },
        additionalProperties: { type: ["string", "boolean"] },
      },
    },
    hooks: [
      {
        name: "onExecute",
        title: "",
        description: "",
        params: [
          {
            name: "context",
            schema: z.object({
              ip: z.ipv4(),
              roles: z.array(z.enum(["admin", "member"])),
              at: z.iso.datetime().optional(),
            }),
          },
          { name: "form", schema: { anyOf: [{ $ref: "#/$defs/Form" }, { type: "null" }] } },
        ],
        result: flowResultSchema,
        functions: ["flow.*"],
      },
      { name: "render", title: "", description: "", params: [], result: uiBlockSchema },
      { name: "onComplete", title: "", description: "", params: [], functions: ["claims.*"] },
    ],
    functions: [
      effect({
        params: [
          { name: "key", schema: { type: "string", minLength: 1 } },
          { name: "value", schema: {}, optional: true },
        ],
      }),
      effect({
        name: "claims.set",
        params: [{ name: "name", schema: { type: "string" } }],
        check: ([name]) => (name === "sub" ? '"sub" is reserved' : null),
      }),
    ],
  }),
);
const result = (value: Json) =>
  host.validateResult("onExecute", value).map((issue) => `${issue.path}: ${issue.message}`);

describe("a result that may not be is explained in one readable line", () => {
  const cases: [value: Json, issues: string[]][] = [
    [{ action: "continue" }, []],
    [{ action: "continue", outcome: "verified" }, []],
    [
      { action: "contine" },
      [
        'result.action: "contine" is not allowed; expected "continue", "challenge" or "reject" (did you mean "continue"?)',
      ],
    ],
    [{ action: 7 }, ['result.action: 7 is not allowed; expected "continue", "challenge" or "reject"']],
    [{}, ['result.action: is missing; expected "continue", "challenge" or "reject"']],
    [null, ["result: expected an object, got null"]],
    ["continue", ['result: expected an object, got "continue"']],
    [[], ["result: expected an object, got an empty list"]],
    [{ action: "reject" }, ["result.code: is missing; expected a string"]],
    [
      { action: "continue", outcom: "x" },
      ['result.outcom: is not a known property; known: "action" and "outcome" (did you mean "outcome"?)'],
    ],
    [{ action: "challenge", block: { parts: [] } }, ["result.block.parts: has 0 items; at least 1 needed"]],
    [
      {
        action: "challenge",
        block: {
          parts: [
            { type: "text", text: "x" },
            { type: "field", name: "code", kind: "pin", label: "x" },
          ],
        },
      },
      [
        expect.stringMatching(
          /^result\.block\.parts\[1\]\.kind: "pin" is not allowed; expected "text", "email"/,
        ) as never,
      ],
    ],
    [
      { action: "challenge", block: { parts: [{ type: "headin", text: "x" }] } },
      [
        expect.stringMatching(
          /parts\[0\]\.type: "headin" is not allowed; .*did you mean "heading"\?/,
        ) as never,
      ],
    ],
  ];
  test.each(cases)("%j", (value, issues) => {
    expect(result(value)).toEqual(issues);
  });

  test("a hook without result returns nothing", () => {
    expect(host.validateResult("onComplete", null)).toEqual([]);
    expect(host.validateResult("onComplete", { action: "continue" })).toEqual([
      { path: "result", message: "onComplete returns nothing; remove the returned value (an object)" },
    ]);
    expect(host.validateResult("render", { parts: [{ type: "heading", text: "x" }] })).toEqual([]);
  });

  test("an unknown hook is our caller's mistake", () => {
    expect(() => host.validateResult("onExcute", null)).toThrow(
      /no hook "onExcute"; known hooks: onExecute, render, onComplete/,
    );
  });
});

describe("input", () => {
  const context = { ip: "203.0.113.7", roles: ["admin"] };
  test.each<[args: Json[], issues: string[]]>([
    [[context, null], []],
    [[context, { code: "1", agree: true }], []],
    [[context], ["form: is missing; expected an object or null"]],
    [[], ["context: is missing; expected an object", "form: is missing; expected an object or null"]],
    [[context, null, 1], ["onExecute: takes 2 arguments (context, form), got 3"]],
    [
      [{ ip: "300.1.1.1", roles: ["admi"] }, null],
      [
        'context.ip: "300.1.1.1" is not a valid ipv4',
        'context.roles[0]: "admi" is not allowed; expected "admin" or "member" (did you mean "admin"?)',
      ],
    ],
    [[context, { n: 5 }], ["form.n: expected a string or true or false, got 5"]],
    [[context, "x"], ['form: expected an object or null, got "x"']],
  ])("%j", (args, issues) => {
    expect(host.validateInput("onExecute", args).map((issue) => `${issue.path}: ${issue.message}`)).toEqual(
      issues,
    );
  });

  test("a sensitive value never gets into a message", () => {
    const issues = host.validateInput("onExecute", [context, { password: "hx" }]);
    expect(issues).toEqual([
      { path: "form.password", message: "is too short: 2 characters, at least 3 needed" },
    ]);
    const typed = host.validateInput("onExecute", [context, { password: 424242 }]);
    expect(JSON.stringify(typed)).not.toContain("424242");
  });
});

describe("effects", () => {
  const issues = (name: string, args: Json[], hook = "onExecute") =>
    host.validateEffect(hook, { name, args }, scope).map((issue) => `${issue.path}: ${issue.message}`);

  test("schema, count, availability and the function's own check", () => {
    expect(issues("flow.set", ["a"])).toEqual([]);
    expect(issues("flow.set", ["a", { deep: [1] }])).toEqual([]);
    expect(issues("flow.set", [""])).toEqual(["flow.set(key): must not be empty"]);
    expect(issues("flow.set", [])).toEqual(["flow.set(key): is missing; expected a string"]);
    expect(issues("flow.set", ["a", 1, 2])).toEqual(["flow.set: takes 2 arguments (key, value), got 3"]);
    expect(issues("flow.get", ["a"])).toEqual([
      'flow.get: is not an effect of this host (did you mean "flow.set"?); known: "flow.set" and "claims.set"',
    ]);
    expect(issues("claims.set", ["x"])).toEqual([
      'claims.set: is not available in onExecute; call it in "render" or "onComplete"',
    ]);
    expect(issues("claims.set", ["sub"], "onComplete")).toEqual(['claims.set: "sub" is reserved']);
    expect(issues("claims.set", ["name"], "onComplete")).toEqual([]);
  });

  test("whatever comes out of a guest is answered with issues, never with an exception", () => {
    for (const args of [null, "x", { length: 1 }, [undefined], [[[]]]] as unknown as Json[][])
      expect(issues("flow.set", args).length).toBeGreaterThan(0);
    for (const name of ["__proto__", "constructor", "", "toString"]) expect(issues(name, []).length).toBe(1);
  });
});
