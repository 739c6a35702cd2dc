import { expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "../define-host.ts";
import { definition, effect } from "../testing/host.ts";
import type { HostDefinition } from "../types.ts";

const params = [{ name: "context", schema: { type: "object" } }];
const base: Partial<HostDefinition> = {
  types: {
    Form: { type: "object", description: "A form." },
    Address: z.object({ city: z.string().describe("Where.") }).describe("An address."),
    Tree: {
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" }, description: "x" } },
    },
  },
  hooks: [
    {
      name: "onExecute",
      title: "",
      description: "",
      params: [...params, { name: "form", schema: { $ref: "#/$defs/Form" }, methods: { fail: "form.fail" } }],
    },
    { name: "onComplete", title: "", description: "", params, functions: ["claims.*"] },
  ],
  functions: [
    effect({
      params: [
        { name: "value", schema: { $ref: "#/$defs/Address", description: "Here." }, description: "x" },
        { name: "tree", schema: { $ref: "#/$defs/Tree" }, optional: true },
      ],
    }),
    effect({ name: "form.fail" }),
    effect({ name: "claims.set", capability: "claims.write" }),
    effect({
      name: "hash",
      kind: "host",
      run: () => 1,
      params: [{ name: "any", schema: {} }],
      capability: "pure",
    }),
  ],
};
const host = defineHost(definition(base));

test("a hook gets the functions it may call, with schemas that stand alone and say nothing but what is valid", () => {
  expect(host.bindings("onExecute", [])).toMatchObject({
    functions: [
      { name: "random", kind: "effect", params: [], capability: "random" },
      {
        name: "flow.set",
        kind: "effect",
        capability: "flow.write",
        params: [
          {
            name: "value",
            optional: false,
            schema: {
              type: "object",
              properties: { city: { type: "string" } },
              required: ["city"],
              additionalProperties: false,
            },
          },
          {
            name: "tree",
            optional: true,
            schema: {
              $ref: "#/$defs/Tree",
              $defs: {
                Tree: {
                  type: "object",
                  properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" } } },
                },
              },
            },
          },
        ],
      },
      { name: "form.fail" },
      { name: "claims.set" },
      { name: "hash", kind: "host", params: [{ name: "any", schema: {} }] },
    ],
    hooks: [{ name: "onExecute", params: ["context", "form"], methods: { form: { fail: "form.fail" } } }],
  });
  expect(JSON.stringify(host.bindings("onExecute"))).not.toContain("description");
  expect(host.bindings("onComplete", []).functions.map((fn) => fn.name)).toEqual(["random", "claims.set"]);
  expect(host.bindings("onComplete", []).hooks).toEqual([
    { name: "onComplete", params: ["context"], methods: {} },
  ]);
});

test("a library gets every function and no hook", () => {
  expect(host.bindings(null, []).functions).toHaveLength(5);
  expect(host.bindings(null).hooks).toEqual([]);
});

test("bindings survive JSON, and the hash says exactly when they changed", () => {
  const bindings = host.bindings("onExecute");
  expect(JSON.parse(JSON.stringify(bindings))).toEqual(bindings);
  expect(bindings.hash).toMatch(/^[0-9a-f]{64}$/);
  const hashOf = (changes: Partial<HostDefinition>) =>
    defineHost(definition({ ...base, ...changes })).bindings("onExecute").hash;
  expect(hashOf({})).toBe(bindings.hash);
  expect(hashOf({ description: "Other words." })).toBe(bindings.hash);
  expect(
    hashOf({ types: { ...base.types, Address: z.object({ city: z.string() }).describe("Other words.") } }),
  ).toBe(bindings.hash);
  expect(hashOf({ types: { ...base.types, Address: z.object({ city: z.string().min(1) }) } })).not.toBe(
    bindings.hash,
  );
  expect(hashOf({ functions: base.functions!.slice(0, 3) })).not.toBe(bindings.hash);
});
