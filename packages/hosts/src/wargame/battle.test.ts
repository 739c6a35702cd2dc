import type { Json, Outcome } from "@scriptyard/model";
import { afterAll, describe, expect, test } from "vitest";
import { createTestSandbox, run, specifierOf } from "../testing/run.ts";
import { arenaRealm } from "./demo.ts";
import { wargame } from "./index.ts";
import { requestOf } from "./samples/message.ts";

const sandbox = await createTestSandbox([wargame]);
afterAll(() => sandbox[Symbol.asyncDispose]());

const { hostContext, effects: scope } = wargame.scope(arenaRealm, []);
const scripts = wargame.defaults
  .filter((script) => script.hook !== null)
  .map((script) => ({ ...script, specifier: specifierOf(script) }));
const handlers = wargame.modules[0]!.handlers;

type Message = { topic: string; payload: Json };

async function answer(name: string, args: Json[], seed: string): Promise<Extract<Outcome, { status: "ok" }>> {
  const script = scripts.find((one) => one.name === name)!;
  const outcome = await run(sandbox, wargame, script, args, { hostContext, seed });
  if (outcome.status === "error") throw new Error(`${name}: ${outcome.error.message}`);
  return outcome;
}

/** What the bus will do: hands each published message to the handlers of its topic, until nobody handles any. */
async function battle(first: Message, seed: string): Promise<{ trace: string[]; results: Json[] }> {
  const waiting = [first];
  const trace: string[] = [];
  const results: Json[] = [];
  for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
    const { topic, payload } = message;
    if (topic === "battle.result") results.push(payload);
    for (const { script } of handlers.filter((one) => one.topic === topic)) {
      const input = { id: "msg_1", topic, payload, headers: {}, time: "2026-05-04T07:30:00Z" };
      const outcome = await answer(script, [input], seed);
      const issues = outcome.effects.flatMap((effect) => wargame.validateEffect("onMessage", effect, scope));
      expect(issues).toEqual([]);
      trace.push(`${topic} → ${script}`);
      waiting.push(...messagesOf(outcome));
    }
  }
  return { trace, results };
}

const messagesOf = (outcome: Extract<Outcome, { status: "ok" }>): Message[] =>
  outcome.effects.map(({ args }) => ({ topic: args[0] as string, payload: args[1]! }));

const attack = { type: "attack", battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" };

describe("a battle, message by message", () => {
  test("an attack becomes a hit, a hit becomes damage, damage becomes a result; misses end earlier", async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 12; seed++) {
      const { trace, results } = await battle({ topic: "battle.event", payload: attack }, `seed ${seed}`);
      const [result] = results as [{ hit: boolean; damage: number; left?: number }];
      expect(results).toHaveLength(1);
      expect(trace.slice(0, 2)).toEqual(["battle.event → event_processor", "battle.hit → hit_simulator"]);
      expect(trace.includes("battle.damage → damage_calculator")).toBe(result.hit);
      if (result.hit) expect(result.damage + result.left!).toBeCloseTo(80, 1);
      else expect(result.damage).toBe(0);
      seen.add(String(result.hit));
    }
    expect([...seen].sort()).toEqual(["false", "true"]);
  });

  test("the same seed is the same battle; another seed is another one", async () => {
    const results = async (seed: string) =>
      (await battle({ topic: "battle.event", payload: attack }, seed)).results;
    expect(await results("one")).toEqual(await results("one"));
    const rolls = await Promise.all(
      ["a", "b", "c", "d"].map(async (seed) => JSON.stringify(await results(seed))),
    );
    expect(new Set(rolls).size).toBeGreaterThan(1);
  });

  test("it starts over HTTP too: the endpoint publishes the event", async () => {
    const { type: _type, ...body } = attack;
    const outcome = await answer("battle_endpoint", [requestOf(body)], "x");
    expect(outcome.result).toEqual({ status: 202, body: { accepted: true, battle: "b-1" } });
    const [event] = messagesOf(outcome);
    expect(event).toEqual({ topic: "battle.event", payload: attack });
    expect((await battle(event!, "x")).results).toHaveLength(1);
  });

  test.each([
    [{ ...attack, target: "nobody" }, 'There is no unit "nobody" in this realm.'],
    [{ ...attack, weapon: "cannon" }, "red-1 has no cannon; it carries rifle."],
    [{ ...attack, weapon: 7 }, "payload.weapon: expected text, got 7."],
  ])("%j fails with a sentence that says why", async (payload, message) => {
    await expect(battle({ topic: "battle.event", payload }, "x")).rejects.toThrow(message);
  });
});

test("off the map is an error that says how large the map is", async () => {
  const source = "export function onMessage(message) { terrain.at(500, 1); }";
  const script = { specifier: "test/off", hook: "onMessage", language: "javascript" as const, source };
  const sample = scripts.find((one) => one.name === "hit_simulator")!.samples[0]!;
  const outcome = await run(sandbox, wargame, script, sample.args, { hostContext });
  expect(outcome).toMatchObject({
    status: "error",
    error: {
      name: "TypeError",
      message: expect.stringContaining("(500, 1) is off the map, which is 12 wide"),
    },
  });
});

test("outcomes of all samples are as last reviewed", async () => {
  const report: string[] = [];
  for (const script of scripts) {
    expect(script.samples.length).toBeGreaterThanOrEqual(5);
    for (const sample of script.samples) {
      const outcome = await answer(script.name, sample.args, "golden");
      expect(wargame.validateResult(script.hook!, outcome.result)).toEqual([]);
      const effects = outcome.effects.map((effect) => `${effect.name} ${JSON.stringify(effect.args)}`);
      report.push(`${script.specifier} · ${sample.name}`, JSON.stringify(outcome.result), ...effects, "");
    }
  }
  await expect(report.join("\n")).toMatchFileSnapshot("../../test/golden/wargame-outcomes.txt");
});

test("the declarations are as last reviewed", async () => {
  const { text } = wargame.declarations();
  await expect(text).toMatchFileSnapshot("../../test/golden/wargame.d.ts");
});

test("the demo realm's settings fit its schema", async () => {
  const { validateSettings } = await import("@scriptyard/host-kit");
  expect(validateSettings(arenaRealm.settingsSchema, arenaRealm.settings)).toEqual([]);
});
