import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import { type Client, dataFolder, post, signIn, startTestServer, untilItRan } from "./testing/running.ts";

/** The war game as somebody sees it who has an address and a token: messages and requests in, events out. */
const data = dataFolder();
let server: RunningServer;
let client: Client;
let bearer: { authorization: string };

beforeAll(async () => {
  server = await startTestServer(data.path);
  ({ client } = await signIn(server.url));
  const { token } = await client.tokens.create.mutate({
    name: "test",
    role: "operator",
    scopes: ["publish", "hooks", "tools", "execute"],
  });
  bearer = { authorization: `Bearer ${token}` };
}, 60_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

/** Out of range: it never depends on the dice which scripts a battle goes through. */
const tooFar = { attacker: "red-2", target: "blue-2", weapon: "rifle" };
const inRange = { attacker: "red-1", target: "blue-1", weapon: "rifle" };

describe("a battle over the wire", () => {
  test("an event that is published comes back as a result; each run names the trigger that started it", async () => {
    const triggers = await triggerIds();
    expect(Object.keys(triggers).sort()).toEqual([
      "battle-damage",
      "battle-event",
      "battle-hit",
      "post-battle",
    ]);
    await using events = await openEvents();
    const published = await post(
      `${server.url}/api/v1/realms/arena/messages`,
      { topic: "battle.event", payload: { type: "attack", battle: "b-1", ...inRange } },
      bearer,
    );
    expect(published.status).toBe(201);
    expect(await published.json()).toMatchObject({ subscriptions: 1 });
    const { result, started } = await events.untilResult("b-1");
    expect(result).toMatchObject({ ...inRange, hit: expect.any(Boolean), roll: expect.any(Number) });
    expect(started).toMatchObject({
      "wargame/event_processor": triggers["battle-event"],
      "wargame/hit_simulator": triggers["battle-hit"],
      ...(result.hit === true ? { "wargame/damage_calculator": triggers["battle-damage"] } : {}),
    });
  }, 30_000);

  test("a request to the endpoint, without a token, does the same", async () => {
    const triggers = await triggerIds();
    await using events = await openEvents();
    const answer = await untilItRan(
      () => post(`${server.url}/hooks/arena/battle`, { battle: "b-2", ...tooFar }),
      ({ status }) => status !== 504 && status !== 503,
    );
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: true, battle: "b-2" });
    const { result, started } = await events.untilResult("b-2");
    expect(result).toMatchObject({ ...tooFar, hit: false, damage: 0, reason: "out of range" });
    expect(started).toMatchObject({
      "wargame/battle_endpoint": triggers["post-battle"],
      "wargame/event_processor": triggers["battle-event"],
    });
  }, 30_000);
});

async function triggerIds(): Promise<{ [name: string]: string }> {
  const answer = await fetch(`${server.url}/api/v1/realms/arena/triggers`, { headers: bearer });
  expect(answer.status).toBe(200);
  const { triggers } = (await answer.json()) as { triggers: { name: string; id: string }[] };
  return Object.fromEntries(triggers.map(({ name, id }) => [name, id]));
}

type Execution = { module: string; name: string; status: string; triggerId: string | null };
type StreamEvent =
  | { type: "execution"; execution: Execution }
  | { type: "message"; topic: string; payload: { [field: string]: unknown } };
type Battle = { result: { [field: string]: unknown }; started: { [script: string]: string | null } };

/** The stream of events, open before anything happens. */
async function openEvents(): Promise<{ untilResult: (battle: string) => Promise<Battle> } & AsyncDisposable> {
  const ended = new AbortController();
  const url = `${server.url}/api/v1/events?realm=arena&types=execution,message`;
  const { body, status } = await fetch(url, { headers: bearer, signal: ended.signal });
  expect(status).toBe(200);
  const texts = body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  return {
    async untilResult(battle) {
      const started: Battle["started"] = {};
      const giveUp = setTimeout(
        () => ended.abort(new Error(`no battle.result of ${battle} in 20 s`)),
        20_000,
      );
      try {
        for (let text = ""; ; ) {
          const { value } = await texts.next();
          if (value === undefined) throw new Error("the stream ended");
          const blocks = (text + value).split("\n\n");
          text = blocks.pop()!;
          for (const event of blocks.flatMap(eventOf)) {
            if (event.type === "execution" && event.execution.status === "ok")
              started[`${event.execution.module}/${event.execution.name}`] = event.execution.triggerId;
            if (
              event.type === "message" &&
              event.topic === "battle.result" &&
              event.payload.battle === battle
            )
              return { result: event.payload, started };
          }
        }
      } finally {
        clearTimeout(giveUp);
      }
    },
    async [Symbol.asyncDispose]() {
      ended.abort();
      await texts.return?.().catch(() => undefined);
    },
  };
}

function eventOf(block: string): StreamEvent[] {
  const line = block.split("\n").find((one) => one.startsWith("data: "));
  return line === undefined ? [] : [JSON.parse(line.slice(6)) as StreamEvent];
}
