import { readFileSync } from "node:fs";
import { languageById } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import type { Json } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { identity } from "./identity/index.ts";
import { baseContext } from "./identity/samples/context.ts";
import { createTestSandbox, run } from "./testing/run.ts";

/** Our side of each job is checked and run as it stands in the document; the other one is recognised when it is pasted. */
const document = readFileSync(new URL("../../../docs/coming-from-others.md", import.meta.url), "utf8");
const chapters = document.split("\n## ").slice(1);
const blocksIn = (chapter: string, language: "js" | "ts"): string[] =>
  [...chapter.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text]) => text!);
const ours = (product: string, at = 0): string =>
  blocksIn(chapters.find((one) => one.startsWith(product))!, "ts")[at]!;

const checker = createScriptChecker({ timeoutMs: 60_000 });
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createTestSandbox([identity]);
});
afterAll(async () => {
  await checker[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

const visit = (change: { [key: string]: Json }): Json => {
  const context = baseContext();
  return { ...context, user: { ...(context.user as object), ...change } };
};
const request: Json = {
  id: "req_1",
  method: "POST",
  path: "/orders",
  params: {},
  query: {},
  headers: {},
  bodyType: "json",
  body: [
    { country: "AT", total: 40 },
    { country: "DE", total: 5 },
    { country: "AT", total: 2 },
  ],
  ip: "203.0.113.7",
  time: "2026-05-04T09:00:00.000Z",
};

test.each<[string, number, string, Json[], Json, Json[]]>([
  ["Auth0", 0, "onExecute", [visit({ emailVerified: true }), null], { action: "continue" }, []],
  [
    "Auth0",
    0,
    "onExecute",
    [visit({ emailVerified: false }), null],
    { action: "reject", code: "unconfirmed", message: "Confirm your address first." },
    [],
  ],
  ["Auth0", 1, "onComplete", [visit({})], null, [["https://shop.example/roles", ["member"]]]],
  ["Keycloak", 0, "onExecute", [visit({ roles: ["admin"] }), null], { action: "continue" }, [["totp"]]],
  ["Keycloak", 0, "onExecute", [visit({}), null], { action: "continue" }, []],
  ["ZITADEL", 0, "onComplete", [visit({})], null, [["staff", true]]],
  [
    "n8n",
    0,
    "onRequest",
    [request],
    { status: 202 },
    [
      ["orders.summed", { country: "AT", total: 42 }],
      ["orders.summed", { country: "DE", total: 5 }],
    ],
  ],
])("%s, script %i (%s) does what the document says", async (product, at, hook, args, result, effects) => {
  const source = ours(product, at);
  const { text: declarations, hash: declarationsHash } = identity.declarations({ hook });
  const entry = { specifier: "docs/job", language: "typescript" as const, source };
  expect(await checker.check({ entry, declarations, declarationsHash, hook, libraries: [] })).toEqual([]);
  const done = await run(sandbox, identity, { ...entry, hook }, args);
  if (done.status !== "ok") throw new Error(done.error.message);
  expect(done.result).toEqual(result);
  expect(done.effects.map((effect) => effect.args)).toEqual(effects);
});

test.each(["Auth0", "Keycloak", "ZITADEL"])(
  "a script of %s that is pasted is told where to read on",
  (product) => {
    const [theirs] = blocksIn(chapters.find((one) => one.startsWith(product))!, "js");
    const { diagnostics } = languageById("javascript").compile(theirs!, "docs/job");
    const found = diagnostics.find(({ code }) => code === "scriptyard/foreign-script");
    expect(`${found?.message} ${found?.remedy}`).toMatch(
      new RegExp(`${product}.*docs/coming-from-others\\.md`),
    );
  },
);
