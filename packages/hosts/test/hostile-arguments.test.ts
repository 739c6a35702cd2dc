import type { Host } from "@scriptyard/host-kit";
import type { GuestFunction, Json } from "@scriptyard/model";
import type { Image } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { hosts } from "../src/all.ts";
import { demoRealm } from "../src/identity/demo/index.ts";
import { identityTypes } from "../src/identity/types/index.ts";
import { orderTypes } from "../src/orders/types.ts";
import { createTestSandbox } from "../src/testing/run.ts";
import { wargameTypes } from "../src/wargame/types.ts";

/**
 * What a hostile script can hand to a host function, as expressions of the guest. `own` in an error's text marks errors the
 * argument itself throws while it becomes JSON: those are the script's, and come back to it as they are.
 */
const hostileArguments = [
  "undefined",
  "null",
  "true",
  "NaN",
  "Infinity",
  "-0",
  "1e308",
  "-1",
  "0.1",
  "2 ** 53",
  "10n",
  '""',
  '"\\ud800"',
  '"\\udfff\\ud800x"',
  '"\\0"',
  '"x".repeat(400)',
  '"é".repeat(40000)',
  '"../../etc/passwd"',
  '"__proto__"',
  '"constructor"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the script's own text
  '"%s%n${1+1}{{1}}"',
  '"\\u202e\\u0000\\n\\r\\x1b[31m"',
  '"https://a.example/\\u0000"',
  '"0x7f.1"',
  '"2026-13-45T99:99:99Z"',
  "[]",
  "[,,1]",
  "new Array(1000)",
  "[[[[[]]]]]",
  "{}",
  'JSON.parse(\'{"__proto__":{"a":1},"constructor":{"prototype":{}}}\')',
  '({ toString() { throw new Error("own") } })',
  '({ toJSON() { throw new RangeError("own") } })',
  '({ toJSON: () => "sneaked" })',
  '({ get a() { throw new Error("own") } })',
  "({ get a() { return globalThis } })",
  "({ length: 2 ** 40 })",
  "(() => { const a = {}; a.a = a; return a; })()",
  "(() => { let d = []; for (let i = 0; i < 3000; i++) d = [d]; return d; })()",
  "(() => { let d = {}; for (let i = 0; i < 90; i++) d = { d }; return d; })()",
  "Array.from({ length: 3000 }, (_, i) => ({ ['k' + i]: i }))",
  "new Proxy({}, { get() { throw new Error('own') }, ownKeys() { throw new Error('own') } })",
  "new Proxy([], { get: (t, k) => k === 'length' ? 3 : 'p' })",
  "new Proxy(() => 1, {})",
  "Proxy.revocable({}, {}).proxy",
  "(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy; })()",
  "Symbol('s')",
  "() => 1",
  "class {}",
  "new Map([[1, 2]])",
  "new Date(NaN)",
  "/x/g",
  "new Uint8Array(9)",
  "new (class extends String {})('s')",
  "Object(10n)",
  "({ a: 10n })",
  "({ a: Symbol.iterator, b: () => 1 })",
  "Promise.resolve(1)",
  "({ then() {} })",
  "globalThis",
  "Object.create(null)",
  "arguments",
  "new Error('own')",
];

/** Calls every function as asked, with prototypes poisoned or not, and says what came of each call. */
const script = `
const make = [${hostileArguments.map((text) => `function () { return ${text}; }`).join(",\n")}];
const poison = () => {
  Array.prototype.toJSON = () => "sneaked";
  Object.defineProperty(Object.prototype, "maxLength", { get: () => 0, configurable: true });
  Array.prototype.map = JSON.stringify = JSON.parse = String.prototype.slice = () => "sneaked";
};
const cut = (text) => (text.length > 2000 ? text.substring(0, 2000) : text);
export function onExecute(context, form) {
  const answers = [];
  if (context.poison) poison();
  for (const { path, args } of context.calls) {
    let fn = globalThis;
    for (const name of path) fn = fn[name];
    try {
      const given = [];
      for (const at of args) given[given.length] = typeof at === "number" ? make[at]() : at.text;
      const answer = fn(...given);
      answers[answers.length] = { answer: answer === undefined ? null : answer, type: typeof answer };
    } catch (error) {
      answers[answers.length] = { name: error.name, message: cut("" + error.message), stack: cut("" + error.stack), right: error instanceof TypeError };
    }
  }
  // The answers themselves must reach the test as they are.
  delete Array.prototype.toJSON;
  return { answers };
}`;

type Answer =
  | { answer: Json; type: string }
  | { name: string; message: string; stack: string; right: boolean };

/** Each function under the first hook that may call it. */
function hooksToCover(host: Host): { host: Host; id: string; hook: string; functions: GuestFunction[] }[] {
  const left = new Set(host.functions.map((fn) => fn.name));
  return host.hooks.flatMap(({ name: hook }) => {
    const functions = host.bindings(hook).functions.filter((fn) => left.delete(fn.name));
    return functions.length === 0 ? [] : [{ host, id: host.id, hook, functions }];
  });
}

test.each(hosts)("every function of $id can be called under some hook", (host) => {
  const covered = hooksToCover(host).flatMap(({ functions }) => functions.map(({ name }) => name));
  expect(covered.sort()).toEqual(host.functions.map(({ name }) => name).sort());
});

describe.each(hosts.flatMap(hooksToCover))("$id, $hook: hostile arguments", ({ host, hook, functions }) => {
  let sandbox: Awaited<ReturnType<typeof createTestSandbox>>;
  let image: Image;
  const capabilities = host.capabilities("development");
  const { hostContext } = host.scope(demoRealm, [{}, {}]);

  beforeAll(async () => {
    sandbox = await createTestSandbox([host]);
    const compiled = await sandbox.compile({
      entry: "test/hostile",
      modules: [{ specifier: "test/hostile", code: script.replace("onExecute", hook) }],
      bindings: host.bindings(hook),
      host: host.id,
    });
    if (compiled.status === "error") throw new Error(compiled.error.message);
    image = compiled.image;
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  async function answersOf(calls: { path: string[]; args: unknown[] }[], poison = false): Promise<Answer[]> {
    const outcome = await sandbox.execute(image, {
      hook,
      args: [{ calls, poison } as Json, {}],
      limits: { ...host.limits, timeoutMs: 5_000, resultBytes: 1_000_000 },
      seed: "hostile",
      clockMs: 1_780_000_000_000,
      capabilities,
      hostContext,
      realm: "rlm_test",
    });
    if (outcome.status === "error") throw new Error(`${outcome.error.type}: ${outcome.error.message}`);
    expect(JSON.stringify(outcome.logs)).not.toMatch(machine);
    return (outcome.result as unknown as { answers: Answer[] }).answers;
  }

  // Handles of secrets are no JSON: the sandbox tests what it makes around its own functions.
  test.each(functions.filter(({ kind }) => kind !== "engine"))(
    "$name answers what it declares, or a TypeError that names the argument",
    async ({ name }) => {
      const { params, result } = host.functions.find((fn) => fn.name === name)!;
      // A promise, here: what it comes to is checked where functions of that kind are answered.
      const isLater = kindOf(name) === "async" || kindOf(name) === "event";
      const isSilent = kindOf(name) === "effect" || result === undefined;
      const declared = isLater ? z.object({}) : isSilent ? z.null() : schemaOf(result);
      const path = name.split(".");
      const hostile = fc.nat(hostileArguments.length - 1);
      const argument = fc.oneof(
        { weight: 4, arbitrary: hostile as fc.Arbitrary<unknown> },
        {
          weight: 1,
          arbitrary: fc.record({
            text: fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.ipV6(), fc.emailAddress()),
          }),
        },
      );
      const list = fc.array(argument, { maxLength: params.length + 2 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(list, { minLength: 10, maxLength: 40 }),
          fc.boolean(),
          async (lists, poison) => {
            for (const answer of await answersOf(
              lists.map((args) => ({ path, args })),
              poison,
            )) {
              if ("answer" in answer) {
                expect(
                  declared.safeParse(answer.answer).error,
                  `${name} gave ${JSON.stringify(answer.answer)}`,
                ).toBeUndefined();
                continue;
              }
              expect(`${answer.message}\n${answer.stack}`).not.toMatch(machine);
              if (answer.message === "own" || conversion.test(answer.message)) continue;
              expect(answer, answer.message).toMatchObject({ name: "TypeError", right: true });
              expect(answer.message).toContain(name);
              expect(answer.message).toMatch(/argument|takes \d+ arguments?/);
            }
          },
        ),
        { numRuns: 12 },
      );
      // The same process and thread still answers right.
      const { call, answer } = goodCalls[host.id]!;
      expect((await answersOf([call]))[0]).toEqual({ answer, type: typeof answer });
      expect(sandbox.stats().workersReplaced).toBe(0);
    },
  );

  const kindOf = (name: string) => host.functions.find((fn) => fn.name === name)!.kind;
});

/** Nothing of the machine we run on, and no frame of ours. */
const machine =
  /node_modules|file:\/\/|\bpackages\/|\/dist\/|\/(?:home|root|tmp|work|usr)\/|\.(?:ts|mjs|cjs):\d|node:internal/;

/** The engine's own words when a value cannot become JSON; that happens in the guest, before there is a call. */
const conversion =
  /^(?:circular reference|BigInt are forbidden in JSON\.stringify|.*big ?int.*|revoked proxy|.*stack.*)$/i;

/** For each host a call that is right. */
const goodCalls: {
  [host: string]: { call: { path: string[]; args: (number | { text: string })[] }; answer: Json };
} = {
  identity: { call: { path: ["ip", "isPrivate"], args: [{ text: "10.0.0.1" }] }, answer: true },
  wargame: {
    call: { path: ["rules", "modifier"], args: [{ text: "rifle" }, { text: "none" }] },
    answer: 1,
  },
  orders: {
    call: { path: ["money", "text"], args: [hostileArguments.indexOf("0.1"), { text: "EUR" }] },
    answer: "EUR 0.10",
  },
};

function schemaOf(result: unknown): z.ZodType {
  const named = /^#\/\$defs\/(\w+)$/.exec(String((result as { $ref?: unknown }).$ref));
  const schema = named
    ? (identityTypes[named[1]!] ?? orderTypes[named[1]!] ?? wargameTypes[named[1]!])
    : result;
  if (schema instanceof z.ZodType) return schema;
  // The war game's types are JSON Schema, and refer to each other.
  return z.fromJSONSchema({ ...(schema as object), $defs: wargameTypes } as Parameters<
    typeof z.fromJSONSchema
  >[0]);
}
