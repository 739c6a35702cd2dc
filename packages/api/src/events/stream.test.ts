import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costs } from "../bounds/costs.ts";
import { registerRest } from "../rest/register.ts";
import { createCaller } from "../router.ts";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
const app = fastify();
let url: string;
beforeAll(async () => {
  world = await createWorld();
  await registerRest(app, world.services);
  url = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

const most = costs.stream.perPerson.underWay;

test("a person follows so many streams in the console; others are not kept from theirs", async () => {
  const ended = new AbortController();
  const follow = async (role: "operator" | "author", { signal } = ended) => {
    const caller = createCaller(await world.context(role), { signal });
    const stream = await caller.events.stream({ realm: "acme" });
    const next = stream[Symbol.asyncIterator]().next();
    return Promise.race([
      next.then(
        () => "ended",
        (error: Error) => error.message,
      ),
      new Promise<string>((resolve) => setTimeout(resolve, 50, "open")),
    ]);
  };
  for (let count = 0; count < most; count++) expect(await follow("operator")).toBe("open");
  expect(await follow("operator")).toMatch(/Too much of this is under way/);
  expect(await follow("author")).toBe("open");
  ended.abort();
  // Their places are free again.
  const later = new AbortController();
  await expect.poll(() => follow("operator", later)).toBe("open");
  later.abort();
});

test("a token follows so many over HTTP, and takes none of another's", async () => {
  const ended = new AbortController();
  const follow = async (token: string) => {
    const { status } = await fetch(`${url}/api/v1/events?realm=acme`, {
      headers: { authorization: `Bearer ${token}` },
      signal: ended.signal,
    });
    return status;
  };
  const [greedy, other] = [
    await world.token(undefined, "operator"),
    await world.token(undefined, "operator"),
  ];
  for (let count = 0; count < most; count++) expect(await follow(greedy)).toBe(200);
  expect(await follow(greedy)).toBe(429);
  expect(await follow(other)).toBe(200);
  ended.abort();
});
