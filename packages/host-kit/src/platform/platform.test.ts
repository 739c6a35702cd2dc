import { expect, test } from "vitest";
import { withSecretNames } from "../declarations/secret-names.ts";
import { defineHost } from "../define-host.ts";
import { createTrialServices } from "../services/index.ts";
import { compile } from "../testing/compile.ts";
import { definition, effect } from "../testing/host.ts";

const hook = { name: "onExecute", title: "Run", description: "Runs.", params: [] };
const host = defineHost(definition({ hooks: [{ ...hook, functions: ["flow.set"] }], functions: [effect()] }));
const named = (texts?: string[]) => host.bindings("onExecute", texts).functions.map(({ name }) => name);

test("every host has the engine's functions, in each of its hooks", () => {
  expect(named()).toEqual([
    "random",
    "flow.set",
    "state.get",
    "state.set",
    "state.remove",
    "state.increment",
    "state.compareAndSet",
    "state.addToSet",
    "limit.take",
    "secrets.get",
    "secrets.text",
    "secrets.basic",
    "secrets.value",
    "fetch",
  ]);
  const usage = `
    export async function onExecute() {
      const failures: number = await state.increment("failures", { scope: "user", ttlSeconds: 900 });
      const { allowed } = await limit.take("mails", 5, 3600);
      const held = await state.get("a");
      const state_ = { get: 1 };
      if (failures > 5 || !allowed || held === null) await state.set("a", { state_ });
      state.increment("x", { scope: "nobody" }); // error 2322
    }`;
  const found = compile({ "host.d.ts": host.declarations().text, "usage.ts": usage });
  expect(found.map(({ line, code }) => [line, code])).toEqual([[8, 2322]]);
});

test("a program that names none of them is bound as it was before there were any", () => {
  expect(named([`export function onExecute() { flow.set("a"); }`])).toEqual(["random", "flow.set"]);
  expect(named([`import "x"`, `state.get("a")`])).toContain("state.increment");
  expect(named([`state.get("a")`])).not.toContain("limit.take");
  for (const text of ["context.flow.state", "a?.state.b", "a\n  .state", "$state", "states"])
    expect(named([text]), text).not.toContain("state.get");
  for (const text of [
    "({ ...state })",
    "const { get } = state",
    "f(state)",
    "globalThis.state",
    "[...state]",
  ])
    expect(named([text]), text).toContain("state.get");
  const hashes = ["a", "b", `globalThis["limit"]`].map((text) => host.bindings("onExecute", [text]).hash);
  expect(new Set(hashes).size).toBe(2);
});

test("a host's own namespace stays its own", () => {
  const own = defineHost(definition({ functions: [effect({ name: "state.next" })] }));
  const { functions } = own.bindings("onExecute");
  expect(functions.map(({ name }) => name).slice(0, 4)).toEqual([
    "random",
    "state.next",
    "limit.take",
    "secrets.get",
  ]);
  const text = "state.next()";
  expect(own.bindings("onExecute", [text]).functions.map(({ name }) => name)).toEqual([
    "random",
    "state.next",
  ]);
});

test("handles have a type of their own, and no level has the plain text by itself", () => {
  const usage = `
    export function onExecute() {
      const key: SecretHandle = secrets.get("stripe", { as: "hex" });
      const text: SecretHandle = secrets.text\`Bearer \${key}\`;
      const both: SecretHandle[] = [text, secrets.basic("user", key)];
      const plain: string = secrets.value("stripe");
      const wrong: string = secrets.get("stripe"); // error 2322
      return both.length + plain.length;
    }`;
  const found = compile({ "host.d.ts": host.declarations().text, "usage.ts": usage });
  expect(found.map(({ line, code }) => [line, code])).toEqual([[7, 2322]]);
  const known = withSecretNames(host.declarations().text, ["stripe", "mail"]);
  const call = `export const onExecute = () => [secrets.get("stripe"), secrets.get("strpe")].length;`;
  expect(compile({ "host.d.ts": known, "usage.ts": call }).map(({ code }) => code)).toEqual([2345]);
  for (const level of ["safe", "production", "development"] as const)
    expect(host.capabilities(level)).not.toContain("secrets.value");
  expect(host.capabilities("production")).toContain("secrets");
  expect(host.capabilities("safe")).not.toContain("secrets");
});

test("what is only tried finds what its own run kept, and nothing of another", async () => {
  const call = (name: string, ...args: (string | number | object)[]) => ({ name, args: args as never[] });
  const run = async (...calls: ReturnType<typeof call>[]) => {
    const services = createTrialServices(() => 1_000);
    const context = { seed: "", clockMs: 0, context: null, signal: new AbortController().signal, services };
    return Promise.all(
      calls.map(({ name, args }) =>
        host.asyncCalls[name]!(args, context).catch((error: Error) => error.message),
      ),
    );
  };
  const all = [
    call("state.increment", "n", { by: 2 }),
    call("state.increment", "n"),
    call("state.get", "n", { scope: "realm" }),
    call("state.set", "n", "text"),
    call("state.increment", "n"),
    call("limit.take", "n", 1, 10),
    call("limit.take", "n", 1, 10),
  ];
  const answers = [
    2,
    3,
    null,
    null,
    'state.increment: "n" holds a text; increment needs a number',
    { allowed: true, left: 0, retryAfterSeconds: 0 },
    { allowed: false, left: 0, retryAfterSeconds: 10 },
  ];
  expect(await run(...all)).toEqual(answers);
  expect(await run(...all)).toEqual(answers);
});
