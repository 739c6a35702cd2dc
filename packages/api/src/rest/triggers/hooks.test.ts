// Long: one listening server for all of it: hostile requests need the real socket.
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { signatureHeader } from "@scriptyard/model";
import { sign } from "@scriptyard/runner";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorld, type World } from "../../testing/world.ts";
import { registerRest } from "../register.ts";
import { registerHooks } from "./hooks.ts";

let world: World;
let app: FastifyInstance;
let port: number;
beforeAll(async () => {
  world = await createWorld();
  app = fastify({ exposeHeadRoutes: false, routerOptions: { ignoreTrailingSlash: true } });
  await registerHooks(app, world.services);
  await registerRest(app, world.services);
  await app.listen({ port: 0, host: "127.0.0.1" });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

let made = 0;

/** An endpoint with a script of its own, for anybody where nothing else is said; answers the trigger and the secret of a signed one. */
async function endpoint(body: string, config: { [field: string]: unknown }, timeoutMs?: number) {
  const name = `hook-${++made}`;
  const author = await world.as("author");
  const source = `export function onRequest(request: HookRequest): HookResponse {\n${body}\n}\n`;
  const place = { realm: "acme", module: "hooks", name, hook: "onRequest", language: "typescript" as const };
  const { script, draft } = await author.scripts.create({ ...place, source });
  if (timeoutMs !== undefined)
    await author.scripts.updateSettings({ scriptId: script.id, limits: { timeoutMs } });
  await author.versions.publish({ scriptId: script.id, note: "test", revision: draft.revision });
  const settings = { realm: "acme", kind: "http" as const, name, scriptId: script.id, failureLimit: 0 };
  return author.triggers.create({ ...settings, config: { auth: "none", ...config } as never });
}

type Sent = { method?: string; headers?: Record<string, string | string[]>; body?: string | Buffer };
type Got = { status: number; headers: NodeJS.Dict<string | string[]>; text: string };

/** A plain request: `fetch` would refuse or repair half of what is tested here. */
function send(path: string, { method = "POST", headers = {}, body }: Sent = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ port, path, method, headers, host: "127.0.0.1" }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
const json = { "content-type": "application/json" };
const echo = "return { status: 200, body: { ...request } as unknown as Json };";
const read = (got: Got) => JSON.parse(got.text) as { [field: string]: unknown };

describe("what a script gets", () => {
  test("method, parameters, query, headers without credentials, and the body by its type", async () => {
    await endpoint(echo, {
      method: "ANY",
      path: "/echo/:id/parts/:part",
      requestHeaders: ["x-own"],
    });
    const got = await send("/hooks/acme/echo/a%20b%2Fc/parts/7?x=1&y=2&y=3&constructor=4", {
      headers: {
        ...json,
        authorization: "Bearer sy_secret",
        cookie: "scriptyard_session=secret",
        "x-api-key": "secret",
        "x-own": "seen",
      },
      body: '{"a":[1,{"b":null}]}',
    });
    expect(got.status).toBe(200);
    expect(got.text).not.toContain("secret");
    expect(read(got)).toMatchObject({
      method: "POST",
      path: "/echo/a b/c/parts/7",
      params: { id: "a b/c", part: "7" },
      query: { x: "1", y: ["2", "3"], constructor: "4" },
      headers: { "x-own": "seen", "content-type": "application/json" },
      bodyType: "json",
      body: { a: [1, { b: null }] },
      ip: "127.0.0.1",
    });
    expect(
      read(
        await send("/hooks/acme/echo/a/parts/b", {
          body: "a=1&b=x+y&a=2",
          headers: { "content-type": "application/x-www-form-urlencoded" },
        }),
      ),
    ).toMatchObject({ bodyType: "form", body: { a: ["1", "2"], b: "x y" } });
    expect(
      read(
        await send("/hooks/acme/echo/a/parts/b", {
          body: "häh",
          headers: { "content-type": "text/plain; charset=utf-8" },
        }),
      ),
    ).toMatchObject({ bodyType: "text", body: "häh" });
    expect(
      read(
        await send("/hooks/acme/echo/a/parts/b", {
          body: Buffer.from([0, 255, 1]),
          headers: { "content-type": "image/png" },
        }),
      ),
    ).toMatchObject({ bodyType: "raw", body: "AP8B" });
    expect(read(await send("/hooks/acme/echo/a/parts/b", { method: "DELETE" }))).toMatchObject({
      method: "DELETE",
      bodyType: "none",
      body: null,
    });
    expect(read(await send("/hooks/acme/echo/a/parts/b", { body: Buffer.from("x") }))).toMatchObject({
      bodyType: "raw",
    });
  });

  test("the record keeps no credentials", async () => {
    await endpoint(`log.info("in", request.headers);\nreturn { status: 200 };`, { path: "/record" });
    await send("/hooks/acme/record", { headers: { authorization: "Bearer sy_hidden", cookie: "a=hidden" } });
    await world.recorder.flush();
    const { items } = await (await world.as("operator")).executions.list({
      realm: "acme",
      filter: { trigger: "http" },
      limit: 1,
    });
    const record = await (await world.as("operator")).executions.get({ id: items[0]!.id });
    expect(JSON.stringify(record)).not.toContain("hidden");
  });
});

describe("what goes back", () => {
  test("status, headers and body, always with our protection", async () => {
    await endpoint(
      `return { status: 201, headers: { "X-Mine": "1", "Content-Type": "text/html" }, body: "<b>hi</b>" };`,
      { path: "/html", responseHeaders: ["x-mine"] },
    );
    const got = await send("/hooks/acme/html");
    expect([got.status, got.text, got.headers["x-mine"], got.headers["content-type"]]).toEqual([
      201,
      "<b>hi</b>",
      "1",
      "text/html",
    ]);
    expect(got.headers["content-security-policy"]).toMatch(/^sandbox;/);
    expect(got.headers["x-content-type-options"]).toBe("nosniff");
  });

  test.each([
    [`{ "set-cookie": "scriptyard_session=x" }`],
    [`{ "Set-Cookie": " __Host-scriptyard=x" }`],
    [`{ "connection": "close" }`],
    [`{ "Transfer-Encoding": "chunked" }`],
    [`{ "content-length": "3" }`],
    [`{ "content-security-policy": "none" }`],
    [`{ "access-control-allow-origin": "*" }`],
    [`{ "x-request-id": "a\\r\\nset-cookie: b=c" }`],
    [`{ "x-request-id": "a\\u0000b" }`],
    [`{ "a b": "c" }`],
    [`{ "x\\r\\ny": "c" }`],
    [`{ "location": "https://evil.example/" }`],
    [`{ "location": "//evil.example/" }`],
    [`{ "location": "javascript:alert(1)" }`],
    [`{ "x-request-id": "${"y".repeat(5_000)}" }`],
    [`{ "x-request-id": "1", "X-Request-Id": "2" }`],
  ])("the header %s is the script's error", async (headers) => {
    const path = `/bad-${made}`;
    await endpoint(`return { status: 302, headers: ${headers} };`, { path });
    const got = await send(`/hooks/acme${path}`);
    expect(got.status).toBe(500);
    expect(got.headers["set-cookie"]).toBeUndefined();
  });

  test("a script's failure, a result that is none and a timeout tell an id and nothing else", async () => {
    await endpoint(`throw new Error("table users is locked");`, { path: "/fails" });
    await endpoint(`return { status: 99 };`, { path: "/wrong" });
    await endpoint(`for (;;);`, { path: "/spins" }, 50);
    const fails = await send("/hooks/acme/fails");
    expect(fails.status).toBe(500);
    expect(read(fails)).toEqual({
      error: "The endpoint failed.",
      executionId: expect.stringMatching(/^exe_/),
    });
    expect((await send("/hooks/acme/wrong")).status).toBe(500);
    const spins = await send("/hooks/acme/spins");
    expect(spins.status).toBe(504);
    expect(read(spins)).toEqual({
      error: "The endpoint took too long.",
      executionId: expect.stringMatching(/^exe_/),
    });
    await world.recorder.flush();
    const record = await (await world.as("operator")).executions.get({
      id: read(spins).executionId as `exe_${string}`,
    });
    expect(record.errorType).toBe("timeout");
  });
});

describe("routing", () => {
  test("literals before parameters; 404, 405 with Allow, HEAD and OPTIONS", async () => {
    await endpoint(`return { status: 200, body: "any " + request.params.id };`, {
      method: "GET",
      path: "/r/:id",
    });
    await endpoint(`return { status: 200, body: "mine" };`, { method: "GET", path: "/r/mine" });
    await endpoint(`return { status: 200, body: "put" };`, { method: "PUT", path: "/r/:key" });
    expect((await send("/hooks/acme/r/mine", { method: "GET" })).text).toBe("mine");
    expect((await send("/hooks/acme/r/other/", { method: "GET" })).text).toBe("any other");
    expect((await send("/hooks/acme/r/mine", { method: "PUT" })).text).toBe("put");
    const refused = await send("/hooks/acme/r/x", { method: "DELETE" });
    expect([refused.status, refused.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS, PUT"]);
    const head = await send("/hooks/acme/r/x", { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    const options = await send("/hooks/acme/r/x", { method: "OPTIONS" });
    expect([options.status, options.headers.allow]).toEqual([204, "GET, HEAD, OPTIONS, PUT"]);
    expect(options.headers["access-control-allow-origin"]).toBeUndefined();
    for (const path of [
      "/hooks/acme/nothing",
      "/hooks/nowhere/r/x",
      "/hooks/acme",
      "/hooks/acme/r",
      "/hooks/acme/r//",
      "/hooks/acme/r/a/b",
    ]) {
      const got = await send(path, { method: "GET" });
      expect([path, got.status, got.text]).toEqual([path, 404, '{"error":"There is no such endpoint."}']);
    }
    expect((await send("/hooks/acme/r/%E0%A4%A", { method: "GET" })).status).toBe(400);
  });

  test("two endpoints cannot have the same address", async () => {
    await endpoint(echo, { path: "/same/:a" });
    await expect(endpoint(echo, { path: "/same/:b" })).rejects.toThrow(
      /config\.path: the trigger "hook-\d+" has this method and path/,
    );
    await expect(endpoint(echo, { path: "/same/../x" })).rejects.toThrow(/config\.path: "\.\.": parts are/);
  });
});

describe("who may call", () => {
  test("a token of the realm", async () => {
    await endpoint(`return { status: 200 };`, { path: "/token", auth: "token" });
    const refused = await send("/hooks/acme/token");
    expect([refused.status, refused.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    const { id: _, ...rest } = world.realm;
    const other = await world.store.realms.create({
      ...rest,
      id: "rlm_01kqt000000000000000000000",
      name: "other",
    });
    const as = async (token: string) =>
      (await send("/hooks/acme/token", { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await as(await world.token())).toBe(200);
    expect(await as(await world.token(world.realm))).toBe(200);
    expect(await as(await world.token(other))).toBe(401);
    expect(await as(`sy_${"x".repeat(43)}`)).toBe(401);
  });

  test("a signature over time, method, address and body, once", async () => {
    const { secret, trigger } = await endpoint(`return { status: 200 };`, {
      path: "/signed",
      auth: "signature",
    });
    const path = "/hooks/acme/signed?x=1";
    const now = () => Math.floor(Date.now() / 1_000);
    const signed = (seconds: number, over: object = {}, key = secret!) => {
      const what = { method: "POST", pathAndQuery: path, body: Buffer.from("{}"), ...over };
      return `t=${seconds},v1=${sign(key, seconds, what)}`;
    };
    const call = async (header: string | undefined, sent: Sent & { path?: string } = {}) =>
      (
        await send(sent.path ?? path, {
          body: "{}",
          ...sent,
          headers: { ...json, ...(header === undefined ? {} : { [signatureHeader]: header }) },
        })
      ).status;
    const good = signed(now());
    expect(await call(good)).toBe(200);
    expect(await call(good), "sent again").toBe(401);
    expect(await call(signed(now() - 1), { body: '{"a":1}' }), "another body").toBe(401);
    expect(await call(signed(now() - 2), { path: "/hooks/acme/signed?x=2" }), "another address").toBe(401);
    expect(await call(signed(now() - 301)), "too old").toBe(401);
    expect(await call(signed(now() + 301)), "too early").toBe(401);
    expect(await call(signed(now() - 3, {}, "whs_guess")), "another secret").toBe(401);
    expect(await call(undefined)).toBe(401);
    expect(await call("t=1,v1=zz")).toBe(401);

    // Stored sealed, never shown again, replaced at once.
    const stored = await world.store.triggers.byId(trigger.id);
    expect(JSON.stringify(stored)).not.toContain(secret!.slice(4));
    expect(JSON.stringify(await (await world.as("admin")).triggers.list({ realm: "acme" }))).not.toContain(
      stored!.sealedSecret!,
    );
    const renewed = await (await world.as("author")).triggers.renewSecret({ id: trigger.id });
    expect(await call(signed(now() - 4))).toBe(401);
    expect(await call(signed(now() - 5, {}, renewed.secret!))).toBe(200);
  });

  test("a limit for each client", async () => {
    await endpoint(`return { status: 200 };`, { path: "/limited", rateLimitPerMinute: 3 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await send("/hooks/acme/limited")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(Number((await send("/hooks/acme/limited")).headers["retry-after"])).toBeGreaterThan(0);
  });

  test("pages of other origins only where the endpoint says so, never with credentials", async () => {
    await endpoint(`return { status: 200 };`, { path: "/cors", corsOrigins: ["https://shop.example"] });
    const from = (origin: string, method = "POST") =>
      send("/hooks/acme/cors", { method, headers: { origin, "access-control-request-method": "POST" } });
    const granted = await from("https://shop.example", "OPTIONS");
    expect([
      granted.status,
      granted.headers["access-control-allow-origin"],
      granted.headers["access-control-allow-methods"],
    ]).toEqual([204, "https://shop.example", "OPTIONS, POST"]);
    expect((await from("https://shop.example")).headers["access-control-allow-origin"]).toBe(
      "https://shop.example",
    );
    for (const answer of [
      await from("https://evil.example", "OPTIONS"),
      await from("https://evil.example"),
      await from("null"),
    ]) {
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
      expect(answer.headers.vary).toBe("Origin");
    }
  });
});

describe("hostile requests", () => {
  test("too large, broken, deep, poisoned or foreign bodies are refused before a script runs", async () => {
    await endpoint(echo, { path: "/hostile" });
    const post = (body: string | Buffer, type = "application/json") =>
      send("/hooks/acme/hostile", { body, headers: { "content-type": type } });
    const tooLarge = await post(Buffer.alloc(1_000_001, 32));
    // The rest of it is not read: nothing else may be sent behind it.
    expect(tooLarge).toMatchObject({ status: 413, headers: { connection: "close" } });
    expect((await post("{")).status).toBe(400);
    expect((await post("[".repeat(200) + "]".repeat(200))).status).toBe(400);
    expect((await post('{"__proto__":{"admin":true}}')).status).toBe(400);
    expect((await post("a=1&__proto__=2", "application/x-www-form-urlencoded")).status).toBe(400);
    expect((await post("x", "text/plain; charset=utf-16")).status).toBe(415);
    expect(
      (
        await post(
          Array.from({ length: 1_500 }, (_, n) => `a${n}=1`).join("&"),
          "application/x-www-form-urlencoded",
        )
      ).status,
    ).toBe(400);
    // A megabyte of what JSON escapes sixfold still fits what the script may take.
    await endpoint(`return { status: 200, body: String((request.body as string).length) };`, {
      path: "/length",
    });
    const escaped = "\u0001".repeat(500_000);
    const sent = { body: escaped, headers: { "content-type": "text/plain" } };
    expect((await send("/hooks/acme/length", sent)).text).toBe("500000");
  });

  test("a page of this origin cannot load an answer as its script or service worker", async () => {
    await endpoint(`return { status: 200, body: "1" };`, { method: "GET", path: "/sw.js" });
    for (const headers of [{ "service-worker": "script" }, { "sec-fetch-dest": "script" }] as Record<
      string,
      string
    >[])
      expect((await send("/hooks/acme/sw.js", { method: "GET", headers })).status).toBe(403);
  });

  test("a body that never ends, lies about its length, or a request that is none leaves the server well", async () => {
    await endpoint(`return { status: 200, body: "well" };`, { path: "/well" });
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        let answer = "";
        socket.on("data", (chunk) => (answer += String(chunk)));
        socket.on("close", () => resolve(answer));
        socket.on("error", () => resolve(answer));
        setTimeout(() => socket.destroy(), 300);
      });
    await raw(
      "POST /hooks/acme/well HTTP/1.1\r\nhost: x\r\ncontent-length: 900000\r\ncontent-type: text/plain\r\n\r\nabc",
    );
    await raw(
      "POST /hooks/acme/well HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n",
    );
    expect(await raw("GET /hooks/acme/%00 HTTP/1.1\r\nhost: x\r\n\r\n")).toMatch(/^HTTP\/1\.1 404/);
    expect((await send("/hooks/acme/well")).text).toBe("well");
  });

  test("names of prototypes are data like any other, and reach no prototype; __proto__ is refused", async () => {
    await endpoint(
      `const { headers, query, body } = request;
return { status: 200, body: [headers.constructor as unknown as Json, query as Json, body, ({} as { x?: string }).x ?? null] };`,
      { path: "/proto" },
    );
    const got = await send("/hooks/acme/proto?constructor=1&prototype=2&__proto__[x]=1", {
      body: '{"constructor":"Ferrari","a":{"prototype":[1]}}',
      headers: { constructor: "x", "content-type": "application/json" },
    });
    // The header is not among those that endpoints show, and no built-in stands in its place.
    expect(JSON.parse(got.text)).toEqual([
      null,
      { constructor: "1", prototype: "2", "__proto__[x]": "1" },
      { constructor: "Ferrari", a: { prototype: [1] } },
      null,
    ]);
    const refused = await send("/hooks/acme/proto?__proto__=1");
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("__proto__")]);
  });
});

test("disabled and removed endpoints are gone at once", async () => {
  const { trigger } = await endpoint(`return { status: 200 };`, { path: "/gone" });
  const author = await world.as("author");
  await author.triggers.update({ id: trigger.id, enabled: false });
  expect((await send("/hooks/acme/gone")).status).toBe(404);
  await author.triggers.update({ id: trigger.id, enabled: true });
  expect((await send("/hooks/acme/gone")).status).toBe(200);
  await author.triggers.remove({ id: trigger.id });
  expect((await send("/hooks/acme/gone")).status).toBe(404);
});

describe("a caller that goes away", () => {
  test.each(["hooks", "execute"] as const)(
    "while it waits for an engine: nothing runs, over %s",
    async (door) => {
      const { trigger } = await endpoint(
        `if (request.query.spin === "yes") for (;;); return { status: 200 };`,
        { path: `/gone-${door}` },
        1_000,
      );
      // The only engine is taken for a second of its processor time, and what comes then waits.
      const spins = send(`/hooks/acme/gone-${door}?spin=yes`);
      await expect.poll(() => world.sandbox.stats().active, { timeout: 20_000 }).toBe(1);
      const path =
        door === "hooks"
          ? `/hooks/acme/gone-${door}`
          : `/api/v1/realms/acme/scripts/hooks/hook-${made}/execute`;
      const headers = { ...json, authorization: `Bearer ${await world.token()}` };
      const leaving = httpRequest({ port, path, method: "POST", headers, host: "127.0.0.1" });
      leaving.on("error", () => undefined);
      leaving.end(JSON.stringify({ args: [eventOf(door)] }));
      await expect.poll(() => world.sandbox.stats().queued, { timeout: 20_000, interval: 5 }).toBe(1);
      leaving.destroy();
      await expect.poll(() => world.sandbox.stats().queued, { timeout: 20_000, interval: 5 }).toBe(0);
      // Its time or its operations, whatever this machine reaches first.
      expect((await spins).status).toBeGreaterThanOrEqual(500);
      await world.recorder.flush();
      const operator = await world.as("operator");
      const { scriptId } = trigger;
      const { items } = await operator.executions.list({ realm: "acme", filter: { scriptId } });
      expect(items.map((one) => one.status)).toEqual(["error"]);
    },
  );
});

const eventOf = (door: string) => ({
  id: "req_1",
  method: "POST",
  path: `/gone-${door}`,
  params: {},
  query: {},
  headers: {},
  body: null,
  bodyType: "none",
  ip: "127.0.0.1",
  time: "2026-01-01T00:00:00.000Z",
});
