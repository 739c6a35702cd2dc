import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, ScriptFailed, ScriptyardError } from "@scriptyard/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import { dataFolder, signIn, startTestServer } from "./testing/running.ts";

/** The client that products use, before the server that it is for. */
const data = dataFolder();
let server: RunningServer;
let token: string;

beforeAll(async () => {
  mkdirSync(join(data.path, "scripts", "wargame"), { recursive: true });
  writeFileSync(join(data.path, "scripts", "wargame", "refuses.ts"), refusing);
  server = await startTestServer(data.path);
  const { client } = await signIn(server.url);
  const scopes = ["execute", "flows", "publish", "tools", "events"] as const;
  ({ token } = await client.tokens.create.mutate({ name: "shop", scopes: [...scopes] }));
}, 60_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

const yard = () => createClient({ url: server.url, token, timeoutMs: 60_000 });
const request = {
  id: "req_1",
  ip: "203.0.113.7",
  method: "POST",
  path: "/battle",
  params: {},
  query: {},
  headers: {},
  bodyType: "json",
  time: "2026-05-01T12:00:00Z",
  body: {},
};
const refusing = `export function onRequest(): HookResponse {
  throw new Error("no more battles");
}
`;

test("a script is run; that it failed is part of the answer, or thrown, as one likes", async () => {
  const arena = yard().realm("arena");
  const seeded = { seed: "1", clock: new Date("2026-05-01T12:00:00Z") };
  const body = { battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" };
  const ok = await arena.execute("wargame/battle_endpoint", [{ ...request, body }], seeded);
  expect(ok).toMatchObject({ status: "ok", executionId: expect.stringMatching(/^exe_/) });
  expect(ok.effects).not.toEqual([]);

  const failed = await arena.execute("wargame/refuses", [request]);
  expect(failed).toMatchObject({ status: "error", error: { message: "no more battles" }, effects: [] });
  const thrown = await arena.call("wargame/refuses", [request]).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ScriptFailed);
  expect(thrown).toMatchObject({
    message: "wargame/refuses failed: no more battles (wargame/refuses:2)",
    executionId: expect.stringMatching(/^exe_/),
  });

  const refused = await arena.execute("wargame/refuses", [{}]).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ScriptyardError);
  expect(refused).toMatchObject({
    code: "bad_request",
    status: 400,
    requestId: expect.stringMatching(/^req_/),
    message: expect.stringContaining("does not fit onRequest"),
  });
});

test("a walk through a flow is begun, gone on with, resumed and handed on", async () => {
  const walk = await yard()
    .realm("acme")
    .startFlow("registration", { context: { request: visit("/f/acme/registration"), user: null } });
  expect(walk.answer).toMatchObject({ action: "challenge", step: 1, sessionId: walk.id });
  const resumed = yard().resume({ id: walk.id, secret: walk.secret });
  expect(resumed.answer).toBeNull();
  expect(await resumed.read()).toMatchObject({ action: "challenge", node: walk.answer!.node });
  expect(await resumed.submit({})).toMatchObject({ action: "challenge" });
  expect(await resumed.link()).toMatchObject({ path: expect.stringContaining("/f/acme/registration") });
  const stranger = yard().resume({ id: walk.id, secret: "not-the-secret" });
  await expect(stranger.read()).rejects.toMatchObject({ code: "not_found" });
});

test("a message goes in line, and what comes of it is heard", async () => {
  const client = yard();
  const ending = new AbortController();
  const heard = (async () => {
    for await (const event of client.listen({ realm: "arena", types: ["execution"], signal: ending.signal }))
      return event;
    return null;
  })();
  // The stream is open a moment after it was asked for.
  const event = { type: "attack", battle: "b-2", attacker: "red-2", target: "blue-2", weapon: "rifle" };
  const arena = client.realm("arena");
  for (let heardOne = false; !heardOne; ) {
    const published = await arena.publish("battle.event", event);
    expect(published).toMatchObject({ messageId: expect.stringMatching(/^msg_/), subscriptions: 1 });
    heardOne = await Promise.race([
      heard.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, 500, false)),
    ]);
  }
  expect(await heard).toMatchObject({
    type: "execution",
    data: { execution: { module: "wargame", name: "event_processor" } },
  });
  ending.abort();
});

test("what the token may not do is refused with what is missing; what is not there by its name", async () => {
  const acme = yard().realm("acme");
  await expect(acme.tools()).resolves.toEqual([]);
  await expect(acme.collectCode("cod_1")).rejects.toMatchObject({ code: "forbidden", status: 403 });
  await expect(acme.execute("login/nothing", [{}])).rejects.toMatchObject({ code: "not_found" });
  await expect(yard().realm("nowhere").tools()).rejects.toMatchObject({ code: "not_found" });
  const stranger = createClient({ url: server.url, token: "sy_nobody" }).realm("acme");
  await expect(stranger.tools()).rejects.toMatchObject({ code: "unauthenticated", retry: false });
});

const visit = (path: string) => ({
  method: "GET",
  path,
  ip: "203.0.113.7",
  headers: {},
  locale: "en",
});
