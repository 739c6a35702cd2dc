import { expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "../define-host.ts";
import { compile, documentation } from "../testing/compile.ts";
import { definition, effect } from "../testing/host.ts";

const form = z.object({ code: z.string().optional() }).catchall(z.union([z.string(), z.boolean()]));
const result = z.discriminatedUnion("action", [
  z.object({ action: z.literal("continue") }),
  z.object({ action: z.literal("reject"), code: z.string() }),
]);
const host = defineHost(
  definition({
    types: { Form: form, Result: result, RealmSettings: { type: "object" } },
    hooks: [
      {
        name: "onExecute",
        title: "At a node",
        description: "Decides.",
        params: [
          {
            name: "context",
            schema: z.object({ settings: z.looseObject({}) }).meta({ id: "Context" }),
            description: "What is known.",
          },
          {
            name: "form",
            schema: { anyOf: [{ $ref: "#/$defs/Form" }, { type: "null" }] },
            methods: { fail: "form.fail" },
          },
        ],
        result,
        resultType: "Result",
      },
      {
        name: "onComplete",
        title: "At the end",
        description: "Effects only.",
        params: [],
        functions: ["flow.*"],
      },
    ],
    functions: [
      effect({
        params: [
          { name: "key", schema: z.string(), description: "The key." },
          { name: "value", schema: {} },
        ],
        example: 'flow.set("a", 1);',
      }),
      effect({
        name: "form.fail",
        params: [
          { name: "field", schema: z.string() },
          { name: "message", schema: z.string() },
        ],
        example: 'form.fail("a", "b");',
      }),
      {
        name: "dice",
        kind: "host",
        description: "Throws a dice.",
        params: [{ name: "options", optional: true, schema: z.object({ sides: z.int().min(2).optional() }) }],
        result: z.int().min(1),
        example: "const six: number = dice();",
        capability: "pure",
        levels: ["safe"],
        run: () => 4,
      },
    ],
  }),
);

test("functions become namespaces, hooks an interface, methods part of the parameter's type", async () => {
  const { text } = host.declarations();
  await expect(text).toMatchFileSnapshot("../../test/golden/functions-and-hooks.d.ts");
});

test("a script is checked against them", () => {
  const usage = `export const good: ScriptyardHooks["onExecute"] = (context, form) => {
  if (form !== null && form.code !== "1") form.fail("code", "No.");
  form?.fail("code"); // error 2554
  const flag: string | boolean | undefined = form?.anything;
  flow.set("list", ["a", { deep: context.settings }]);
  flow.set("fn", () => 1); // error 2345
  flow.sett("a", 1); // error 2551
  const n: number = dice({ sides: 6 }) + dice();
  dice({ side: 6 }); // error 2561
  log.info("hello", { flag, n, random: random() });
  console.log("hello", flag);
  document.title; // error 2584
  setTimeout(() => 1, 1); // error 2304
  process.exit(); // error 2591
  return { action: "continue" };
};
export const late: ScriptyardHooks["onExecute"] = async () => ({ action: "reject", code: "x" });
export const wrong: ScriptyardHooks["onExecute"] = () => ({ action: "contine" }); // error 2322
export const short: ScriptyardHooks["onExecute"] = () => ({ action: "reject" }); // error 2322
export const end: ScriptyardHooks["onComplete"] = () => flow.set("done", true);
`;
  const expected = usage
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(/\/\/ error (\d+)/g)].map(([, code]) => `${index + 1}: ${code}`),
    );
  const found = compile({ "host.d.ts": host.declarations().text, "usage.ts": usage });
  expect(found.map((finding) => `${finding.line}: ${finding.code}`)).toEqual(expected);
});

test("of one hook they hold what it may call and nothing else", () => {
  const ends = host.declarations({ hook: "onComplete" });
  const usage = `export const end: ScriptyardHooks["onComplete"] = () => flow.set("done", true);
dice(); // 2304
form.fail("a", "b"); // 2304
export const other: ScriptyardHooks["onExecute"] = null!; // 2339
`;
  const found = compile({ "host.d.ts": ends.text, "usage.ts": usage });
  expect(found.map(({ line, code }) => `${line}: ${code}`)).toEqual(["2: 2304", "3: 2304", "4: 2339"]);
  // A hook that may call everything misses nothing.
  const decides = host.declarations({ hook: "onExecute" });
  const call = `export const go: ScriptyardHooks["onExecute"] = (_, form) => {
  form?.fail("a", "b");
  flow.set("a", dice());
  return { action: "continue" };
};`;
  expect(compile({ "host.d.ts": decides.text, "usage.ts": call })).toEqual([]);
  expect(new Set([ends.hash, decides.hash, host.declarations().hash]).size).toBe(3);
  expect(host.declarations({ hook: "onComplete" })).toBe(ends);
});

test("hover shows description, parameters, what is thrown, and where it may be called", () => {
  const { text } = host.declarations();
  expect(documentation(text, "set")).toEqual({
    text: expect.stringContaining("Keeps a value."),
    tags: ["param", "throws", "example"],
  });
  const namespace = text.slice(text.indexOf("declare namespace form"));
  expect(documentation(namespace, "fail").text).toContain("Only in `onExecute`.");
});

test("the settings type comes from the realm's schema, its own names kept apart", () => {
  const settingsSchema = {
    type: "object",
    properties: { limit: { type: "integer" }, home: { $ref: "#/$defs/Form" }, self: { $ref: "#" } },
    required: ["limit"],
    $defs: { Form: { type: "object", properties: { city: { type: "string" } } } },
  };
  const plain = host.declarations();
  const typed = host.declarations({ settingsSchema });
  expect(typed.hash).not.toBe(plain.hash);
  expect(typed).toBe(host.declarations({ settingsSchema: structuredClone(settingsSchema) }));
  const usage = `declare const s: RealmSettings;
const n: number = s.limit;
const city: string | undefined = s.self?.home?.city;
const wrong: string = s.limit;`;
  expect(compile({ "host.d.ts": typed.text, "usage.ts": usage }).map((finding) => finding.line)).toEqual([4]);
  expect(() => host.declarations({ settingsSchema: { type: "object", not: {} } })).toThrow(
    /settingsSchema#\/not: `not` is not supported/,
  );
});

test("the hash is the sha-256 of the text", async () => {
  const { text, hash } = host.declarations();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  expect(hash).toBe(Buffer.from(digest).toString("hex"));
});
