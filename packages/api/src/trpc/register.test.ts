// Long: all that this door does before any procedure runs: sessions, sizes, batches, origins.
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createWorld, password, type World } from "../testing/world.ts";
import { registerTrpc } from "./register.ts";

let world: World;
let app: FastifyInstance;
beforeAll(async () => {
  world = await createWorld();
  app = fastify({ routerOptions: { maxParamLength: 2_000 }, bodyLimit: 1_000_000 });
  await registerTrpc(app, world.services, { secure: false, publicOrigin: null });
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

const json = { "content-type": "application/json" };
const signIn = { email: "admin@example.com", password };
const host = { host: "127.0.0.1:4400" };

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: `/api/trpc/${path}`,
    headers: { ...host, ...json, ...headers },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });

async function cookie(): Promise<string> {
  const answer = await post("session.signIn", signIn);
  return String(answer.headers["set-cookie"]).split(";")[0]!;
}

describe("guesses that have to wait", () => {
  const from = (remoteAddress: string, path: string, body: string) =>
    app.inject({
      method: "POST",
      url: `/api/trpc/${path}`,
      headers: { ...host, ...json },
      payload: body,
      remoteAddress,
    });

  test("are refused before anybody is looked up, alone and in a batch", async () => {
    const guess = { email: " Somebody@example.com", password: "a guess" };
    const send = (path = "session.signIn", body: unknown = guess) =>
      from("198.51.100.50", path, JSON.stringify(body));
    for (let tries = 0; tries < 6; tries++) expect((await send()).statusCode).toBe(401);
    const look = vi.spyOn(world.services.store.users, "byEmail");
    const answers = [await send(), await send("session.me,session.signIn?batch=1", { 1: guess })];
    for (const answer of answers) {
      expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([429, "600"]);
      expect(answer.json().error.data).toMatchObject({ fault: "rate_limited", retry: true });
    }
    expect(look).not.toHaveBeenCalled();
    look.mockRestore();
    expect((await send("session.signIn", { ...guess, email: "other@example.com" })).statusCode).toBe(401);
  });

  test("under a made-up address use up nobody's tries at a one-time link", async () => {
    const redeem = JSON.stringify({ token: "made up", password: "a good long one" });
    const guess = JSON.stringify({ email: "link from 198.51.100.77", password: "x" });
    for (let n = 0; n < 60; n++) await from(`192.0.2.${n >> 2}`, "session.signIn", guess);
    const refused = await from("198.51.100.77", "session.redeem", redeem);
    expect(refused.json().error.data).toMatchObject({ fault: "gone" });
  });

  test("are refused before their body is read, where no more may wait", async () => {
    const place = { realm: "strangers", person: "198.51.100.60" };
    const gone = new AbortController();
    const waiting = Array.from({ length: 4 }, () =>
      world.services.gates.hash.enter(place, gone.signal).catch(() => null),
    );
    const answer = await from("198.51.100.60", "session.signIn", "{");
    expect(answer.statusCode).toBe(429);
    expect(answer.json().error.data).toMatchObject({ details: { waitingBehind: 4 } });
    expect((await from("198.51.100.60", "session.me", "{")).statusCode).toBe(400);
    gone.abort();
    for (const pass of await Promise.all(waiting)) pass?.[Symbol.dispose]();
    expect((await from("198.51.100.60", "session.signIn", "{")).statusCode).toBe(400);
  });
});

test("an archive is read of whoever is signed in, and of nobody else", async () => {
  const stranger = await post("realms.planImport", "{");
  expect(stranger.statusCode).toBe(401);
  expect(stranger.json().error.data).toMatchObject({ fault: "unauthenticated" });
  expect((await post("realms.planImport", "{", { cookie: await cookie() })).statusCode).toBe(400);
});

describe("a token with a role", () => {
  const make = async (input: object) => {
    const own = await cookie();
    const answer = await post("tokens.create", input, { cookie: own });
    return { answer, token: answer.json().result?.data.token as string };
  };
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const tree = (headers: Record<string, string>) =>
    app.inject({
      url: `/api/trpc/scripts.tree?input=${encodeURIComponent('{"realm":"acme"}')}`,
      headers: { ...host, ...headers },
    });

  test("does what its role may, in its maker's name, and nothing that is for people", async () => {
    const { token } = await make({ name: "cli", role: "author" });
    expect((await tree(as(token))).statusCode).toBe(200);
    const list = await app.inject({
      url: `/api/trpc/scripts.list?input=${encodeURIComponent('{"realm":"acme"}')}`,
      headers: { ...host, ...as(token) },
    });
    const [script] = list.json().result.data.items;
    const saved = await post(
      "drafts.save",
      { scriptId: script.id, source: "export const a = 1;\n", baseRevision: script.draftRevision },
      as(token),
    );
    expect(saved.json().result.data).toMatchObject({ ok: true });
    for (const [path, body] of [
      ["tokens.create", { name: "another" }],
      ["users.invite", { email: "x@example.com", role: "admin" }],
      ["session.changePassword", { current: "x", next: "y" }],
    ] as const)
      expect((await post(path, body, as(token))).json().error.data).toMatchObject({ fault: "forbidden" });
  });

  test("of an operator edits nothing; one that only runs scripts opens nothing; a cookie beside it does not help", async () => {
    const { token: reader } = await make({ name: "reader", role: "operator" });
    expect((await tree(as(reader))).statusCode).toBe(200);
    const refused = await post("scripts.create", {}, as(reader));
    expect(refused.statusCode).toBe(403);
    const { token: runner } = await make({ name: "runner", scopes: ["execute", "flows"] });
    const own = await cookie();
    expect((await tree({ ...as(runner), cookie: own })).statusCode).toBe(403);
    expect((await tree({ authorization: "Bearer nonsense", cookie: own })).statusCode).toBe(401);
  });

  test("has no realm of its own, is never an admin, and ends with the account of whoever made it", async () => {
    const { answer } = await make({ name: "x", role: "author", realm: "acme" });
    expect(answer.json().error.message).toMatch(/^realm: a token with a role works in every realm/);
    expect((await make({ name: "x", role: "admin" })).answer.statusCode).toBe(400);

    const { token } = await make({ name: "cli", role: "author" });
    const { store } = world;
    const maker = (await store.users.byEmail(signIn.email))!;
    await store.users.update(maker.id, { role: "operator" });
    expect((await post("scripts.create", {}, as(token))).statusCode).toBe(401);
    await store.users.update(maker.id, { disabled: true });
    expect((await tree(as(token))).statusCode).toBe(401);
    await store.users.update(maker.id, { role: "admin", disabled: false });
  });
});

describe("the session cookie", () => {
  test("is httpOnly, SameSite=Strict, for the whole host, and signs in", async () => {
    const answer = await post("session.signIn", signIn);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["set-cookie"]).toMatch(
      /^scriptyard_session_4400=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
    const me = await app.inject({
      url: "/api/trpc/session.me",
      headers: { ...host, cookie: await cookie() },
    });
    expect(me.json().result.data).toMatchObject({ email: "admin@example.com" });
    expect(me.headers["cache-control"]).toBe("no-store");
  });

  test("is Secure and __Host- over https, and a plain one is not read there", async () => {
    const secure = fastify();
    await registerTrpc(secure, world.services, { secure: true, publicOrigin: "https://scriptyard.example" });
    const answer = await secure.inject({
      method: "POST",
      url: "/api/trpc/session.signIn",
      headers: { ...json, origin: "https://scriptyard.example" },
      payload: JSON.stringify(signIn),
    });
    const set = String(answer.headers["set-cookie"]);
    expect(set).toMatch(/^__Host-scriptyard=.*; Secure$/);
    const plain = set.split(";")[0]!.replace("__Host-scriptyard", "scriptyard_session");
    const me = await secure.inject({ url: "/api/trpc/session.me", headers: { cookie: plain } });
    expect(me.json().result.data).toBeNull();
    await secure.close();
  });

  test("is taken away by signing out, and worth nothing after", async () => {
    const own = await cookie();
    const out = await post("session.signOut", "", { cookie: own });
    expect(out.headers["set-cookie"]).toMatch(/^scriptyard_session_4400=; Path=\/; Max-Age=0/);
    const me = await app.inject({ url: "/api/trpc/session.me", headers: { ...host, cookie: own } });
    expect(me.json().result.data).toBeNull();
  });
});

describe("forged requests", () => {
  const refused: [string, Record<string, string>, number, string][] = [
    ["another site's fetch", { "sec-fetch-site": "cross-site" }, 403, "forbidden"],
    ["a neighbour on the same site", { "sec-fetch-site": "same-site" }, 403, "forbidden"],
    ["another origin", { origin: "https://evil.example" }, 403, "forbidden"],
    ["another port of the same machine", { origin: "http://127.0.0.1:3000" }, 403, "forbidden"],
    ["a sandboxed frame", { origin: "null" }, 403, "forbidden"],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["a plain-text form", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    [
      "a multipart form",
      { "content-type": "multipart/form-data; boundary=x" },
      415,
      "unsupported_media_type",
    ],
  ];
  test.each(refused)("%s is refused", async (_name, headers, status, fault) => {
    const own = await cookie();
    const answer = await post("session.signOut", "{}", { cookie: own, ...headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().error.data).toMatchObject({ fault, httpStatus: status, retry: false });
    const me = await app.inject({ url: "/api/trpc/session.me", headers: { ...host, cookie: own } });
    expect(me.json().result.data).not.toBeNull();
  });

  test("the console's own page and a client that is no browser pass", async () => {
    for (const headers of [{ origin: "http://127.0.0.1:4400", "sec-fetch-site": "same-origin" }, {}])
      expect((await post("session.signIn", signIn, headers as Record<string, string>)).statusCode).toBe(200);
  });

  test("a mutation cannot be called by GET", async () => {
    const answer = await app.inject({
      url: "/api/trpc/session.signOut",
      headers: { ...host, cookie: await cookie() },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.json().error.data).toMatchObject({ fault: "method_not_allowed" });
  });

  test("a key __proto__ in a query's input is refused, however it is written", async () => {
    for (const input of ['{"realm":{"__proto__":1}}', '{"\\u005f_proto__":1}']) {
      const answer = await app.inject({
        url: `/api/trpc/scripts.tree?input=${encodeURIComponent(input)}`,
        headers: { ...host, cookie: await cookie() },
      });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().error.message).toBe(
        'The input has a key "__proto__", which no field may be called.',
      );
    }
  });
});

describe("errors", () => {
  test("a call without input needs no body, also where it is bounded", async () => {
    const answer = await post("system.backup", "", { cookie: await cookie() });
    // It came as far as the backup itself: this server keeps nothing on disk.
    expect(answer.json().error?.data).toMatchObject({ fault: "unavailable" });
  });

  test("name the field, the fault and the request", async () => {
    const answer = await post("session.signIn", { email: 7, pasword: "x" });
    expect(answer.statusCode).toBe(400);
    const { message, data } = answer.json().error;
    expect(message).toContain("email: ");
    expect(message).toContain("pasword: unknown field");
    expect(data).toMatchObject({ code: "BAD_REQUEST", fault: "bad_request", retry: false });
    expect(data.requestId).toMatch(/^req_/);
    expect(data.details.issues).toContainEqual({ path: "pasword", message: expect.any(String) });
    expect(data).not.toHaveProperty("stack");
  });

  test("a fault keeps its details", async () => {
    const own = await cookie();
    const input = encodeURIComponent(JSON.stringify({ realm: "nowhere" }));
    const answer = await app.inject({
      url: `/api/trpc/flows.list?input=${input}`,
      headers: { ...host, cookie: own },
    });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error).toMatchObject({
      message: 'There is no realm "nowhere". Known realms: acme.',
      data: { fault: "not_found", code: "NOT_FOUND" },
    });
  });

  test("text that is no JSON, an unknown procedure and too much text are the caller's", async () => {
    expect((await post("session.signIn", "{")).json().error.data.fault).toBe("bad_request");
    expect((await post("session.nope", {})).json().error.data.fault).toBe("not_found");
    const large = await post("session.signIn", { email: "x".repeat(1_100_000) });
    expect(large.statusCode).toBe(413);
    expect(large.json().error.data.fault).toBe("too_large");
  });
});
