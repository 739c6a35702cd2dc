import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

test("who listens to a topic is told by its pattern, switched off or not, and what is no topic nobody hears", async () => {
  await using lab = await openLab(machines);
  const { scriptId } = await lab.publish("events/heard", "export function onMessage() {}", {
    hook: "onMessage",
  });
  const listen = (name: string, topic: string, enabled = true) =>
    lab.runner.triggers.create(
      { realm: "test", kind: "bus", name, scriptId, config: { topic }, enabled },
      actor,
    );
  await listen("all-orders", "orders.>");
  await listen("made", "orders.*", false);
  await listen("users", "users.*");
  const answers = await lab.runner.triggers.receivers("test", [
    "orders.created",
    "orders.eu.created",
    "no topic",
  ]);
  expect(
    answers.map(({ topic, receivers }) => [topic, receivers.map(({ name, enabled }) => [name, enabled])]),
  ).toEqual([
    [
      "orders.created",
      [
        ["all-orders", true],
        ["made", false],
      ],
    ],
    ["orders.eu.created", [["all-orders", true]]],
    ["no topic", []],
  ]);
  expect(answers[0]?.receivers[0]).toMatchObject({
    pattern: "orders.>",
    script: { module: "events", name: "heard" },
  });

  for (let n = 0; n < 21; n++) await listen(`users-${n}`, "users.>");
  const [many] = await lab.runner.triggers.receivers("test", ["users.made"]);
  expect([many?.receivers.length, many?.more]).toEqual([20, 2]);
});
