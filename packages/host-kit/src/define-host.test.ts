// Long: tables of everything that a definition may get wrong, each with the words it is refused by.
import { jsonSchema } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "./define-host.ts";
import { HostDefinitionError } from "./definition-error.ts";
import { compile } from "./testing/compile.ts";
import { flowResultSchema } from "./testing/flow-result.ts";
import { definition, effect, hostOfTypes, typesOnly } from "./testing/host.ts";
import type { HostDefinition, SchemaSource } from "./types.ts";

function problems(changes: Partial<HostDefinition>): string[] {
  try {
    defineHost(definition(changes));
    return [];
  } catch (error) {
    if (!(error instanceof HostDefinitionError)) throw error;
    return error.issues.map((issue) => `${issue.path}: ${issue.message}`);
  }
}
const typeProblems = (schema: SchemaSource, defs: HostDefinition["types"] = {}) =>
  problems({ types: { ...defs, T: schema } });

describe("a schema outside the supported part is refused, with its path and a remedy", () => {
  const object = (inner: unknown) => ({ type: "object", properties: { a: inner } });
  const cases: [name: string, schema: unknown, message: RegExp][] = [
    [
      "not",
      object({ not: { type: "string" } }),
      /^types\.T#\/properties\/a\/not: `not` is not supported; say what is allowed/,
    ],
    ["if", object({ if: {}, type: "string" }), /properties\/a\/if: .*oneOf/],
    ["nullable", object({ type: "string", nullable: true }), /nullable.*\["…", "null"\]/],
    [
      "draft 7 tuple",
      object({ type: "array", items: [{ type: "string" }] }),
      /a\/items: a list under `items` is draft 7; use `prefixItems`/,
    ],
    ["definitions", { type: "object", definitions: {} }, /use `\$defs`/],
    ["inner $defs", object({ type: "string", $defs: {} }), /a\/\$defs: .*root of the schema/],
    ["$id", object({ type: "string", $id: "x" }), /\$id/],
    ["$dynamicRef", object({ $dynamicRef: "#x" }), /dynamicRef.*use `\$ref`/],
    ["dependentRequired", { type: "object", dependentRequired: { a: ["b"] } }, /dependentRequired/],
    ["unevaluatedProperties", { type: "object", unevaluatedProperties: false }, /use `additionalProperties`/],
    ["contains", { type: "array", contains: {} }, /contains/],
    [
      "unknown keyword",
      object({ type: "string", maxLenght: 3 }),
      /`maxLenght` is not supported; remove it, or prefix/,
    ],
    ["unknown type", object({ type: "strin" }), /a\/type: expected string, number/],
    [
      "unknown format",
      object({ type: "string", format: "phone" }),
      /unknown format "phone"; known: date-time/,
    ],
    ["bad pattern", object({ type: "string", pattern: "(" }), /a\/pattern: not a regular expression/],
    ["keyword without type", object({ minLength: 3 }), /`minLength` needs `type: "string"`/],
    ["properties without type", { properties: {} }, /`properties` needs `type: "object"`/],
    ["remote reference", object({ $ref: "https://example.com/x" }), /only "#\/\$defs\/Name" is/],
    ["deep reference", object({ $ref: "#/properties/a" }), /only "#\/\$defs\/Name" is/],
    ["unknown reference", object({ $ref: "#/$defs/Missing" }), /there is no type "Missing"; known types: T/],
    ["circle without content", { anyOf: [{ $ref: "#/$defs/T" }, { type: "null" }] }, /refers to itself/],
    [
      "__proto__",
      JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'),
      /the sandbox drops keys of this name/,
    ],
    ["impossible range", object({ type: "string", minLength: 5, maxLength: 2 }), /5 is above `maxLength` 2/],
    ["a number", object(42), /properties\/a: expected a JSON Schema object, true or false/],
    ["empty enum", object({ enum: [] }), /at least one value/],
    ["empty union", object({ anyOf: [] }), /at least one schema/],
  ];
  test.each(cases)("%s", (_name, schema, message) => {
    expect(typeProblems(schema as SchemaSource).join("\n")).toMatch(message);
  });
});

describe("Zod", () => {
  const cases: [name: string, schema: SchemaSource, message: RegExp][] = [
    ["date", z.object({ at: z.date() }), /^types\.T: Date cannot be represented.*describe the JSON/],
    ["bigint", z.object({ n: z.bigint() }), /BigInt cannot/],
    ["map", z.map(z.string(), z.string()), /Map cannot/],
    ["undefined", z.object({ u: z.undefined() }), /Undefined cannot/],
    ["transform", z.object({ n: z.string().transform(Number) }), /types\.T#\/properties\/n: a transform/],
    [
      "refine",
      z.object({ s: z.string().refine((text) => text !== "x") }),
      /types\.T#\/properties\/s: `refine`/,
    ],
    ["trim", z.object({ s: z.string().trim() }), /`trim`.*change the value/],
    ["catch", z.object({ s: z.string().catch("x") }), /`catch` swallows/],
    ["file", z.object({ f: z.file() }), /a file is not JSON/],
    ["nameless recursion", z.object({ inner: recursive() }), /a recursive Zod type has no name/],
  ];
  test.each(cases)("%s is refused", (_name, schema, message) => {
    expect(typeProblems(schema).join("\n")).toMatch(message);
  });

  test("what it can say becomes readable types; `z.json()` is `Json`; objects are closed", () => {
    const Node = z.object({
      name: z.string().describe("A name."),
      get children() {
        return z.array(Node);
      },
    });
    const T = z.object({
      json: jsonSchema,
      also: z.json(),
      unknown: z.unknown(),
      at: z.iso.datetime(),
      id: z.uuid().optional(),
      map: z.record(z.string(), z.number()),
      keys: z.partialRecord(z.enum(["a", "b"]), z.boolean()),
      pair: z.tuple([z.string(), z.int().optional()]),
      list: z.array(Node).readonly(),
      either: z.union([z.literal("x"), z.null()]),
      node: Node.nullable().describe("May be missing."),
    });
    const host = hostOfTypes({ T, Node }, ["T"]);
    expect(typesOnly(host)).toMatchInlineSnapshot(`
      "type T = {
        readonly json: Json;
        readonly also: Json;
        readonly unknown: Json;
        /** Format: date-time. */
        readonly at: string;
        /** Format: uuid. */
        readonly id?: string;
        readonly map: {
          readonly [key: string]: number | undefined;
        };
        readonly keys: {
          readonly a?: boolean;
          readonly b?: boolean;
        };
        readonly pair: readonly [string, number?];
        readonly list: readonly Node[];
        readonly either: "x" | null;
        /** May be missing. */
        readonly node: Node | null;
      };

      type Node = {
        /** A name. */
        readonly name: string;
        readonly children: readonly Node[];
      };

      "
    `);
    expect(compile({ "host.d.ts": host.declarations().text })).toEqual([]);
    const value = {
      json: 1,
      also: {},
      unknown: null,
      at: "2026-05-04T07:30:00Z",
      map: {},
      keys: {},
      pair: ["a"],
      list: [],
      either: null,
      node: null,
    };
    expect(host.validateInput("onExecute", [value])).toEqual([]);
    expect(host.validateInput("onExecute", [{ ...value, extra: 1 }])).toEqual([
      { path: "p0.extra", message: expect.stringContaining("is not a known property") },
    ]);
  });

  test("the same type under one name may be met twice, two types may not share a name", () => {
    expect(
      typeProblems(z.object({ a: z.object({ x: z.string() }).meta({ id: "Inner" }) }), {
        U: z.object({ b: z.object({ x: z.number() }).meta({ id: "Inner" }) }),
      }).join(),
    ).toMatch(/another type is already called "Inner"/);
  });

  test("a named result is used by its name", () => {
    const host = defineHost(
      definition({
        hooks: [
          {
            name: "run",
            title: "",
            description: "",
            params: [],
            result: flowResultSchema,
            resultType: "FlowResult",
          },
        ],
      }),
    );
    expect(host.reference().hooks[0]!.signature).toBe("run(): FlowResult | Promise<FlowResult>");
  });
});

describe("the parts of a definition have to fit", () => {
  const hook = { name: "onExecute", title: "", description: "", params: [] };
  const cases: [name: string, changes: Partial<HostDefinition>, message: RegExp][] = [
    ["double hook", { hooks: [hook, hook] }, /hooks: "onExecute" is there twice/],
    ["no hook", { hooks: [] }, /at least one hook/],
    ["double function", { functions: [effect(), effect()] }, /functions: "flow\.set" is there twice/],
    [
      "double parameter",
      {
        functions: [
          effect({
            params: [
              { name: "a", schema: {} },
              { name: "a", schema: {} },
            ],
          }),
        ],
      },
      /functions\.flow\.set\.params: "a" is there twice/,
    ],
    [
      "required after optional",
      {
        functions: [
          effect({
            params: [
              { name: "a", schema: {}, optional: true },
              { name: "b", schema: {} },
            ],
          }),
        ],
      },
      /cannot follow the optional "a"/,
    ],
    ["reserved word", { functions: [effect({ name: "flow.delete" })] }, /"delete" is a reserved word/],
    ["built-in", { functions: [effect({ name: "log.shout" })] }, /"log" is built in/],
    ["JavaScript global", { functions: [effect({ name: "Math.cube" })] }, /"Math" is a global/],
    ["two dots", { functions: [effect({ name: "a.b.c" })] }, /at most one dot/],
    [
      "function and namespace",
      { functions: [effect({ name: "flow" }), effect()] },
      /"flow" is a function already/,
    ],
    ["host without run", { functions: [effect({ kind: "host" })] }, /needs `run`/],
    [
      "effect with result",
      { functions: [effect({ result: { type: "string" } })] },
      /an effect answers nothing/,
    ],
    ["no example", { functions: [effect({ example: " " })] }, /needs an example/],
    ["no level", { functions: [effect({ levels: [] })] }, /no security level/],
    [
      "unknown pattern",
      { hooks: [{ ...hook, functions: ["flows.*"] }], functions: [effect()] },
      /"flows\.\*" names no function/,
    ],
    [
      "unknown method",
      {
        types: { F: { type: "object" } },
        hooks: [
          { ...hook, params: [{ name: "f", schema: { $ref: "#/$defs/F" }, methods: { fail: "f.fail" } }] },
        ],
      },
      /there is no function "f\.fail"/,
    ],
    [
      "methods on a nameless type",
      {
        hooks: [
          { ...hook, params: [{ name: "f", schema: { type: "object" }, methods: { set: "flow.set" } }] },
        ],
        functions: [effect()],
      },
      /must be one named type/,
    ],
    [
      "type of a built-in name",
      { types: { Date: { type: "string" } } },
      /types\.Date: "Date" is a name of TypeScript/,
    ],
    [
      "description of no type",
      { typeDescriptions: { Gone: "x" } },
      /typeDescriptions\.Gone: there is no type/,
    ],
    ["reserved type name", { types: { Json: { type: "string" } } }, /types\.Json/],
    [
      "default of an unknown hook",
      {
        defaults: [
          {
            module: "m",
            name: "n",
            hook: "onX",
            language: "typescript",
            description: "",
            source: "x",
            samples: [],
          },
        ],
      },
      /defaults\.m\/n: there is no hook "onX"/,
    ],
    [
      "a hook's limits out of range",
      { hooks: [{ ...hook, limits: { timeoutMs: 0 } }] },
      /hooks\.onExecute\.limits\.timeoutMs/,
    ],
    ["limits out of range", { limits: { timeoutMs: 99_999 } }, /limits\.timeoutMs/],
    [
      "an effect that means nothing",
      { functions: [effect({ forCaller: false })] },
      /functions\.flow\.set: an effect says what it means: `apply`, .* \(the caller applies it: `forCaller: true`\)/,
    ],
    [
      "the meaning of an effect at another kind",
      { functions: [effect({ kind: "host", run: () => null, publishes: true })] },
      /functions\.flow\.set: `publishes` is for kind "effect"; this is "host"/,
    ],
    [
      "an effect that fails a form and means something else too",
      { functions: [effect({ fails: () => ({ field: "a", message: "b" }) })] },
      /`fails` stands alone/,
    ],
    [
      "a message without its parameters",
      { functions: [effect({ publishes: true })] },
      /call them `topic` and `payload`/,
    ],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(problems(changes).join("\n")).toMatch(message);
  });

  test("every problem is told at once", () => {
    expect(
      problems({ types: { T: { nope: 1 } }, functions: [effect({ example: "" })], limits: { timeoutMs: 0 } }),
    ).toHaveLength(3);
  });
});

test("capabilities of a level, limits, and one object per derivation", () => {
  const host = defineHost(
    definition({
      functions: [
        effect(),
        effect({ name: "claims.set", capability: "claims.write", levels: ["production"] }),
        effect({ name: "flow.get" }),
      ],
      limits: { timeoutMs: 200 },
    }),
  );
  expect(host.capabilities("safe")).toEqual(["random", "flow.write"]);
  expect(host.capabilities("production")).toEqual([
    "random",
    "flow.write",
    "claims.write",
    "state",
    "secrets",
    "http",
  ]);
  expect(host.limits).toMatchObject({ timeoutMs: 200, logLines: 200 });
  expect(host.declarations()).toBe(host.declarations({}));
  expect(host.bindings("onExecute")).toBe(host.bindings("onExecute"));
  expect(() => host.bindings("onExcute")).toThrow('no hook "onExcute"; known hooks: onExecute');
});

function recursive(): z.ZodType {
  const node: z.ZodType = z.lazy(() => z.object({ next: node.optional() }));
  return node;
}
