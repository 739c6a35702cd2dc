import type { RunnerEvent } from "@scriptyard/runner";
import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerRest } from "../rest/register.ts";
import { createCaller } from "../router.ts";
import { createWorld, type World } from "../testing/world.ts";

let world: World;
const app = fastify({ forceCloseConnections: true });
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

test("what happens to a realm is told once to every console, and to a token only of its own realm", async () => {
  const admin = await world.as("admin");
  await admin.realms.create({ name: "secret-partner", title: "Partner", hostId: world.realm.hostId });
  const ended = new AbortController();
  const told = { console: [] as string[], bound: [] as string[], free: [] as string[] };
  const caller = createCaller(await world.context("operator"), { signal: ended.signal });
  const shown = (await caller.events.stream({ realm: "acme" })) as AsyncIterable<[string, RunnerEvent]>;
  const listening = [
    (async () => {
      for await (const [, event] of shown) told.console.push(subject(event));
    })(),
  ];
  for (const [who, token] of [
    ["bound", await world.token(world.realm, "operator")],
    ["free", await world.token(undefined, "operator")],
  ] as const) {
    const { body } = await fetch(`${url}/api/v1/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal: ended.signal,
    });
    listening.push(
      (async () => {
        for await (const text of body!.pipeThrough(new TextDecoderStream()))
          for (const [, json] of text.matchAll(/^data: (.*)$/gm)) told[who].push(subject(JSON.parse(json!)));
      })().catch(() => {}),
    );
  }
  await admin.realms.update({ realm: "secret-partner", title: "Partner & Co." });
  await admin.realms.update({ realm: "acme", title: "Acme & Co." });
  const both = ["secret-partner changed", "acme changed"];
  await expect.poll(() => told.free).toEqual(both);
  await expect.poll(() => told).toEqual({ console: both, bound: ["acme changed"], free: both });
  ended.abort();
  await Promise.all(listening);
});

const subject = (event: RunnerEvent) =>
  event.type === "realms" ? `${event.name} ${event.change}` : event.type;
