import { newId, type Role, type TokenRole } from "@scriptyard/model";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSecret, secretHash } from "../session/secret.ts";
import { createWorld, type World } from "../testing/world.ts";
import { registerRest } from "./register.ts";

/** `anybody`: no token. `open`: any valid token. `unbound`: one of no single realm. */
type Least = "anybody" | "open" | "unbound" | TokenRole;

/** Who may call what over HTTP: the contract, written down once more, apart from the code. */
const matrix: Record<string, Least> = {
  "GET /healthz": "anybody",
  "GET /readyz": "anybody",
  "GET /api/v1/openapi.json": "anybody",
  "GET /metrics": "unbound",
  "GET /api/v1/events": "open",
  "POST /api/v1/realms/:realm/flows/:flow/sessions": "open",
  "GET /api/v1/sessions/:id": "open",
  "POST /api/v1/sessions/:id": "open",
  "POST /api/v1/sessions/:id/link": "open",
  "GET /api/v1/realms/:realm/scripts": "operator",
  "POST /api/v1/realms/:realm/scripts/:module/:name/execute": "open",
  "GET /api/v1/realms/:realm/triggers": "operator",
  "POST /api/v1/realms/:realm/triggers": "author",
  "GET /api/v1/realms/:realm/triggers/:trigger": "operator",
  "PATCH /api/v1/realms/:realm/triggers/:trigger": "author",
  "DELETE /api/v1/realms/:realm/triggers/:trigger": "author",
  "POST /api/v1/realms/:realm/messages": "open",
  "GET /api/v1/realms/:realm/dead-letters": "operator",
  "POST /api/v1/realms/:realm/dead-letters/:id/redeliver": "operator",
  "DELETE /api/v1/realms/:realm/dead-letters/:id": "operator",
  "GET /api/v1/realms/:realm/tools": "open",
  "POST /api/v1/realms/:realm/tools/:name/call": "open",
};

type TokenState = {
  role?: TokenRole;
  realm?: "own" | "other";
  revoked?: true;
  expired?: true;
  maker?: Role | "disabled";
};

/** Every kind of token there is. `null`: none is sent. */
const callers: Record<string, TokenState | null> = {
  "no token": null,
  "a token without role": {},
  "a token of the realm": { realm: "own" },
  "a token of another realm": { realm: "other" },
  "an operator's": { role: "operator" },
  "an author's": { role: "author" },
  "an author's, of another realm": { role: "author", realm: "other" },
  "an author's whose maker is an operator by now": { role: "author", maker: "operator" },
  "an author's whose maker is disabled": { role: "author", maker: "disabled" },
  "a revoked one": { role: "author", revoked: true },
  "an expired one": { role: "author", expired: true },
};

type Answer = "allowed" | "unauthenticated" | "forbidden" | "unseen";

function expected(least: Least, token: TokenState | null, address: string): Answer {
  if (least === "anybody") return "allowed";
  if (token === null || token.revoked || token.expired) return "unauthenticated";
  if (least === "unbound") return token.realm ? "forbidden" : "allowed";
  if (least !== "open") {
    if (!token.role) return "forbidden";
    if (token.maker === "disabled") return "unauthenticated";
    const rank = { operator: 0, author: 1, admin: 2 };
    if (Math.min(rank[token.maker ?? "admin"], rank[token.role]) < rank[least]) return "forbidden";
  }
  return token.realm === "other" && address !== "GET /metrics" ? "unseen" : "allowed";
}

/** A method that must carry a body is asked for its type before anything else. */
const notFound = expect.toBeOneOf([404, 415]);

let world: World;
const app = fastify();
const registered: string[] = [];
let origin: string;
let session: { id: string; secret: string };
beforeAll(async () => {
  world = await createWorld({ metrics: { contentType: "text/plain", text: async () => "" } });
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) registered.push(`${one} ${url}`);
  });
  await registerRest(app, world.services);
  origin = await app.listen({ port: 0, host: "127.0.0.1" });
  const started = await world.runner.startFlow(
    { realm: "acme", flow: "login", mode: "live", context: {} },
    { userId: null, requestId: newId("req") },
  );
  session = { id: started.sessionId, secret: started.secret! };
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

test("every address is in the matrix; all others refuse whatever is sent", async () => {
  expect(Object.keys(matrix).filter((address) => !registered.includes(address))).toEqual([]);
  for (const address of registered.filter((one) => !(one in matrix) && !one.startsWith("HEAD ")))
    expect([address, await refusal(address)]).toEqual([address, address.endsWith("/*") ? notFound : 405]);
});

describe.each(Object.entries(callers))("%s", (_name, state) => {
  let token: string | undefined;
  beforeAll(async () => {
    token = state === null ? undefined : await makeToken(state);
  });
  test.each(Object.entries(matrix))("%s needs: %s", async (address, least) => {
    expect(await outcome(address, token)).toBe(expected(least, state, address));
  });
});

async function makeToken({ role, realm, revoked, expired, maker = "admin" }: TokenState): Promise<string> {
  const token = `sy_${newSecret()}`;
  const now = world.clock.nowMs;
  await world.store.tokens.create({
    id: newId("tok"),
    realmId: realm === undefined ? null : realm === "own" ? world.realm.id : (await otherRealm()).id,
    name: "test",
    tokenHash: secretHash(token),
    hint: token.slice(0, 7),
    createdBy: maker === "disabled" ? await disabledAdmin() : world.users[maker].id,
    createdAt: now,
    lastUsedAt: null,
    expiresAt: expired ? now - 1 : null,
    revokedAt: revoked ? now - 1 : null,
    scopes: null,
    role: role ?? null,
  });
  return token;
}

async function otherRealm() {
  const found = await world.store.realms.byName("other");
  return found ?? world.store.realms.create({ ...world.realm, id: newId("rlm"), name: "other" });
}

async function disabledAdmin() {
  const { id } = await world.store.users.create({
    id: newId("usr"),
    email: "left@example.com",
    name: "",
    role: "admin",
    passwordHash: null,
    disabled: true,
    createdAt: world.clock.nowMs,
    lastSeenAt: null,
  });
  return id;
}

async function outcome(address: string, token?: string): Promise<Answer> {
  const answer = await send(address, token);
  if (answer.status === 401) return "unauthenticated";
  if (answer.status === 403) return "forbidden";
  // A thing of the realm that does not exist is "allowed": the caller got past the door.
  const hidden = /There is no (realm \\"acme\\"|flow session)/;
  return answer.status === 404 && hidden.test(answer.text) ? "unseen" : "allowed";
}

/** Without a wire: `fetch` cannot send every method that is registered. */
async function refusal(address: string): Promise<number> {
  const [method, url] = address.split(" ") as ["GET", string];
  return (await app.inject({ method, url })).statusCode;
}

/** The session is a real one with its secret; a body that lacks what is needed is for whoever got past the door. */
async function send(address: string, token?: string): Promise<{ status: number; text: string }> {
  const [method, path] = address.split(" ") as [string, string];
  const url = path.replace(":realm", "acme").replace("sessions/:id", `sessions/${session.id}`);
  using cut = aborting();
  const answer = await fetch(`${origin}${url}${path.endsWith("/events") ? "?realm=acme" : ""}`, {
    method,
    signal: cut.signal,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      "scriptyard-session": session.secret,
      ...(method === "POST" || method === "PATCH" ? { "content-type": "application/json" } : {}),
    },
    ...(method === "POST" || method === "PATCH"
      ? { body: path.includes("sessions/:id") ? '{"form":null}' : "{}" }
      : {}),
  });
  // A stream has no end to wait for.
  const endless = answer.headers.get("content-type")?.startsWith("text/event-stream");
  return { status: answer.status, text: endless ? "" : await answer.text() };
}

function aborting(): { signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  return { signal: controller.signal, [Symbol.dispose]: () => controller.abort() };
}
