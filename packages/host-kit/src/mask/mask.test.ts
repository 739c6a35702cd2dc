import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defineHost } from "../define-host.ts";
import { definition } from "../testing/host.ts";

const secret = { type: "string", "x-sensitive": true };
const host = defineHost(
  definition({
    types: {
      Form: {
        type: "object",
        properties: { password: secret },
        patternProperties: { "[sS]ecret": secret },
        additionalProperties: { type: ["string", "boolean"] },
      },
      RealmSettings: { type: "object" },
      Node: {
        type: "object",
        properties: {
          key: secret,
          next: { $ref: "#/$defs/Node" },
          list: { type: "array", prefixItems: [secret], items: { $ref: "#/$defs/Node" } },
        },
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
            schema: {
              type: "object",
              properties: {
                settings: { $ref: "#/$defs/RealmSettings" },
                node: { $ref: "#/$defs/Node" },
                odd: { oneOf: [secret, { type: "number" }] },
              },
            },
          },
          { name: "form", schema: { anyOf: [{ $ref: "#/$defs/Form" }, { type: "null" }] } },
        ],
      },
    ],
  }),
);

test("sensitive places are replaced, whatever they hold, and told by pointer", () => {
  const args: Json[] = [
    {
      node: { key: "k", next: { key: 5, list: ["first", { key: { deep: 1 } }] } },
      odd: 7,
      settings: { api: "x" },
    },
    { password: "hunter2", mySecret: "s", "a/b": "plain", nothing: true },
  ];
  const before = structuredClone(args);
  expect(host.mask("onExecute", args)).toEqual({
    args: [
      {
        node: { key: "[masked]", next: { key: "[masked]", list: ["[masked]", { key: "[masked]" }] } },
        odd: "[masked]",
        settings: { api: "x" },
      },
      { password: "[masked]", mySecret: "[masked]", "a/b": "plain", nothing: true },
    ],
    masked: [
      "/0/node/key",
      "/0/node/next/key",
      "/0/node/next/list/0",
      "/0/node/next/list/1/key",
      "/0/odd",
      "/1/password",
      "/1/mySecret",
    ],
  });
  expect(args).toEqual(before);
});

test("nothing given is no secret; unexpected shapes pass through", () => {
  expect(host.mask("onExecute", [null, null]).masked).toEqual([]);
  expect(host.mask("onExecute", [{ node: "text" }, ["x"], "extra"])).toEqual({
    args: [{ node: "text" }, ["x"], "extra"],
    masked: [],
  });
});

test("a realm's own settings schema may mark secrets too", () => {
  const settingsSchema = { type: "object", properties: { api: secret } };
  expect(
    host.mask("onExecute", [{ settings: { api: "x", other: 1 } }, null], { settingsSchema }).args[0],
  ).toEqual({ settings: { api: "[masked]", other: 1 } });
});

test("a password is never in the masked copy", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (noise, more) => {
      const { args } = host.mask("onExecute", [
        { node: noise as Json },
        { ...(more as { [key: string]: Json }), password: "hunter2-needle", otherSecret: ["hunter2-needle"] },
      ]);
      expect(JSON.stringify(args)).not.toContain("hunter2-needle");
    }),
  );
});
