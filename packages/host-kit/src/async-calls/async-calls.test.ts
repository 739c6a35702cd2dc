import type { Json } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "../define-host.ts";
import { compile } from "../testing/compile.ts";
import { definition, effect } from "../testing/host.ts";
import type { FunctionDefinition } from "../types.ts";

const user = {
  type: "object",
  properties: { id: { type: "string" }, phone: { type: "string", "x-sensitive": true } },
  required: ["id"],
  additionalProperties: false,
};
const find = (changes: Partial<FunctionDefinition> = {}) =>
  effect({
    name: "users.find",
    kind: "async",
    params: [{ name: "id", schema: { type: "string" } }],
    result: user,
    example: `const found = await users.find("a");`,
    answer: async ([id]) => ({ id: id! }),
    ...changes,
  });
const ask = effect({
  name: "flow.ask",
  kind: "event",
  params: [{ name: "question", schema: { type: "string" } }],
  result: user,
  example: `const answer = await flow.ask("who?");`,
  meanwhile: ([question]) => ({ asks: question! }),
});
const hostWith = (...functions: FunctionDefinition[]) => defineHost(definition({ functions }));
const call = { seed: "s", clockMs: 0, context: null, signal: new AbortController().signal };

describe("functions that answer later", () => {
  test("are promises in the declarations and the reference", () => {
    const host = hostWith(find(), ask, effect());
    const source = (returned: string) =>
      `export const onExecute: ScriptyardHooks["onExecute"] = async () => { const id: string = ${returned}; void id; };`;
    const { text } = host.declarations();
    expect(compile({ "host.d.ts": text, "a.ts": source(`(await users.find("a")).id`) })).toEqual([]);
    expect(compile({ "host.d.ts": text, "a.ts": source(`(await flow.ask("a")).id`) })).toEqual([]);
    expect(compile({ "host.d.ts": text, "a.ts": source(`users.find("a").id`) })).toMatchObject([
      { code: 2339 },
    ]);
    expect(text).toContain("Answers later: `await` it.");
    const own = host.reference().functions.slice(0, 3);
    expect(own.map(({ name, kind, result }) => `${name} ${kind} ${result}`)).toEqual([
      "users.find async Promise<{ id: string; phone?: string }>",
      "flow.ask event Promise<{ id: string; phone?: string }>",
      "flow.set effect void",
    ]);
    expect(host.bindings("onExecute", []).functions.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      "random effect",
      "users.find async",
      "flow.ask event",
      "flow.set effect",
    ]);
  });

  test("tell a script what a function says, and nothing of what went wrong inside", async () => {
    const said = async (answer: FunctionDefinition["answer"]) =>
      hostWith(find({ answer: answer! })).asyncCalls["users.find"]!(["a"], call).then(
        (value) => value,
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await said(async ([id]) => ({ id: id! }))).toEqual({ id: "a" });
    expect(await said(() => Promise.reject(new TypeError("there is no such user")))).toBe(
      "TypeError: users.find: there is no such user",
    );
    expect(await said(() => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7")))).toBe(
      "TypeError: users.find: failed on the host",
    );
    expect(await said(async () => ({ id: 5 }))).toBe(
      "TypeError: users.find: the host answered something it may not",
    );
  });

  test("have answers that are validated and masked", () => {
    const host = hostWith(ask);
    expect(host.validateAnswer("flow.ask", { id: "a" })).toEqual([]);
    expect(host.validateAnswer("flow.ask", { phone: "1" })).toMatchObject([{ path: "flow.ask.id" }]);
    expect(host.maskAnswer("flow.ask", { id: "a", phone: "12345" })).toEqual({
      value: { id: "a", phone: "[masked]" },
      masked: ["/phone"],
    });
    expect(host.meanwhile({ name: "flow.ask", args: ["who?"] })).toEqual({ asks: "who?" });
    expect(host.meanwhile({ name: "flow.other", args: [] })).toBeNull();
  });

  test("were answered what a record still shows: the mask stands for what was sensitive, of whatever type", () => {
    const pin = z.int().min(1000).meta({ "x-sensitive": true });
    const kind = z.union([
      z.strictObject({ pin, mail: z.email() }),
      z.strictObject({ code: z.literal("a") }),
    ]);
    const result = z.strictObject({ id: z.string(), pin, more: z.array(kind).optional(), at: z.int() });
    const host = hostWith(find({ result }));
    const issues = (answer: Json, recorded = true) =>
      host.validateAnswer("users.find", answer, { recorded }).map(({ path }) => path);
    const found = { id: "a", pin: 1234, at: 1 };
    const { value } = host.maskAnswer("users.find", found);
    expect(value).toEqual({ ...found, pin: "[masked]" });
    expect(issues(value)).toEqual([]);
    expect(issues(value, false)).toEqual(["users.find.pin"]);
    // A text that repeated something sensitive, and a named kind of which one is.
    const more = [{ pin: "[masked]", mail: "[masked]@b.test" }, { code: "[masked]" }];
    expect(issues({ ...found, more })).toEqual([]);
    // Nothing sensitive was a number there, a list or an object; and what else is wrong stays wrong.
    expect(issues({ ...found, at: "[masked]" })).toEqual(["users.find.at"]);
    expect(issues({ ...found, more: "[masked]" })).toEqual(["users.find.more"]);
    expect(issues({ pin: "[masked]", id: 5, at: 1 })).toEqual(["users.find.id"]);
    expect(issues({ ...found, pin: "1234" })).toEqual(["users.find.pin"]);
  });

  test.each([
    ["async without answer", find({ answer: undefined as never }), /"async" needs `answer`/],
    [
      "a parameter of a product's function in the realm's place",
      find({ byProduct: true, params: [{ name: "realm", schema: { type: "string" } }] }),
      /a product is told by "realm" whose script asks/,
    ],
    ["event without meanwhile", { ...ask, meanwhile: undefined as never }, /"event" needs `meanwhile`/],
    ["event without result", { ...ask, result: undefined as never }, /"event" needs `result`/],
  ])("%s is refused", (_name, fn, message) => {
    expect(() => hostWith(fn)).toThrow(message);
  });
});
