import { Fault } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { actor, type Machines, openLab, sampleContext, startOwnMachines } from "../testing/lab.ts";
import { createPersonToll } from "./person-toll.ts";

const mallory: Actor = { ...actor, userId: "usr_mallory" };
const ann: Actor = { ...actor, userId: "usr_ann" };
const timeout = { type: "timeout" } as const;

test("whose trials used up their time ten times within a minute waits until the first is a minute old", () => {
  let at = 0;
  const toll = createPersonToll(() => at);
  for (let n = 0; n < 9; n++, at += 1_000) toll.note(mallory, timeout);
  toll.requireRoom(mallory);
  toll.note(mallory, null);
  toll.note(mallory, { type: "execution" });
  toll.requireRoom(mallory);
  toll.note(mallory, timeout);
  const refusal = (() => {
    try {
      toll.requireRoom(mallory);
    } catch (error) {
      return error as Fault;
    }
    return null;
  })();
  expect(refusal).toBeInstanceOf(Fault);
  expect(refusal).toMatchObject({ code: "rate_limited", details: { retryAfterMs: 51_000 } });
  expect(refusal?.message).toMatch(/begin in 51 s/);
  toll.requireRoom(ann);
  at += 51_000;
  toll.requireRoom(mallory);
});

test("of a trial that may use more than scripts have each second counts, whether it failed or not", () => {
  const toll = createPersonToll(() => 0);
  toll.note(ann, null, 999);
  toll.note(ann, null, 5_100);
  toll.note(ann, timeout, 4_900);
  toll.requireRoom(ann);
  toll.note(ann, null, 1_000);
  expect(() => toll.requireRoom(ann)).toThrow("10 times within a minute");
});

test("an engine that failed counts twice; what has no person, or was long ago, not at all", () => {
  let at = 0;
  const toll = createPersonToll(() => at);
  for (let n = 0; n < 5; n++) toll.note(ann, { type: "engine_failure" });
  expect(() => toll.requireRoom(ann)).toThrow(Fault);
  at += 60_001;
  toll.requireRoom(ann);
  for (let n = 0; n < 50; n++) toll.note(actor, timeout);
  toll.requireRoom(actor);
});

let machines: Machines;
beforeAll(async () => {
  machines = await startOwnMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

test("somebody's trials that use up their time hold back their own next ones, and nobody else's of the realm", async () => {
  await using lab = await openLab(machines);
  const context = sampleContext(machines.host);
  const { scriptId } = await lab.publish(
    "login/x",
    `export function onExecute() { return { action: "continue" as const }; }`,
  );
  const preview = (source: string, who: Actor) =>
    lab.runner.preview({ scriptId, source, args: [context, null] }, who);
  await lab.runner.updateSettings(scriptId, { limits: { timeoutMs: 100 } }, actor);
  const refused: unknown[] = [];
  for (let n = 0; n < 12 && refused.length === 0; n++) {
    // Each is a new text, and each uses up its time.
    const source = `export function onExecute() { for (let i = ${n}; ; i++); return { action: "continue" as const }; }`;
    await preview(source, mallory).catch((error: unknown) => refused.push(error));
  }
  expect(refused).toMatchObject([{ code: "rate_limited" }]);
  const own = await preview(
    `export function onExecute() { return { action: "continue" as const, outcome: "new" }; }`,
    ann,
  );
  expect(own.status).toBe("ok");
}, 120_000);
