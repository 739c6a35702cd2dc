import type { FlowTraffic } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { block, completion, decision, go } from "../../testing/scripts.ts";

let machines: Machines;
let lab: Lab;
let risk: string;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
  const text = decision(`if (context.user === null) { ${go()} } ${go("high")}`);
  risk = (await lab.publish("login/risk", text)).scriptId;
  await lab.publish("login/hello", block("Welcome"), { hook: "render" });
  await lab.publish("login/claims", completion(""), { hook: "onComplete" });
  await lab.flow(
    "login",
    [
      { name: "risk", kind: "decision" },
      { name: "hello", kind: "block" },
      { name: "claims", kind: "completion" },
    ],
    [
      ["risk", "done"],
      ["risk", "hello", "high"],
      ["hello", "done"],
    ],
  );
});
afterEach(() => lab[Symbol.asyncDispose]());

const user = { id: "u_1", email: "maria@example.com", name: "Maria" };

async function traffic(): Promise<FlowTraffic> {
  await lab.recorder.flush();
  const flow = (await lab.store.flows.byName(lab.realm.id, "login"))!;
  const window = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  return lab.store.executions.flowTraffic(lab.realm.id, flow.id, window);
}

test("what a walk runs and which edges it takes is counted, a button that runs nothing as well", async () => {
  const shown = await lab.start("login", { user });
  await lab.submit(shown, {});
  await lab.start("login", {});
  expect(await traffic()).toEqual({
    nodes: [
      { node: "claims", runs: 2, failed: 0 },
      { node: "risk", runs: 2, failed: 0 },
      { node: "hello", runs: 1, failed: 0 },
    ],
    edges: [
      { from: "hello", to: "done", outcome: null, walks: 1 },
      { from: "risk", to: "done", outcome: null, walks: 1 },
      { from: "risk", to: "hello", outcome: "high", walks: 1 },
    ],
  });
});

test("a form that is sent twice is one walk; a node that fails is a run that failed and leads nowhere", async () => {
  const shown = await lab.start("login", { user });
  await Promise.all([lab.submit(shown, {}), lab.submit(shown, {})]);
  await lab.republish(risk, decision(`throw new Error("no");`));
  await lab.start("login", {});
  const { nodes, edges } = await traffic();
  expect(nodes.find(({ node }) => node === "risk")).toEqual({ node: "risk", runs: 2, failed: 1 });
  expect(edges.map(({ walks }) => walks)).toEqual([1, 1]);
});

test("what is only tried is not counted: not over drafts, and not live from the console", async () => {
  await lab.start("login", { user }, "draft");
  await lab.runner.startFlow(
    { realm: "test", flow: "login", mode: "live", origin: "console", context: { user } },
    actor,
  );
  expect(await traffic()).toEqual({ nodes: [], edges: [] });
});
