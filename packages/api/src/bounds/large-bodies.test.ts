import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { registerRest } from "../rest/register.ts";
import { registerHooks } from "../rest/triggers/hooks.ts";
import { createWorld, type World } from "../testing/world.ts";
import { registerTrpc } from "../trpc/register.ts";

let world: World;
let app: FastifyInstance;
let token: string;
let tokenWithRole: string;
let scriptId: string;
beforeAll(async () => {
  world = await createWorld();
  app = fastify({ routerOptions: { maxParamLength: 2_000 }, bodyLimit: 1_000_000 });
  await registerHooks(app, world.services);
  await registerRest(app, world.services);
  await registerTrpc(app, world.services, { secure: false, publicOrigin: null });
  token = await world.token();
  tokenWithRole = await world.token(undefined, "author");
  const author = await world.as("author");
  const hook = await author.scripts.create({
    realm: "acme",
    module: "hooks",
    name: "count",
    hook: "onRequest",
    language: "typescript",
    source:
      "export function onRequest(request: HookRequest): HookResponse { return { status: 200, body: request.bodyType }; }\n",
  });
  scriptId = hook.script.id;
  await author.versions.publish({ scriptId, note: "test", revision: hook.draft.revision });
  await author.triggers.create({
    realm: "acme",
    kind: "http",
    name: "count",
    scriptId: hook.script.id,
    config: { path: "/count", auth: "none", rateLimitPerMinute: 0 },
  });
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

const post = (url: string, payload: string, bearer?: string) =>
  app.inject({
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    payload,
  });
const execute = (args: string, bearer = token) =>
  post("/api/v1/realms/acme/scripts/login/risk-check/execute", `{"args":${args}}`, bearer);

/** The three doors that take JSON; each puts a value where people put theirs. */
const doors: [string, (value: string) => ReturnType<typeof post>][] = [
  ["REST", (value) => execute(`[${value}]`)],
  [
    "tRPC",
    (value) =>
      post(
        "/api/trpc/samples.save",
        `{"scriptId":"${scriptId}","name":"sent","args":[${value}]}`,
        tokenWithRole,
      ),
  ],
  [
    "a batch of tRPC",
    (value) =>
      post(
        "/api/trpc/samples.save,samples.save?batch=1",
        `{"0":{"scriptId":"${scriptId}","name":"sent","args":[${value}]}}`,
        tokenWithRole,
      ),
  ],
  ["hooks", (value) => post("/hooks/acme/count", value)],
];

const tooMuch: [string, string, number][] = [
  ["nesting", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, 400],
  ["values", `[${"0,".repeat(150_000)}0]`, 413],
  ["names", JSON.stringify(Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`k${n}`, n]))), 413],
];

describe.each(doors)("over %s", (_, send) => {
  test.each(tooMuch)(
    "too much %s is refused by a look at its bytes: it is not parsed",
    async (_, value, status) => {
      const parse = vi.spyOn(JSON, "parse");
      try {
        const answer = await send(value);
        expect(answer.statusCode).toBe(status);
        expect(parse.mock.calls.filter(([text]) => text.length > 50_000)).toEqual([]);
      } finally {
        parse.mockRestore();
      }
    },
  );

  test("10 000 records pass the door", async () => {
    const records = Array.from({ length: 10_000 }, (_, id) => ({ id, name: `n${id}`, at: 1, ok: true }));
    const answer = await send(JSON.stringify(records));
    // What the hook's schema says of them is no matter of the door.
    expect(answer.body).not.toMatch(/holds more than|nests deeper|waiting/);
    expect([200, 207, 400]).toContain(answer.statusCode);
  });
});

test("a key __proto__ is refused, however it is written and however large the body", async () => {
  for (const key of ["__proto__", "\\u005f_proto__"])
    for (const size of [1, 100_000]) {
      const answer = await execute(`[{"a":"${"x".repeat(size)}","${key}":{}}]`);
      expect(answer.json()).toMatchObject({
        code: "bad_request",
        detail: expect.stringContaining("__proto__"),
      });
    }
});

test("large bodies take turns: what is small and came after them is answered before them", async () => {
  const answered: string[] = [];
  const note = (name: string) => (answer: { statusCode: number }) => {
    expect(answer.statusCode).toBe(200);
    answered.push(name);
  };
  const large = JSON.stringify(Array.from({ length: 9_000 }, (_, n) => ({ n, text: "x".repeat(50) })));
  const all = Array.from({ length: 6 }, (_, n) => post("/hooks/acme/count", large).then(note(`large ${n}`)));
  all.push(post("/hooks/acme/count", "{}").then(note("small")));
  await Promise.all(all);
  expect(answered.indexOf("small")).toBeLessThan(5);
});

test("a product that sends many contexts of 100 KB at once is refused none", async () => {
  const context = JSON.stringify({
    rows: Array.from({ length: 1_000 }, (_, n) => ({ n, text: "x".repeat(80) })),
  });
  expect(context.length).toBeGreaterThan(95_000);
  const answers = await Promise.all(Array.from({ length: 20 }, () => execute(`[${context}]`)));
  expect(answers.map((answer) => answer.statusCode)).not.toContain(429);
});

test("a large body waits in the line of whoever sent it; who goes away leaves it; the refusal says when to come back", async () => {
  const taken: string[] = [];
  const { turns } = world.services;
  const spy = vi.spyOn(turns, "take").mockImplementation(async (person) => void taken.push(person));
  const large = JSON.stringify("x".repeat(100_000));
  try {
    await execute(`[${large}]`);
    await execute(`[${large}]`, tokenWithRole);
    await post("/api/trpc/drafts.save", `{"source":${large}}`, tokenWithRole);
    await post("/api/trpc/drafts.save", `{"source":${large}}`);
    await post("/hooks/acme/count", large);
    await execute("[1]");
    await post("/api/v1/realms/acme/tools/none/call", `{"params":{"a":"${"x".repeat(3_000)}"}}`, token);
  } finally {
    spy.mockRestore();
  }
  const [ofToken] = taken;
  expect(ofToken).toMatch(/^tok_/);
  // An open route only runs what is live: a token is itself there, whoever made it.
  expect(taken.slice(1)).toEqual([
    expect.stringMatching(/^tok_/),
    // To be read, and to be written.
    world.users.admin.id,
    world.users.admin.id,
    "network 127.0.0.1",
    "network 127.0.0.1",
    ofToken,
  ]);
  expect(taken[1]).not.toBe(ofToken);
});

test("a batch waits in the same line, whichever way it comes; a few calls do not", async () => {
  const { turns } = world.services;
  const taken: string[] = [];
  const spy = vi.spyOn(turns, "take").mockImplementation(async (person) => void taken.push(person));
  const batch = (calls: number) => {
    const inputs = Object.fromEntries(Array.from({ length: calls }, (_, n) => [n, { scriptId }]));
    const path = (name: string) => `/api/trpc/${Array(calls).fill(name).join(",")}?batch=1`;
    const query = `${path("samples.list")}&input=${encodeURIComponent(JSON.stringify(inputs))}`;
    return Promise.all([
      app.inject({ url: query, headers: { authorization: `Bearer ${tokenWithRole}` } }),
      post(path("scripts.check"), JSON.stringify(inputs), tokenWithRole),
    ]);
  };
  try {
    for (const { statusCode } of await batch(4)) expect(statusCode).toBeLessThan(300);
    expect(taken).toEqual([]);
    await batch(20);
    expect(taken).toEqual([world.users.admin.id, world.users.admin.id]);
    // What people's browsers send is large from 16 KB on.
    await post("/api/trpc/scripts.check", `{"source":${JSON.stringify("x".repeat(20_000))}}`, tokenWithRole);
    expect(taken).toHaveLength(3);
  } finally {
    spy.mockRestore();
  }
});
