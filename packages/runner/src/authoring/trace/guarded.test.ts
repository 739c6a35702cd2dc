import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../../testing/lab.ts";
import { onCall } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

async function ran(lab: Lab, source: string) {
  await lab.publish("tools/sum", source, { hook: "onCall" });
  return lab.runner.execute({ realm: "test", module: "tools", name: "sum", args: [{}] }, actor);
}

test("what the record masks is masked in what variables held, and whatever was cut goes whole", async () => {
  await using lab = await openLab(machines);
  const { id } = await ran(
    lab,
    onCall(`  const pin = "9-7-3-1";
  const told = "it is " + pin + ", said once";
  const long = "x".repeat(195) + pin;
  const plain = "nothing of it";
  publish("mail.wanted", { pin }, { sensitive: ["/pin"] });
  return long.length + told.length + plain.length;`),
  );
  const { trace, effects, diverged } = await lab.runner.trace({ executionId: id, seesSeeds: true }, actor);
  expect(diverged).toEqual([]);
  expect(JSON.stringify(effects)).not.toContain("9-7-3-1");
  expect(trace!.texts).toEqual(["[masked]", "it is [masked], said once", "[masked]", "nothing of it"]);
});
