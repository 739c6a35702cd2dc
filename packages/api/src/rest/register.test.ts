// Long: one server for all its tests, with a table of everything it refuses.
import { type FaultCode, faults } from "@scriptyard/model";
import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";
import { registerRest } from "./register.ts";
import { executionAnswer, flowAnswer, problem } from "./schemas.ts";

let world: World;
let app: FastifyInstance;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  app = fastify();
  await registerRest(app, world.services);
  token = await world.token();
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

const executeUrl = "/api/v1/realms/acme/scripts/login/risk-check/execute";
const flowUrl = "/api/v1/realms/acme/flows/login/sessions";

type Sent = {
  bearer?: string | null;
  type?: string | null;
  headers?: Record<string, string>;
  method?: "PUT" | "GET";
};

function post(
  url: string,
  body: unknown,
  { bearer = token, type = "application/json", headers, method }: Sent = {},
) {
  return app.inject({
    method: method ?? "POST",
    url,
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(type === null ? {} : { "content-type": type }),
      ...headers,
    },
    ...(method === "GET" ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function sampleContext(name: string): Promise<unknown> {
  const personas = await (await world.as("operator")).flows.personas({ realm: "acme", flow: "login" });
  return personas.find((one) => one.name === name)?.context ?? personas[0]!.context;
}

async function sampleArgs(): Promise<unknown[]> {
  const caller = await world.as("operator");
  const { item } = await caller.scripts.get({ realm: "acme", module: "login", name: "risk-check" });
  const [sample] = await caller.samples.list({ scriptId: item.id });
  return (await caller.samples.get({ id: sample!.id })).args;
}

describe("refusals are problem+json of the fault table", () => {
  const deep = `{"args":${"[".repeat(200)}${"]".repeat(200)}}`;
  const cases: [string, () => ReturnType<typeof post>, FaultCode, RegExp][] = [
    ["no token", () => post(executeUrl, {}, { bearer: null }), "unauthenticated", /Authorization: Bearer/],
    [
      "an unknown token",
      () => post(executeUrl, {}, { bearer: `sy_${"x".repeat(43)}` }),
      "unauthenticated",
      /unknown/,
    ],
    ["no token of ours", () => post(executeUrl, {}, { bearer: "nonsense" }), "unauthenticated", /unknown/],
    ["bad JSON", () => post(executeUrl, '{"args": ['), "bad_request", /not valid JSON/],
    ["an empty body", () => post(executeUrl, ""), "bad_request", /body/],
    ["no object", () => post(executeUrl, "[]"), "bad_request", /must be an object/],
    ["a wrong type", () => post(executeUrl, { args: "none" }), "bad_request", /^args: must be a list/],
    ["an unknown field", () => post(executeUrl, { args: [], argz: 1 }), "bad_request", /argz: unknown field/],
    ["both forms", () => post(executeUrl, { args: [], context: {} }), "bad_request", /not both/],
    ["neither form", () => post(executeUrl, { seed: "x" }), "bad_request", /args: missing/],
    ["a clock that is none", () => post(executeUrl, { args: [], clock: "noon" }), "bad_request", /clock: /],
    ["nesting", () => post(executeUrl, deep), "bad_request", /deeper than 100/],
    ["a prototype", () => post(executeUrl, '{"args":[{"__proto__":{}}]}'), "bad_request", /__proto__/],
    ["too large a body", () => post(executeUrl, { args: ["x".repeat(1_000_001)] }), "too_large", /1 MB/],
    [
      "another media type",
      () => post(executeUrl, "a=b", { type: "text/plain" }),
      "unsupported_media_type",
      /json/,
    ],
    [
      "an unknown realm",
      () => post(executeUrl.replace("acme", "nowhere"), { args: [] }),
      "not_found",
      /nowhere/,
    ],
    [
      "an unknown script",
      () => post(executeUrl.replace("risk-check", "nope"), { args: [] }),
      "not_found",
      /nope/,
    ],
    ["another method", () => post(executeUrl, {}, { method: "PUT" }), "method_not_allowed", /POST/],
    ["an unknown address", () => post("/api/v1/nope", {}), "not_found", /openapi/],
    [
      "input the hook refuses",
      () => post(executeUrl, { args: [{ request: 7 }, null] }),
      "bad_request",
      /context\.realm/,
    ],
    ["an unknown flow", () => post(flowUrl.replace("login", "nope"), {}), "not_found", /nope/],
    [
      "an unknown context part",
      () => post(flowUrl, { context: { usr: {} } }),
      "bad_request",
      /context\.usr: unknown/,
    ],
    [
      "no session secret",
      () => post("/api/v1/sessions/fls_x", { form: null }),
      "unauthenticated",
      /Scriptyard-Session/,
    ],
    [
      "an unknown session",
      () => post("/api/v1/sessions/fls_x", { form: null, secret: "x" }),
      "not_found",
      /session/,
    ],
    [
      "a form that is none",
      () => post("/api/v1/sessions/fls_x", { form: "a", secret: "x" }),
      "bad_request",
      /^form: /,
    ],
  ];
  test.each(cases)("%s", async (_name, send, code, detail) => {
    const answer = await send();
    const body = problem.parse(answer.json());
    expect(body).toMatchObject({
      type: `https://scriptyard.dev/faults/${code}`,
      title: faults[code].title,
      status: faults[code].http,
      code,
      retry: faults[code].retry,
    });
    expect(body.detail).toMatch(detail);
    expect(body.requestId).toMatch(/^req_/);
    expect(answer.statusCode).toBe(faults[code].http);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  });

  test("what is refused leaves nothing behind", async () => {
    const count = async () =>
      (await world.store.executions.list({ realmId: world.realm.id }, { limit: 200 })).items.length;
    await world.recorder.flush();
    const before = await count();
    for (const [, send] of cases) await send();
    await world.recorder.flush();
    expect(await count()).toBe(before);
  });
});

describe("execute", () => {
  test("runs the live version and records it", async () => {
    const answer = await post(executeUrl, {
      args: await sampleArgs(),
      seed: "s",
      clock: "2026-05-04T08:00:00Z",
    });
    expect(answer.statusCode).toBe(200);
    const body = executionAnswer.parse(answer.json());
    expect(body).toMatchObject({ status: "ok", result: { action: "continue" } });
    expect(body).not.toHaveProperty("error");
    await world.recorder.flush();
    expect(await world.store.executions.byId(body.executionId)).toMatchObject({
      trigger: "http",
      seed: "s",
      clockMs: Date.UTC(2026, 4, 4, 8),
      userId: null,
    });
  });

  test("says when to come back where all engines are busy", async () => {
    await using small = await createWorld({}, { queueLimit: 1 });
    const crowded = fastify();
    await registerRest(crowded, small.services);
    const headers = { authorization: `Bearer ${await small.token()}` };
    const payload = { args: await sampleArgs() };
    const send = () => crowded.inject({ method: "POST", url: executeUrl, headers, payload });
    expect((await send()).statusCode).toBe(200);
    const answers = await Promise.all(Array.from({ length: 30 }, send));
    await crowded.close();
    const busy = answers.filter((answer) => answer.statusCode === 503);
    expect(busy.length).toBeGreaterThan(0);
    for (const answer of busy) {
      expect(answer.json()).toMatchObject({ code: "busy" });
      expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    }
  });

  test("takes context and form instead of args", async () => {
    const [context, form] = await sampleArgs();
    const whole = await post(executeUrl, { context, form: form ?? null });
    const short = await post(executeUrl, { context });
    expect([whole.json().status, short.json().status]).toEqual(["ok", "ok"]);
    // A hook with one parameter gets one.
    const url = executeUrl.replace("risk-check", "welcome-block");
    expect((await post(url, { context })).json()).toMatchObject({
      status: "ok",
      result: { parts: expect.any(Array) },
    });
  });
});

describe("tokens", () => {
  test("bound to a realm see no other", async () => {
    const other = await world.store.realms.create({
      ...world.realm,
      id: "rlm_00000000000000000000000001",
      name: "other",
    });
    const bound = await world.token(other);
    for (const send of [
      () => post(executeUrl, { args: [] }, { bearer: bound }),
      () => post(flowUrl, {}, { bearer: bound }),
    ])
      expect(problem.parse((await send()).json()).code).toBe("not_found");
    const started = flowAnswer.parse((await post(flowUrl, {})).json());
    const stolen = await post(
      `/api/v1/sessions/${started.sessionId}`,
      { form: null, secret: started.secret },
      { bearer: bound },
    );
    expect(stolen.statusCode).toBe(404);
  });

  test("are refused from the moment they are revoked or expire, and note their use", async () => {
    const admin = await world.as("admin");
    const { token: bearer, record } = await admin.tokens.create({
      name: "ci",
      realm: "acme",
      scopes: ["flows"],
      expiresInDays: 1,
    });
    expect(bearer).toMatch(/^sy_[\w-]{43}$/);
    expect(record).not.toHaveProperty("tokenHash");
    const send = async (one: string) => (await post(flowUrl, {}, { bearer: one })).statusCode;
    expect(await send(bearer)).toBe(201);
    const listed = (await admin.tokens.list()).find((one) => one.id === record.id);
    expect(listed).toMatchObject({ createdByName: "The admin", lastUsedAt: world.clock.nowMs });
    await admin.tokens.revoke({ id: record.id });
    expect(await send(bearer)).toBe(401);

    const second = await admin.tokens.create({ name: "short", scopes: ["flows"], expiresInDays: 1 });
    expect(await send(second.token)).toBe(201);
    world.clock.nowMs += 86_400_001;
    expect(await send(second.token)).toBe(401);
  });
});

describe("flow sessions", () => {
  test("walk from start to end, with and without the header", async () => {
    const context = await sampleContext("Maria on a new laptop");
    const answer = await post(flowUrl, { context });
    expect(answer.statusCode).toBe(201);
    const started = flowAnswer.parse(answer.json());
    expect(started.secret).toBeTypeOf("string");
    const url = `/api/v1/sessions/${started.sessionId}`;
    const again = await post(url, null, {
      method: "GET",
      headers: { "scriptyard-session": started.secret! },
    });
    expect(flowAnswer.parse(again.json())).toMatchObject({ action: started.action, step: started.step });
    expect(again.json()).not.toHaveProperty("secret");
    const wrong = await post(url, { form: {}, secret: "not the secret" });
    expect(wrong.statusCode).toBe(404);
    if (started.action !== "challenge") return;
    const next = await post(
      url,
      { form: {}, step: started.step },
      { headers: { "scriptyard-session": started.secret! } },
    );
    expect(flowAnswer.parse(next.json()).step).toBe(started.step + 1);
    const repeated = await post(url, { form: {}, step: started.step, secret: started.secret });
    expect(repeated.json()).toEqual(next.json());
  });
});

describe("documents and probes need no token", () => {
  test("healthz and readyz", async () => {
    expect((await app.inject("/healthz")).json()).toEqual({ status: "ok" });
    expect((await app.inject("/readyz")).json()).toEqual({ status: "ready" });
  });

  test("openapi.json describes every route, with references that resolve", async () => {
    const answer = await app.inject("/api/v1/openapi.json");
    const document = answer.json();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).sort()).toEqual([
      "/api/v1/events",
      "/api/v1/realms",
      "/api/v1/realms/{realm}",
      "/api/v1/realms/{realm}/archive",
      "/api/v1/realms/{realm}/codes/{handle}/collect",
      "/api/v1/realms/{realm}/dead-letters",
      "/api/v1/realms/{realm}/dead-letters/{id}",
      "/api/v1/realms/{realm}/dead-letters/{id}/redeliver",
      "/api/v1/realms/{realm}/export",
      "/api/v1/realms/{realm}/flows",
      "/api/v1/realms/{realm}/flows/{flow}",
      "/api/v1/realms/{realm}/flows/{flow}/diff",
      "/api/v1/realms/{realm}/flows/{flow}/draft",
      "/api/v1/realms/{realm}/flows/{flow}/publish",
      "/api/v1/realms/{realm}/flows/{flow}/restore",
      "/api/v1/realms/{realm}/flows/{flow}/rollback",
      "/api/v1/realms/{realm}/flows/{flow}/sessions",
      "/api/v1/realms/{realm}/flows/{flow}/traffic",
      "/api/v1/realms/{realm}/flows/{flow}/versions",
      "/api/v1/realms/{realm}/flows/{flow}/versions/{number}",
      "/api/v1/realms/{realm}/http-hosts",
      "/api/v1/realms/{realm}/import",
      "/api/v1/realms/{realm}/import/plan",
      "/api/v1/realms/{realm}/messages",
      "/api/v1/realms/{realm}/restore",
      "/api/v1/realms/{realm}/scripts",
      "/api/v1/realms/{realm}/scripts/{module}/{name}/execute",
      "/api/v1/realms/{realm}/secrets",
      "/api/v1/realms/{realm}/secrets/{name}",
      "/api/v1/realms/{realm}/state",
      "/api/v1/realms/{realm}/state/{id}",
      "/api/v1/realms/{realm}/tools",
      "/api/v1/realms/{realm}/tools/{name}/call",
      "/api/v1/realms/{realm}/triggers",
      "/api/v1/realms/{realm}/triggers/{trigger}",
      "/api/v1/sessions/{id}",
      "/api/v1/sessions/{id}/link",
      "/healthz",
      "/metrics",
      "/readyz",
    ]);
    const references = [...answer.body.matchAll(/"\$ref": "([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\//);
      expect(document.components.schemas).toHaveProperty(reference.split("/").at(-1)!);
    }
    for (const operations of Object.values<Record<string, { responses: object }>>(document.paths))
      for (const operation of Object.values(operations)) expect(operation.responses).toBeTypeOf("object");
  });
});
