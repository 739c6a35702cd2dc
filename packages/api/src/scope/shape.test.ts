import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { registerRest } from "../rest/register.ts";
import { createWorld, type World } from "../testing/world.ts";
import { registerTrpc } from "../trpc/register.ts";
import { requireShape } from "./shape.ts";

let world: World;
let app: FastifyInstance;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  app = fastify({ bodyLimit: 1_000_000 });
  await registerRest(app, world.services);
  await registerTrpc(app, world.services, { secure: false, publicOrigin: null });
  token = await world.token(undefined, "author");
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
const post = async (url: string, payload: unknown) => {
  const answer = await app.inject({
    method: "POST",
    url,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    payload: JSON.stringify(payload),
  });
  return { status: answer.statusCode, text: answer.body };
};
const executeUrl = "/api/v1/realms/acme/scripts/login/risk-check/execute";

describe("thousands of wrong fields are told of in a few words", () => {
  const wrong: [string, string, object, RegExp][] = [
    [
      "unknown fields, tRPC",
      "/api/trpc/scripts.check",
      fields(9_000),
      /k20: unknown field, as are 20 more; remove them/,
    ],
    [
      "unknown fields in a batch",
      "/api/trpc/scripts.check,scripts.check?batch=1",
      { 1: fields(9_000) },
      /k20: unknown field, as are 20 more; remove them/,
    ],
    [
      "unknown fields, REST",
      executeUrl,
      { args: [], ...fields(9_000) },
      /k20: unknown field, as are 20 more/,
    ],
    [
      "wrong items of a list",
      "/api/trpc/flows.saveDraft",
      { realm: "acme", flow: "login", graph: { nodes: Array.from({ length: 50_000 }, () => ({})) } },
      /graph\.nodes: Too big: expected array to have <=200 items, not 50000/,
    ],
    [
      "wrong values of a record",
      "/api/v1/realms/acme/messages",
      { topic: "a", headers: fields(9_000) },
      /headers: has more than 1000 fields/,
    ],
    ["too many arguments", executeUrl, { args: Array.from({ length: 90_000 }, () => 1) }, /args: Too big/],
  ];
  test.each(wrong)("%s", async (_, url, body, message) => {
    const { status, text } = await post(url, body);
    expect(status).toBe(400);
    expect(text).toMatch(message);
    expect(text.length).toBeLessThan(2_000);
  });

  test("twenty unknown fields are named, each with its words", async () => {
    const { text } = await post(executeUrl, { args: [], ...fields(20) });
    for (const name of ["k0", "k19"])
      expect(text).toContain(`${name}: unknown field; remove it or check its spelling`);
  });
});

test("nothing of a value is looked at behind what is too long", () => {
  const item = () => {
    throw new Error("looked at");
  };
  const list = Array.from({ length: 2_000 }, () =>
    Object.defineProperty({}, "a", { get: item, enumerable: true }),
  );
  const schema = z.strictObject({ list: z.array(z.strictObject({ a: z.string() })).optional() });
  expect(() => requireShape(schema, { list })).toThrow(/^list: Too big: expected array to have <=1000 items/);
});

test("what a schema takes passes, and free JSON is not looked at", () => {
  const schema = z.strictObject({
    any: z.record(z.string(), z.unknown()),
    args: z.array(z.unknown()).max(10),
    either: z.union([z.literal("all"), z.array(z.string()).max(2_000)]),
  });
  requireShape(schema, {
    any: fields(50_000),
    args: [Array(50_000).fill(0)],
    either: Array(1_500).fill("x"),
  });
  requireShape(schema, null);
  requireShape(schema, []);
});
