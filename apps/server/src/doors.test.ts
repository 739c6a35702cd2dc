import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { join } from "node:path";
import { Writable } from "node:stream";
import { createServices } from "@scriptyard/api";
import { createServer, openParts, type Parts } from "@scriptyard/serving";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readEnv } from "./env.ts";
import { ensureAdmin } from "./first-admin.ts";
import { admin, createVisitor, dataFolder, signIn } from "./testing/running.ts";

/** What every door of the server does with requests that are slow, broken off, or no text. */
const data = dataFolder();
const logged: { level: number; msg: string }[] = [];
let parts: Parts;
let app: FastifyInstance;
let port: number;
let token: string;
let page: string;

const requestTimeoutMs = 1_200;
beforeAll(async () => {
  const lines = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().trim().split("\n")) logged.push(JSON.parse(line));
      done();
    },
  });
  const log = pino({ level: "debug" }, lines);
  const env = readEnv({
    SCRIPTYARD_WORKERS: "1",
    SCRIPTYARD_DATA: data.path,
    SCRIPTYARD_SCRIPTS: join(data.path, "scripts"),
  });
  parts = await openParts(env, log);
  const services = createServices({
    ...parts,
    log,
    closing: new AbortController().signal,
    personas: () => [],
    backupsDir: join(data.path, "backups"),
  });
  await ensureAdmin(services, admin);
  app = await createServer({ services, log, requestTimeoutMs });
  await app.listen({ port: 0, host: "127.0.0.1" });
  ({ port } = app.server.address() as AddressInfo);
  const { client } = await signIn(`http://127.0.0.1:${port}`);
  ({ token } = await client.tokens.create.mutate({ name: "test", scopes: ["execute", "flows", "publish"] }));
  const visitor = createVisitor(`http://127.0.0.1:${port}`);
  page = (await visitor.get("/f/acme/registration")).path;
}, 120_000);
afterAll(async () => {
  await app.close();
  await parts[Symbol.asyncDispose]();
  data.remove();
});

/** Doors that take a body: where, and what they take it for. */
const doors = {
  "the HTTP API": () => ({
    path: "/api/v1/realms/acme/messages",
    type: "application/json",
    body: '{"topic":"a","payload":"x"}',
  }),
  "the console's calls": () => ({
    path: "/api/trpc/session.signIn",
    type: "application/json",
    body: '{"email":"x@example.com","password":"x"}',
  }),
  "an endpoint": () => ({ path: "/hooks/arena/battle", type: "text/plain", body: "battle=x" }),
  "the end-user page": () => ({ path: page, type: "application/x-www-form-urlencoded", body: "_step=1&a=x" }),
};
const names = Object.keys(doors) as (keyof typeof doors)[];

describe.each(names)("%s", (name) => {
  test("cuts a body that dribbles", async () => {
    const answer = await dribble(doors[name]());
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  }, 30_000);

  test("logs a client that goes away while it sends, but not as an error", async () => {
    const before = logged.length;
    await breakOff(doors[name]());
    const gone = () => logged.slice(before).find(({ msg }) => msg.startsWith("a client went away"));
    await expect.poll(gone, { timeout: 10_000 }).toMatchObject({ level: 20 });
    expect(logged.slice(before).filter(({ level }) => level >= 40)).toEqual([]);
  }, 30_000);

  test("refuses bytes that are no UTF-8, and an address of such", async () => {
    const { path, type, body } = doors[name]();
    const broken = Buffer.from(body.replace("x", "\xff\xfe"), "latin1");
    const answers = [await send(path, type, broken), await send(`${path}?a=%FF`, type, Buffer.from(body))];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    const fine = await send(path, type, Buffer.from(body));
    // The script behind the endpoint has its own reasons to answer 400.
    expect(await fine.text()).not.toContain("UTF-8");
    expect(fine.status).not.toBe(500);
  });
});

test.each([
  ["a form", "application/x-www-form-urlencoded", "a=%FF"],
  ["JSON", "application/json", '"\xff"'],
  ["XML", "application/xml", "<a>\xff</a>"],
])("an endpoint refuses %s that is no UTF-8, and takes bytes as bytes", async (_, type, body) => {
  const bytes = Buffer.from(body, "latin1");
  const refused = await send("/hooks/arena/battle", type, bytes);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("UTF-8");
  const raw = await send("/hooks/arena/battle", "application/octet-stream", bytes);
  expect(await raw.text()).not.toContain("UTF-8");
});

test.each([
  ["/api/v1/realms/acme/messages", '{"topic":"a","payload":{"__proto__":1}}'],
  ["/api/trpc/session.signIn", '{"email":"x@example.com","password":"x","\\u005f_proto__":1}'],
  ["/hooks/arena/battle", '{"a":[{"__proto__":1}]}'],
])("a key that could become a prototype is refused at %s, not left out", async (path, body) => {
  const refused = await send(path, "application/json", Buffer.from(body));
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("__proto__");
});

test("headers that dribble are cut too", async () => {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString()));
  socket.on("error", () => {});
  const timer = setInterval(() => socket.write("x"), 50);
  socket.write("GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: ");
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(timer);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
}, 30_000);

type Sent = { path: string; type: string; body: string };

function head({ path, type }: Sent, bytes: number): string {
  return [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `origin: http://127.0.0.1:${port}`,
    ...(path.startsWith("/api/v1") ? [`authorization: Bearer ${token}`] : []),
    `content-type: ${type}`,
    `content-length: ${bytes}`,
    "",
    "",
  ].join("\r\n");
}

/** Sends a byte now and then, for as long as the other side listens. */
async function dribble(sent: Sent): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString()));
  socket.on("error", () => {});
  socket.write(head(sent, 10_000));
  const timer = setInterval(() => socket.write("x"), 50);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(timer);
  return answer;
}

async function breakOff(sent: Sent): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(head(sent, 1_000));
  await new Promise<void>((resolve) => socket.write(sent.body, () => resolve()));
  // It has to have reached the handler; a socket that ends before is no request at all.
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.destroy();
}

function send(path: string, type: string, body: Buffer): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: {
      "content-type": type,
      origin: `http://127.0.0.1:${port}`,
      ...(path.startsWith("/api/v1") && { authorization: `Bearer ${token}` }),
    },
    body: new Uint8Array(body),
    redirect: "manual",
  });
}

test.each([
  "/",
  "/nothing-here",
  "/api/nothing",
  "/api/v1/nothing",
  "/api/trpc/a/b",
  "/api/v1/realms/acme/scripts/login/risk-check/execute",
  "/f/nothing",
  "/hooks",
])("a megabyte of brackets that a stranger posts to %s is not parsed", async (url) => {
  const parse = vi.spyOn(JSON, "parse");
  try {
    const answer = await app.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/json" },
      payload: `${"[".repeat(400_000)}${"]".repeat(400_000)}`,
    });
    expect([401, 404, 415]).toContain(answer.statusCode);
    expect(parse.mock.calls.filter(([text]) => String(text).length > 10_000)).toEqual([]);
  } finally {
    parse.mockRestore();
  }
});
