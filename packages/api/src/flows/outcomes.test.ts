import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, createWorld, type World } from "../testing/world.ts";

let world: World;
let author: Caller;
beforeAll(async () => {
  world = await createWorld();
  author = await world.as("author");
});
afterAll(() => world[Symbol.asyncDispose]());

const risk = { realm: "acme", module: "login", name: "risk-check" };
const going = (outcome: string) =>
  `export function onExecute(context: LoginContext): FlowResult {\n  return { action: "continue"${outcome} };\n}\n`;
const opened = async () => {
  const { item } = await author.scripts.get(risk);
  const [listed] = await author.samples.list({ scriptId: item.id });
  const sample = await author.samples.get({ id: listed!.id });
  return { scriptId: item.id, args: sample.args, revision: item.draftRevision };
};

describe("where an outcome leads", () => {
  test("a preview tells the title of the node, the end, or that there is no such edge", async () => {
    const { scriptId, args } = await opened();
    const preview = async (outcome: string, id = scriptId) =>
      (await author.scripts.preview({ scriptId: id, args, source: going(outcome) })).leadsTo;
    expect(await preview(`, outcome: "suspicious"`)).toMatchObject({ kind: "node", title: "Second factor" });
    expect(await preview("")).toMatchObject({ kind: "node", outcome: null, to: "second-factor" });
    expect(await preview(`, outcome: "suspicous"`)).toEqual({
      kind: "no-edge",
      flow: "login",
      outcome: "suspicous",
      instead: 'Known: "suspicious". Did you mean "suspicious"?',
    });
    const { script: other } = await author.scripts.create({
      realm: "acme",
      module: "login",
      name: "no-node",
      hook: "onExecute",
      language: "typescript",
      source: going(""),
    });
    expect(await preview("", other.id)).toEqual({ kind: "no-flow", outcome: null });
    const terms = await author.scripts.get({ ...risk, name: "terms" });
    expect(await preview(`, outcome: "accepted"`, terms.item.id)).toMatchObject({ title: "the end" });
    const redirecting = going("").replace("return", `flow.redirect("https://pay.acme.example/"); return`);
    const left = await author.scripts.preview({ scriptId, args, source: redirecting });
    expect(left).toMatchObject({ status: "ok", leadsTo: null });
  });

  test("a publish is refused at the literal, and goes through when the flow has the edge", async () => {
    const { scriptId, revision } = await opened();
    const source = going(`, outcome: "suspicous"`);
    const saved = await author.drafts.save({ scriptId, source, baseRevision: revision });
    if (!saved.ok) throw new Error("the draft moved");
    const publish = { scriptId, note: "n", revision: saved.draft.revision };
    await expect(author.versions.publish(publish)).rejects.toThrow(
      /login\/risk-check:2:41 "suspicous" has no edge from "risk-check" in the flow "login"/,
    );
    const login = { realm: "acme", flow: "login" };
    const { draft } = await author.flows.get(login);
    const edge = { from: "risk-check", to: "second-factor", outcome: "suspicous" };
    const drawn = { ...draft.graph, edges: [...draft.graph.edges, edge] };
    const first = await author.flows.saveDraft({ ...login, graph: drawn, baseRevision: draft.revision });
    const shown = await author.flows.publish({ ...login, revision: first.draft.revision, note: "edge" });
    expect(shown.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const { version } = await author.versions.publish(publish);
    expect(version.unknownOutcome).toBe("error");
    const { revision: baseRevision } = first.draft;
    const second = await author.flows.saveDraft({ ...login, graph: draft.graph, baseRevision });
    await expect(
      author.flows.publish({ ...login, revision: second.draft.revision, note: "without it" }),
    ).rejects.toThrow(/The live script: "suspicous" has no edge/);
  });
});
