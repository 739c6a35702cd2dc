import { fastify } from "fastify";
import { expect, test } from "vitest";
import { registerRest } from "../rest/register.ts";
import { createWorld } from "../testing/world.ts";
import { createHealth } from "./health.ts";

/** A sandbox that no other test has worn out, and that may be ended. */
const own = { workers: 1 };

test("a server that drains takes no new work, and one whose database is gone is not ready", async () => {
  const closing = new AbortController();
  const world = await createWorld({ closing: closing.signal }, own);
  const app = fastify();
  await registerRest(app, world.services);
  const token = await world.token();
  const start = () =>
    app.inject({
      method: "POST",
      url: "/api/v1/realms/acme/flows/registration/sessions",
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await start()).statusCode).toBe(201);
  expect(await world.services.health()).toMatchObject({
    status: "healthy",
    reasons: [],
    engine: "quickjs-ng",
  });
  expect((await app.inject("/readyz")).statusCode).toBe(200);

  closing.abort();
  const refused = await start();
  expect(refused.json()).toMatchObject({ status: 503, code: "unavailable", retry: true });
  expect(refused.headers).toMatchObject({ connection: "close", "retry-after": "1" });
  expect((await app.inject("/readyz")).json()).toMatchObject({
    code: "unavailable",
    detail: expect.stringContaining("shutting down"),
  });
  expect((await app.inject("/healthz")).statusCode).toBe(200);

  await world.recorder.flush();
  await world.store.close();
  world.clock.nowMs += 1_000;
  expect(await world.services.health()).toMatchObject({
    status: "unhealthy",
    reasons: [expect.stringContaining("database")],
  });
  await app.close();
  await world[Symbol.asyncDispose]();
});

test("however often readiness is asked, the database is asked once a second", async () => {
  await using world = await createWorld();
  let pings = 0;
  const store = { ...world.store, ping: async () => void pings++ };
  const services = { ...world.services, health: createHealth({ ...world.services, store }) };
  const app = fastify();
  await registerRest(app, services);
  const ask = () => Promise.all(Array.from({ length: 50 }, () => app.inject("/readyz")));
  for (const answer of [...(await ask()), ...(await ask())]) expect(answer.statusCode).toBe(200);
  expect(pings).toBe(1);
  world.clock.nowMs += 1_000;
  await ask();
  expect(pings).toBe(2);
  await app.close();
});

test("a server whose engines cannot run is not ready, and says why to an operator", async () => {
  const world = await createWorld({}, own);
  const app = fastify();
  await registerRest(app, world.services);
  await world.sandbox[Symbol.asyncDispose]();
  expect(await (await world.as("operator")).system.health()).toMatchObject({
    status: "unhealthy",
    reasons: ["The sandbox was disposed."],
    stats: { sandbox: { isolation: "thread", active: 0, perWorker: [] } },
  });
  const ready = await app.inject("/readyz");
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toMatchObject({ code: "unavailable", detail: expect.stringContaining("no engine") });
  await app.close();
  await world[Symbol.asyncDispose]();
});
