import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { defineHost } from "./define-host.ts";
import { definition } from "./testing/host.ts";

const host = defineHost(
  definition({
    types: {
      Form: { type: "object", additionalProperties: { type: "string" } },
      RealmSettings: { type: "object" },
      Unused: { type: "string" },
    },
    hooks: [
      {
        name: "onExecute",
        title: "",
        description: "",
        params: [
          {
            name: "context",
            schema: {
              type: "object",
              properties: { settings: { $ref: "#/$defs/RealmSettings" } },
              required: ["settings"],
            },
            description: "What is known.",
          },
          { name: "form", schema: { anyOf: [{ $ref: "#/$defs/Form" }, { type: "null" }] }, optional: true },
        ],
      },
    ],
  }),
);

test("the arguments of a hook are a closed tuple of 2020-12 with the types it needs", () => {
  expect(host.inputSchema("onExecute")).toEqual({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "array",
    title: "Arguments of onExecute",
    description: "A list: context, form.",
    prefixItems: [
      {
        title: "context",
        description: "What is known.",
        type: "object",
        properties: { settings: { $ref: "#/$defs/RealmSettings" } },
        required: ["settings"],
      },
      { title: "form", anyOf: [{ $ref: "#/$defs/Form" }, { type: "null" }] },
    ],
    items: false,
    minItems: 1,
    maxItems: 2,
    $defs: {
      RealmSettings: { type: "object" },
      Form: { type: "object", additionalProperties: { type: "string" } },
    },
  });
});

test("it says the same as validateInput, also with a realm's settings schema", () => {
  const settingsSchema = {
    type: "object",
    properties: { n: { type: "integer" } },
    additionalProperties: false,
  };
  const validate = new Ajv2020({ strict: false }).compile(host.inputSchema("onExecute"));
  const strict = new Ajv2020({ strict: false }).compile(host.inputSchema("onExecute", { settingsSchema }));
  for (const [args, valid, validWithSettings] of [
    [[{ settings: {} }, null], true, true],
    [[{ settings: { n: 1 } }], true, true],
    [[{ settings: { m: 1 } }], true, false],
    [[{}], false, false],
    [[{ settings: {} }, { a: 1 }], false, false],
    [[{ settings: {} }, null, 1], false, false],
  ] as const) {
    expect(validate(args)).toBe(valid);
    expect(strict(args)).toBe(validWithSettings);
    expect(host.validateInput("onExecute", structuredClone(args) as never).length === 0).toBe(valid);
  }
});
