import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../testing/world.ts";
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

const host = { host: "127.0.0.1:4400" };

const post = (path: string, body: object) =>
  app.inject({
    method: "POST",
    url: `/api/trpc/${path}`,
    headers: { ...host, "content-type": "application/json" },
    payload: JSON.stringify(body),
  });

test("a batch is one by whatever its address is written: what the door counts is what is called", async () => {
  const guess = { email: "nobody@example.com", password: "a guess" };
  const twice = { 0: guess, 1: guess };
  const queries = ["?batch=1", "?batch=1&batch=1", "?%62atch=1", "?batch=1&batch=2"];
  for (const query of queries) {
    const answer = await post(`session.signIn,session.signIn${query}`, twice);
    expect([query, answer.statusCode, answer.json().error?.message]).toEqual([
      query,
      400,
      "A batch may hold one call that takes a password. Send them one after the other.",
    ]);
  }
  for (const path of ["session.signIn%252Csession.signIn", "session%252EsignIn,session%252EsignIn"]) {
    const answer = await post(`${path}?batch=1`, twice);
    expect([path, answer.statusCode, answer.json().error?.data.fault]).toEqual([path, 400, "bad_request"]);
  }
});

test("a call of a batch is held to its shape, however its address is written", async () => {
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`unknown${n}`, n]));
  for (const query of ["?batch=1", "?batch=1&batch=1"]) {
    const answer = await post(`session.signIn${query}`, { 0: wide });
    expect([query, answer.statusCode, answer.body.length < 1_000]).toEqual([query, 400, true]);
  }
});

test("a batch is capped", async () => {
  const paths = Array.from({ length: 21 }, () => "session.me").join(",");
  const answer = await app.inject({ url: `/api/trpc/${paths}?batch=1&input={}`, headers: host });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({
    error: { message: "A batch holds at most 20 calls. Send several.", data: { fault: "bad_request" } },
  });
});
