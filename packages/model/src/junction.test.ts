import { expect, test } from "vitest";
import type { Flow, FlowEdge } from "./entities/flow.ts";
import { destinationOf, edgeFor, junctionOf, noEdge, outcomesOf } from "./junction.ts";

const edges: FlowEdge[] = [
  { from: "risk", to: "terms" },
  { from: "risk", to: "factor", outcome: "suspicious" },
  { from: "risk", to: "done", outcome: "trusted" },
  { from: "factor", to: "done", outcome: "verified" },
];
const at = (node: string) => junctionOf({ name: "login", edges }, node);

test("an outcome leaves by its own edge or by none; only no outcome leaves by the default edge", () => {
  expect(edgeFor(at("risk"), "trusted")?.to).toBe("done");
  expect(edgeFor(at("risk"), null)?.to).toBe("terms");
  expect(edgeFor(at("risk"), "trustd")).toBeNull();
  expect(edgeFor(at("risk"), "")).toBeNull();
  expect(edgeFor(at("factor"), null)).toBeNull();
  expect(outcomesOf(at("risk"))).toEqual(["suspicious", "trusted"]);
});

test("a decision leads to a node by its title, to the end, or nowhere", () => {
  const node = (name: string, title: string) => ({
    name,
    title,
    kind: "gate",
    failurePolicy: "reject" as const,
  });
  const nodes = [node("risk", "Risk"), node("factor", "Second factor"), node("terms", "")];
  const flow = { name: "login", title: "Login", entry: "risk", nodes, edges } as Flow;
  const leads = (outcome: string | null) => destinationOf(flow, "risk", outcome);
  expect(leads("suspicious")).toEqual({
    kind: "node",
    flow: "login",
    outcome: "suspicious",
    to: "factor",
    title: "Second factor",
  });
  expect(leads(null)).toMatchObject({ to: "terms", title: "terms" });
  expect(leads("trusted")).toMatchObject({ to: "done", title: "the end" });
  expect(leads("trustd")).toEqual({
    kind: "no-edge",
    flow: "login",
    outcome: "trustd",
    instead: 'Known: "suspicious", "trusted". Did you mean "trusted"?',
  });
  expect(destinationOf(null, "risk", null)).toEqual({ kind: "no-flow", outcome: null });
});

test("the refusal names the node, what is known, and what was probably meant", () => {
  expect(noEdge(at("risk"), "suspicous")).toBe(
    '"suspicous" has no edge from "risk" in the flow "login". Known: "suspicious", "trusted". Did you mean "suspicious"?',
  );
  expect(noEdge(at("risk"), "default")).toMatch(/Known: .*\. Leave the outcome out to take it\.$/);
  expect(noEdge(at("factor"), null)).toBe(
    'The default outcome has no edge from "factor" in the flow "login". Known: "verified". Name one of them.',
  );
  const only = junctionOf({ name: "login", edges: [{ from: "a", to: "done" }] }, "a");
  expect(noEdge(only, "x")).toBe(
    '"x" has no edge from "a" in the flow "login". It has only the default edge. Leave the outcome out to take it.',
  );
  expect(noEdge(only, "y".repeat(900)).length).toBeLessThan(250);
});
