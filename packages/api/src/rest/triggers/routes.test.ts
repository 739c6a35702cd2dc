import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../../testing/world.ts";
import { registerRest } from "../register.ts";
import { deadLetterList, publishedAnswer, toolList, triggerList, triggerSaved } from "./schemas.ts";

let world: World;
let app: FastifyInstance;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  app = fastify();
  await registerRest(app, world.services);
  token = await world.token(world.realm, "author");
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

async function call(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
  bearer = token,
) {
  const answer = await app.inject({
    method,
    url: `/api/v1/realms/acme${path}`,
    headers: { authorization: `Bearer ${bearer}`, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  });
  return {
    status: answer.statusCode,
    body: answer.json() as { [field: string]: unknown } & { detail?: string },
  };
}

async function script(name: string, template: string, hook: string): Promise<string> {
  const author = await world.as("author");
  const place = { realm: "acme", module: "rest", name, hook, language: "typescript" as const, template };
  const { script, draft } = await author.scripts.create(place);
  await author.versions.publish({ scriptId: script.id, note: "test", revision: draft.revision });
  return script.id;
}

test("a trigger is made, read, changed and removed over HTTP; what is answered is what is documented", async () => {
  const scriptId = await script("orders", "on-message", "onMessage");
  const made = await call("POST", "/triggers", {
    kind: "bus",
    name: "orders",
    scriptId,
    config: { topic: "orders.*" },
  });
  expect(made.status).toBe(201);
  expect(triggerSaved.parse(made.body).trigger).toMatchObject({
    name: "orders",
    summary: "orders.*",
    enabled: true,
  });
  expect(triggerList.parse((await call("GET", "/triggers")).body).triggers).toHaveLength(1);

  const sent = await call("POST", "/messages", { topic: "orders.created", payload: { id: "o_1" } });
  expect(sent.status).toBe(201);
  expect(publishedAnswer.parse(sent.body)).toMatchObject({ subscriptions: 1 });
  expect((await call("POST", "/messages", { topic: "orders.*" })).body.detail).toMatch(/^topic: /);

  const changed = await call("PATCH", "/triggers/orders", { enabled: false, description: "Adds up" });
  expect(triggerSaved.parse(changed.body).trigger).toMatchObject({ enabled: false, description: "Adds up" });
  const refused = await call("PATCH", "/triggers/orders", { config: { topic: "orders.>.x" } });
  expect([refused.status, refused.body.detail]).toEqual([
    400,
    expect.stringMatching(/^config\.topic: words/),
  ]);
  expect((await call("DELETE", "/triggers/orders")).status).toBe(200);
  expect((await call("GET", "/triggers/orders")).status).toBe(404);
});

test("a trigger may name its script instead of sending its id", async () => {
  await script("named", "on-message", "onMessage");
  const trigger = { kind: "bus", name: "named", script: "rest/named", config: { topic: "named" } };
  const made = await call("POST", "/triggers", trigger);
  expect(triggerSaved.parse(made.body).trigger.script).toEqual({ module: "rest", name: "named", live: true });
  const refused = await call("POST", "/triggers", { ...trigger, name: "other", script: "rest" });
  expect([refused.status, refused.body.detail]).toEqual([
    400,
    'script: "rest" names no script. Send module/name, e.g. wargame/hit_simulator.',
  ]);
  const none = await call("PATCH", "/triggers/named", { script: "rest/nobody" });
  expect([none.status, none.body.detail]).toEqual([
    404,
    expect.stringMatching(/^script: Realm "acme" has no/),
  ]);
  await call("DELETE", "/triggers/named");
});

test("dead letters are listed, delivered again and deleted", async () => {
  const scriptId = await script("fails", "on-message", "onMessage");
  await call("POST", "/triggers", {
    kind: "bus",
    name: "fails",
    scriptId,
    config: { topic: "bad", attempts: 1 },
  });
  await call("POST", "/messages", { topic: "bad", payload: {} });
  // Only its own: a message that came while an earlier test disabled its trigger is a dead letter too.
  const list = async () =>
    deadLetterList
      .parse((await call("GET", "/dead-letters")).body)
      .items.filter((one) => one.message.topic === "bad");
  await expect.poll(async () => (await list()).length, { timeout: 10_000 }).toBe(1);
  const [letter] = await list();
  expect((await call("POST", `/dead-letters/${letter!.id}/redeliver`, {})).status).toBe(200);
  await expect.poll(async () => (await list()).filter((one) => one.id !== letter!.id).length).toBe(1);
  const [again] = await list();
  expect((await call("DELETE", `/dead-letters/${again!.id}`)).status).toBe(200);
  expect(await list()).toEqual([]);
});

test("tools are listed and called", async () => {
  const scriptId = await script("gross", "tool", "onCall");
  const parameters = {
    type: "object",
    properties: { net: { type: "number" }, rate: { type: "number" } },
    required: ["net", "rate"],
  };
  await call("POST", "/triggers", {
    kind: "tool",
    name: "gross",
    scriptId,
    config: { toolName: "gross_price", summary: "Adds the tax.", parameters },
  });
  expect(toolList.parse((await call("GET", "/tools")).body).tools).toMatchObject([
    { name: "gross_price", parameters },
  ]);
  const answer = await call("POST", "/tools/gross_price/call", { params: { net: 100, rate: 0.2 } });
  expect([answer.status, answer.body.result]).toEqual([200, { gross: 120 }]);
  const refused = await call("POST", "/tools/gross_price/call", { params: { net: "x" } });
  expect(refused.status).toBe(400);
  expect((await call("POST", "/tools/nothing/call", {})).status).toBe(404);
});

test("a token of another realm sees nothing of this one", async () => {
  const { id: _, ...rest } = world.realm;
  const other = await world.store.realms.create({
    ...rest,
    id: "rlm_01kqt000000000000000000000",
    name: "other",
  });
  const foreign = await world.token(other, "author");
  for (const [method, path] of [
    ["GET", "/triggers"],
    ["GET", "/triggers/gross"],
    ["GET", "/tools"],
    ["GET", "/dead-letters"],
  ] as const)
    expect((await call(method, path, undefined, foreign)).status).toBe(404);
  expect((await call("POST", "/messages", { topic: "a" }, foreign)).status).toBe(404);
  expect((await call("DELETE", "/triggers/gross", undefined, foreign)).status).toBe(404);
});

test("what will run is changed by a token with a role only; running needs none", async () => {
  const plain = await world.token(world.realm);
  const operator = await world.token(world.realm, "operator");
  const status = async (bearer: string, ...[method, path, body]: Parameters<typeof call>) =>
    (await call(method, path, body, bearer)).status;
  expect(await status(plain, "GET", "/triggers")).toBe(403);
  expect(await status(operator, "GET", "/triggers")).toBe(200);
  expect(await status(operator, "DELETE", "/triggers/gross")).toBe(403);
  expect(await status(operator, "PATCH", "/triggers/gross", { enabled: false })).toBe(403);
  expect(await status(plain, "POST", "/tools/gross_price/call", { params: { net: 1, rate: 0 } })).toBe(200);
  expect(await status(plain, "POST", "/messages", { topic: "a" })).toBe(201);
});
