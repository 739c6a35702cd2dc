import { newId, type Role, type TokenRole, type TokenScope, tokenScopes } from "@scriptyard/model";
import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSecret, secretHash } from "../session/secret.ts";
import { createWorld, type World } from "../testing/world.ts";
import { registerRest } from "./register.ts";

/** `anybody`: no token. A scope: a token that has it; a role: one that has it; both: either. `unbound`: of no single realm. `maker`: an admin made it, and is one still. */
type Least = "anybody" | { scope?: TokenScope; role?: TokenRole; unbound?: true; maker?: "admin" };

/** Who may call what over HTTP: the contract, written down once more, apart from the code. */
const matrix: Record<string, Least> = {
  "GET /healthz": "anybody",
  "GET /readyz": "anybody",
  "GET /api/v1/openapi.json": "anybody",
  "GET /metrics": { scope: "metrics", unbound: true },
  "GET /api/v1/events": { scope: "events", role: "operator" },
  "POST /api/v1/realms/:realm/flows/:flow/sessions": { scope: "flows" },
  "GET /api/v1/realms/:realm/flows": { role: "operator" },
  "POST /api/v1/realms/:realm/flows": { role: "author" },
  "GET /api/v1/realms/:realm/flows/:flow": { role: "operator" },
  "PATCH /api/v1/realms/:realm/flows/:flow": { role: "author" },
  "DELETE /api/v1/realms/:realm/flows/:flow": { role: "author" },
  "POST /api/v1/realms/:realm/flows/:flow/restore": { role: "author" },
  "POST /api/v1/realms/:realm/flows/:flow/draft": { role: "author" },
  "POST /api/v1/realms/:realm/flows/:flow/publish": { role: "author" },
  "POST /api/v1/realms/:realm/flows/:flow/rollback": { role: "author" },
  "GET /api/v1/realms/:realm/flows/:flow/versions": { role: "operator" },
  "GET /api/v1/realms/:realm/flows/:flow/versions/:number": { role: "operator" },
  "GET /api/v1/realms/:realm/flows/:flow/diff": { role: "operator" },
  "GET /api/v1/realms/:realm/flows/:flow/traffic": { role: "operator" },
  "GET /api/v1/sessions/:id": { scope: "flows" },
  "POST /api/v1/sessions/:id": { scope: "flows" },
  "POST /api/v1/sessions/:id/link": { scope: "flows" },
  "POST /api/v1/realms/:realm/codes/:handle/collect": { scope: "codes" },
  "GET /api/v1/realms/:realm/scripts": { role: "operator" },
  "POST /api/v1/realms/:realm/scripts/:module/:name/execute": { scope: "execute" },
  "GET /api/v1/realms/:realm/http-hosts": { scope: "realms", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/http-hosts": { scope: "realms", unbound: true, maker: "admin" },
  "GET /api/v1/realms/:realm/secrets": { scope: "secrets", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/secrets": { scope: "secrets", unbound: true, maker: "admin" },
  "DELETE /api/v1/realms/:realm/secrets/:name": { scope: "secrets", unbound: true, maker: "admin" },
  "GET /api/v1/realms/:realm/state": { role: "operator" },
  "GET /api/v1/realms/:realm/state/:id": { role: "operator" },
  "DELETE /api/v1/realms/:realm/state/:id": { role: "author" },
  "GET /api/v1/realms/:realm/triggers": { role: "operator" },
  "POST /api/v1/realms/:realm/triggers": { role: "author" },
  "GET /api/v1/realms/:realm/triggers/:trigger": { role: "operator" },
  "PATCH /api/v1/realms/:realm/triggers/:trigger": { role: "author" },
  "DELETE /api/v1/realms/:realm/triggers/:trigger": { role: "author" },
  "GET /api/v1/realms": { scope: "realms", unbound: true, maker: "admin" },
  "POST /api/v1/realms": { scope: "realms", unbound: true, maker: "admin" },
  "PATCH /api/v1/realms/:realm": { scope: "realms", unbound: true, maker: "admin" },
  "DELETE /api/v1/realms/:realm": { scope: "realms", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/archive": { scope: "realms", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/restore": { scope: "realms", unbound: true, maker: "admin" },
  "GET /api/v1/realms/:realm/export": { scope: "move", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/import/plan": { scope: "move", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/import": { scope: "move", unbound: true, maker: "admin" },
  "POST /api/v1/realms/:realm/messages": { scope: "publish" },
  "GET /api/v1/realms/:realm/dead-letters": { role: "operator" },
  "POST /api/v1/realms/:realm/dead-letters/:id/redeliver": { role: "operator" },
  "DELETE /api/v1/realms/:realm/dead-letters/:id": { role: "operator" },
  "GET /api/v1/realms/:realm/tools": { scope: "tools" },
  "POST /api/v1/realms/:realm/tools/:name/call": { scope: "tools" },
};

type TokenState = {
  role?: TokenRole;
  /** Left out: made before there were scopes. */
  scopes?: readonly TokenScope[];
  realm?: "own" | "other";
  revoked?: true;
  expired?: true;
  maker?: Role | "disabled";
};

/** Every kind of token there is. `null`: none is sent. */
const callers: Record<string, TokenState | null> = {
  "no token": null,
  "an old token without role": {},
  ...Object.fromEntries(tokenScopes.map((scope) => [`one with the scope ${scope}`, { scopes: [scope] }])),
  "an operator's with the scope flows": { role: "operator", scopes: ["flows"] },
  "one with the scope flows, of another realm": { scopes: ["flows"], realm: "other" },
  "one with every scope whose maker is disabled": { scopes: tokenScopes, maker: "disabled" },
  "one with every scope whose maker is an operator by now": { scopes: tokenScopes, maker: "operator" },
  "an operator's without scopes": { role: "operator", scopes: [] },
  "an author's without scopes whose maker is an author": { role: "author", scopes: [], maker: "author" },
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

const rank = { operator: 0, author: 1, admin: 2 };

function expected(least: Least, token: TokenState | null, address: string): Answer {
  if (least === "anybody") return "allowed";
  if (token === null || token.revoked || token.expired) return "unauthenticated";
  const { maker = "admin", role } = token;
  // A token rests while its maker may not have it.
  if (maker === "disabled" || (role && rank[maker] < rank[role])) return "unauthenticated";
  const old = tokenScopes.filter(
    (scope) =>
      scope !== "realms" && scope !== "move" && scope !== "secrets" && scope !== (role ? "codes" : "events"),
  );
  const hasScope = least.scope !== undefined && (token.scopes ?? old).includes(least.scope);
  const hasRole = least.role !== undefined && role !== undefined && rank[role] >= rank[least.role];
  if (least.unbound && token.realm) return "forbidden";
  if (!hasScope && !hasRole) return "forbidden";
  if (least.maker && maker !== least.maker) return "forbidden";
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
  test.each(Object.entries(matrix))("%s needs: %j", async (address, least) => {
    expect(await outcome(address, token)).toBe(expected(least, state, address));
  });
});

async function makeToken({
  role,
  scopes,
  realm,
  revoked,
  expired,
  maker = "admin",
}: TokenState): Promise<string> {
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
    scopes: scopes ? [...scopes] : null,
    role: role ?? null,
  });
  return token;
}

async function otherRealm() {
  const found = await world.store.realms.byName("other");
  return found ?? world.store.realms.create({ ...world.realm, id: newId("rlm"), name: "other" });
}

async function disabledAdmin() {
  const known = await world.store.users.byEmail("left@example.com");
  if (known) return known.id;
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
