import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, sampleContext, startOwnMachines } from "../../testing/lab.ts";
import { decision, go } from "../../testing/scripts.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startOwnMachines();
  const isStarting = () => machines.sandbox.stats().perWorker.some(({ state }) => state === "starting");
  await vi.waitFor(() => expect(isStarting()).toBe(false), { timeout: 20_000 });
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
});
afterEach(() => lab[Symbol.asyncDispose]());

/** What engines hold: an armed image is 100 KB and more of it. */
const memory = () =>
  machines.sandbox.stats().perWorker.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
const grown = (before: number) =>
  expect.poll(() => memory() - before, { timeout: 10_000 }).toBeGreaterThan(100_000);

test("what is published, or rolled back to, is armed as its flow will run it", async () => {
  const empty = memory();
  const { scriptId } = await lab.publish("login/risk", decision(go()));
  await grown(empty);
  await lab.flow("login", [{ name: "risk", kind: "decision" }], [["risk", "done"]]);

  const before = memory();
  await lab.republish(scriptId, decision(`log.info("second"); ${go()}`));
  await grown(before);
  const armed = memory();
  expect((await lab.start("login")).action).toBe("done");
  expect(memory()).toBe(armed);

  await lab.runner.rollback({ scriptId, toVersion: 1, note: "back" }, actor);
  await grown(armed);
  const again = memory();
  expect((await lab.start("login")).action).toBe("done");
  expect(memory()).toBe(again);
});

test("and outside of flows as its callers will run it", async () => {
  const before = memory();
  await lab.publish("pricing/discount", decision(`log.info("priced"); ${go()}`));
  await grown(before);
  const armed = memory();
  const input = {
    realm: "test",
    module: "pricing",
    name: "discount",
    args: [sampleContext(machines.host), null],
  };
  expect((await lab.runner.execute(input, actor)).status).toBe("ok");
  expect(memory()).toBe(armed);
});
