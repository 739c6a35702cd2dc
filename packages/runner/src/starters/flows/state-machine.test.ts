import { createHash } from "node:crypto";
import type { Execution, Flow } from "@scriptyard/model";
import { edgeFor, flowEnd, isObject, junctionOf } from "@scriptyard/model";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { openLab, startMachines } from "../../testing/lab.ts";
import { mostSteps } from "./advance.ts";
import type { Walk } from "./walk.ts";

/** Numbers that decide what every script does; replaced for every walk, so that a failing walk can be shrunk. */
let salt = 0;
let drawn = 0;
const random = (bytes: number) => {
  drawn += 1;
  return createHash("sha512").update(`${salt} ${drawn}`).digest().subarray(0, bytes);
};

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines, { random });
  for (const name of decisions) await lab.publish(`maze/${name}`, decision);
  for (const name of blocks) await lab.publish(`maze/${name}`, block, { hook: "render" });
  for (const name of ends) await lab.publish(`maze/${name}`, completion, { hook: "onComplete" });
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

const decisions = ["d1", "d2", "d3", "d4"];
const blocks = ["b1", "b2"];
const ends = ["c1", "c2"];
const outcomes = ["x", "y", "z"];

const decision = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const roll = Math.random();
  flow.set("rolls", Number(context.flow.state.rolls ?? 0) + 1);
  if (roll < 0.05) throw new Error("unlucky");
  if (roll < 0.08) return { action: "lost" } as never;
  if (roll < 0.12) return { action: "reject", code: "no" };
  if (roll < 0.18) flow.redirect("https://pay.example.com/", roll < 0.15 ? { resume: "x" } : {});
  if (roll > 0.8) {
    if (form !== null) form.fail("a", "again");
    return { action: "challenge", block: { parts: [{ type: "field", name: "a", kind: "text", label: "A" }] } };
  }
  return roll < 0.4 ? { action: "continue" } : { action: "continue", outcome: "xyz"[Math.floor(Math.random() * 3)]! };
}
`;
const block = `export function render(context: LoginContext): UiBlock {
  if (Math.random() < 0.1) throw new Error("blank");
  return { parts: [{ type: "text", text: String(context.flow.state.rolls ?? 0) }] };
}
`;
const completion = `export function onComplete(context: LoginContext): void {
  if (Math.random() < 0.2) throw new Error("late");
  claims.set("rolls", context.flow.state.rolls ?? 0);
}
`;

const policy = fc.constantFrom("reject" as const, "continue" as const, "last-good-version" as const);
const kindOf = (name: string) =>
  name.startsWith("d") ? "decision" : name.startsWith("b") ? "block" : "completion";

/** Any sound graph over the maze's nodes: circles, dead outcomes and completions in the middle included. */
const graph = fc
  .record({
    entry: fc.constantFrom(...decisions, ...blocks),
    used: fc.subarray([...decisions, ...blocks, ...ends], { minLength: 1 }),
    policies: fc.array(policy, { minLength: 8, maxLength: 8 }),
    targets: fc.array(fc.nat(), { minLength: 32, maxLength: 32 }),
    shapes: fc.array(fc.nat({ max: 15 }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ entry, used, policies, targets, shapes }) => {
    const names = [...new Set([entry, ...used])];
    const places = [...names, "done"];
    const nodes = names.map((name, i) => ({
      name,
      kind: kindOf(name) as "decision",
      failurePolicy: policies[i]!,
    }));
    const edges: [string, string, string?][] = [];
    names.forEach((from, i) => {
      // A block has no outcomes to leave by.
      const shape = from.startsWith("b") ? shapes[i]! | 1 : shapes[i]! || 1;
      const to = (k: number) => places[targets[i * 4 + k]! % places.length]!;
      if (shape & 1) edges.push([from, to(0)]);
      outcomes.forEach((outcome, k) => {
        if (shape & (2 << k)) edges.push([from, to(k + 1), outcome]);
      });
    });
    return { nodes, edges };
  });

test("whatever the graph and the scripts do, a walk ends or waits", async () => {
  await fc.assert(
    fc.asyncProperty(
      graph,
      fc.nat(),
      fc.array(fc.boolean(), { maxLength: 8 }),
      async ({ nodes, edges }, seed, moves) => {
        salt = seed;
        drawn = 0;
        const flow: Flow = await lab.flow("maze", nodes, edges);
        let answer = await lab.start("maze");
        const { secret = "", sessionId } = answer;
        let before = await runsOf(sessionId);
        expect(before).toBeLessThanOrEqual(2 * mostSteps);
        for (const filled of moves) {
          expect(["challenge", "redirect", "reject", "done"]).toContain(answer.action);
          expect(answer.action === "challenge").toBe(answer.block !== undefined);
          if (answer.action === "reject") expect(answer.message).toBeTruthy();
          expect(flow.nodes.map((n) => n.name)).toContain(answer.node);
          if (answer.action !== "challenge" && answer.action !== "redirect") break;
          const step = answer.step;
          const redirectState =
            answer.url === undefined ? undefined : new URL(answer.url).searchParams.get("state")!;
          const form = filled || redirectState === undefined ? { a: "1" } : null;
          const submit = {
            sessionId,
            secret,
            form,
            ...(redirectState === undefined ? { step } : { redirectState }),
          };
          answer = await lab.runner.submitFlow(submit, { userId: null, requestId: null });
          expect(answer.step).toBe(step + 1);
          const now = await runsOf(sessionId);
          expect(now - before).toBeLessThanOrEqual(2 * mostSteps);
          before = now;
        }
        expectOwnEdges(flow, await recordsOf(sessionId));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

/** Whoever went on did so by the edge of the outcome that was answered; an outcome without one failed its node. */
function expectOwnEdges(flow: Flow, records: Execution[]): void {
  for (const { node, status, result, effects, errorMessage } of records.map(seen)) {
    if (!node.startsWith("d") || !isObject(result) || result.action !== "continue") continue;
    const outcome = (result.outcome as string | undefined) ?? null;
    const followed = !effects.some(({ name }) => name === "flow.redirect" || name === "form.fail");
    expect(status, errorMessage).toBe("ok");
    if (outcome !== null || followed) expect(edgeFor(junctionOf(flow, node), outcome)).not.toBeNull();
  }
  const longest = records
    .map(({ args }) => (args[0] as { flow: { history: Walk["history"] } }).flow.history)
    .reduce((a, b) => (a.length > b.length ? a : b), []);
  for (const [at, { node, action, outcome }] of longest.entries()) {
    const next = longest[at + 1];
    const edge = edgeFor(junctionOf(flow, node), outcome);
    if (action !== "continue") continue;
    if (node.startsWith("d") && outcome !== null) expect(edge).not.toBeNull();
    if (next === undefined || edge === null || edge.to === flowEnd) continue;
    // Once at the end, completions run one after the other, whatever their edges say.
    if (node.startsWith("c")) continue;
    expect(next.node).toBe(edge.to);
  }
}

function seen(record: Execution) {
  return { ...record, node: record.node!, errorMessage: record.error?.message };
}

async function recordsOf(sessionId: string): Promise<Execution[]> {
  await lab.recorder.flush();
  const filter = { realmId: lab.realm.id, flowSessionId: sessionId };
  const { items } = await lab.store.executions.list(filter, { limit: 200 });
  return Promise.all(items.map(async ({ id }) => (await lab.store.executions.byId(id))!));
}

async function runsOf(sessionId: string): Promise<number> {
  await lab.recorder.flush();
  const page = await lab.store.executions.list(
    { realmId: lab.realm.id, flowSessionId: sessionId },
    { limit: 200 },
  );
  return page.items.length;
}
