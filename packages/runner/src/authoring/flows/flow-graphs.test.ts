import { wargame } from "@scriptyard/hosts";
import { emptyGraph, type Fault, type FlowGraph, newId, quotas } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../../testing/lab.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines);
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

async function expectFault(asked: Promise<unknown>, code: Fault["code"]): Promise<Fault> {
  const fault: unknown = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toMatchObject({ code });
  return fault as Fault;
}

const answering = (outcome: string) =>
  `export function onExecute(context: LoginContext): FlowResult {\n  return { action: "continue"${outcome} };\n}\n`;
const node = (name: string, kind = "decision") => ({
  name,
  title: name,
  kind,
  failurePolicy: "reject" as const,
});
const straight: FlowGraph = { entry: "gate", nodes: [node("gate")], edges: [{ from: "gate", to: "done" }] };

async function drawn(name: string, graph: FlowGraph = straight) {
  const { flowGraphs } = lab.runner;
  const at = { realm: lab.realm.name, flow: name };
  await flowGraphs.create({ realm: lab.realm.name, name, title: name }, actor);
  await flowGraphs.createScripts(at, graph.nodes, actor);
  const { draft } = await flowGraphs.saveDraft(at, { graph, baseRevision: 1 }, actor);
  return { at, revision: draft.revision };
}

describe("a flow that is drawn", () => {
  test("is nothing anybody can walk before it is published, but what is drawn can be tried", async () => {
    const { at, revision } = await drawn("first");
    await expect(lab.start("first")).rejects.toThrow(/was never published/);
    const trial = await lab.runner.startFlow(
      { realm: at.realm, flow: "first", mode: "draft", context: {} },
      actor,
    );
    expect(trial.action).toBe("done");
    const { flow, event, findings } = await lab.runner.flowGraphs.publish(
      at,
      { revision, note: "go" },
      actor,
    );
    expect(flow).toMatchObject({ liveVersion: 1, entry: "gate" });
    expect(event).toMatchObject({ kind: "publish", version: 1 });
    expect(findings.map(({ code }) => code)).toEqual(["not-live"]);
    await expectFault(lab.runner.flowGraphs.publish(at, { revision, note: "again" }, actor), "conflict");
  });

  test("is of a host that has kinds of nodes; one that has none is named, with what it lacks", async () => {
    await using other = await openLab(machines, { hosts: [machines.host, wargame] });
    const realm = { ...other.realm, id: newId("rlm", other.clock.now), name: "battle", hostId: wargame.id };
    await other.store.realms.create(realm);
    const input = { realm: "battle", name: "orders", title: "Orders" };
    const refused = await expectFault(other.runner.flowGraphs.create(input, actor), "bad_request");
    expect(refused.message).toMatch(/^The host .* has no flows\. Add `flows` to its definition/);
    expect(await other.store.flows.list(realm.id)).toEqual([]);
  });

  test("is refused with what is wrong and where, and nothing of it becomes live", async () => {
    const { at, revision } = await drawn("stuck", { ...straight, edges: [] });
    const refused = await expectFault(
      lab.runner.flowGraphs.publish(at, { revision, note: "go" }, actor),
      "draft_invalid",
    );
    expect(refused.message).toContain('"gate" leads nowhere. Draw an edge');
    expect(refused.details).toMatchObject({ findings: [{ code: "dead-end", at: { node: "gate" } }, {}] });
    expect(await lab.runner.flowGraphs.findings(at, actor)).toEqual(
      (refused.details as { findings: unknown }).findings,
    );
    await expect(
      lab.runner.startFlow({ realm: at.realm, flow: "stuck", mode: "draft", context: {} }, actor),
    ).rejects.toThrow(/leads nowhere/);
    expect((await lab.store.flows.byName(lab.realm.id, "stuck"))?.liveVersion).toBeNull();
  });

  test("is judged as it becomes live, whatever is saved meanwhile", async () => {
    const { at, revision } = await drawn("racing");
    const stuck: FlowGraph = { ...straight, edges: [] };
    const [published] = await Promise.allSettled([
      lab.runner.flowGraphs.publish(at, { revision: revision + 1, note: "go" }, actor),
      lab.runner.flowGraphs.saveDraft(at, { graph: stuck, baseRevision: revision }, actor),
    ]);
    expect(published.status).toBe("rejected");
    expect((await lab.store.flows.byName(lab.realm.id, "racing"))?.liveVersion).toBeNull();
  });

  test("knows what its scripts answer; a walk under way keeps the graph it began with", async () => {
    await lab.publish("judged/gate", answering(`, outcome: "known"`));
    const graph: FlowGraph = { ...straight, edges: [{ from: "gate", to: "done", outcome: "known" }] };
    const { at, revision } = await drawn("judged", graph);
    const { gate } = await lab.runner.flowGraphs.scripts(at, actor);
    expect(gate).toMatchObject({
      live: true,
      liveAnswers: { written: ["known"], unnamed: false, open: false },
    });
    await lab.runner.flowGraphs.publish(at, { revision, note: "go" }, actor);
    const lost = { ...graph, edges: [{ from: "gate", to: "done", outcome: "other" }] };
    const { draft } = await lab.runner.flowGraphs.saveDraft(
      at,
      { graph: lost, baseRevision: revision },
      actor,
    );
    const refused = await expectFault(
      lab.runner.flowGraphs.publish(at, { revision: draft.revision, note: "no" }, actor),
      "draft_invalid",
    );
    expect(refused.message).toContain('The live script: "known" has no edge from "gate"');
  });

  test("of two who draw at once the second gets what the first drew", async () => {
    const { at, revision } = await drawn("both");
    const graph = (title: string): FlowGraph => ({ ...straight, nodes: [{ ...node("gate"), title }] });
    const save = (title: string) =>
      lab.runner.flowGraphs.saveDraft(at, { graph: graph(title), baseRevision: revision }, actor);
    expect((await save("Ada's")).ok).toBe(true);
    expect(await save("Bo's")).toMatchObject({ ok: false, draft: { graph: graph("Ada's") } });
  });

  test("begins as a copy with scripts of its own, or as one of its host's", async () => {
    await lab.publish("source/gate", answering(""));
    const { at, revision } = await drawn("source");
    await lab.runner.flowGraphs.publish(at, { revision, note: "go" }, actor);
    const input = { realm: at.realm, name: "copied", title: "Copy" };
    await lab.runner.flowGraphs.create({ ...input, from: { kind: "copy", flow: "source" } }, actor);
    const script = await lab.store.scripts.byName(lab.realm.id, "copied", "gate");
    expect((await lab.store.drafts.get(script!.id))?.source).toBe(answering(""));
    const flow = await lab.store.flows.byName(lab.realm.id, "copied");
    expect(flow).toMatchObject({ liveVersion: null, nodes: [] });
    expect((await lab.store.flows.draft(flow!.id))?.graph).toEqual(straight);
    await expectFault(lab.runner.flowGraphs.create(input, actor), "conflict");
    const unknown = { ...input, name: "x", from: { kind: "template" as const, flow: "nothing" } };
    await expect(lab.runner.flowGraphs.create(unknown, actor)).rejects.toThrow(/Its flows: login, /);
    await lab.runner.flowGraphs.create(
      { ...input, name: "sign-in", from: { kind: "template", flow: "login" } },
      actor,
    );
    const made = await lab.store.scripts.heads(lab.realm.id, "sign-in");
    expect(made.map(({ name }) => name)).toContain("risk-check");
  });

  test("is deleted and taken back; its walks are counted before", async () => {
    const { at, revision } = await drawn("going");
    await lab.runner.flowGraphs.publish(at, { revision, note: "go" }, actor);
    expect(await lab.runner.flowGraphs.removal(at)).toEqual({ walks: 0, scripts: 1 });
    const { id } = (await lab.store.flows.byName(lab.realm.id, "going"))!;
    await lab.runner.flowGraphs.remove(at, actor);
    await expectFault(lab.runner.flowGraphs.findings(at, actor), "not_found");
    expect(await lab.runner.flowGraphs.restore({ realm: at.realm, flowId: id }, actor)).toMatchObject({
      name: "going",
      liveVersion: 1,
    });
  });
});

test("a deleted flow is taken back where there is room for it", async () => {
  await using full = await openLab(machines);
  const { flowGraphs } = full.runner;
  const { name: realm, id: realmId } = full.realm;
  await flowGraphs.create({ realm, name: "gone", title: "Gone" }, actor);
  const { id: flowId } = (await full.store.flows.byName(realmId, "gone"))!;
  await flowGraphs.remove({ realm, flow: "gone" }, actor);
  const others = quotas.flows.most - (await full.store.flows.list(realmId)).length;
  for (let number = 0; number < others; number++)
    await flowGraphs.create({ realm, name: `other-${number}`, title: "Other" }, actor);
  await expectFault(flowGraphs.restore({ realm, flowId }, actor), "too_large");
  await flowGraphs.remove({ realm, flow: "other-0" }, actor);
  expect(await flowGraphs.restore({ realm, flowId }, actor)).toMatchObject({ name: "gone" });
});

test("a node's script that is there for another hook is not taken", async () => {
  const { at } = await drawn("taken");
  await expect(lab.runner.flowGraphs.createScripts(at, [node("gate", "block")], actor)).rejects.toThrow(
    /exports onExecute instead of render/,
  );
});

test("a flow of a module whose scripts are for other hooks is not made", async () => {
  await lab.publish(
    "mixed/gate",
    'export function render(context: LoginContext): UiBlock {\n  return { title: "x", parts: [] };\n}\n',
    {
      hook: "render",
    },
  );
  await drawn("of-decisions");
  const from = { kind: "copy" as const, flow: "of-decisions" };
  const making = lab.runner.flowGraphs.create(
    { realm: lab.realm.name, name: "mixed", title: "x", from },
    actor,
  );
  expect((await expectFault(making, "conflict")).message).toMatch(
    /mixed\/gate .* exports render instead of onExecute/,
  );
  expect(await lab.store.flows.byName(lab.realm.id, "mixed")).toBeNull();
});

test("a node without a script is no flow that anybody could walk: neither published nor rolled back to", async () => {
  const { at, revision } = await drawn("bare");
  await lab.runner.flowGraphs.publish(at, { revision, note: "never live, but there" }, actor);
  const more: FlowGraph = {
    entry: "gate",
    nodes: [node("gate"), node("new")],
    edges: [
      { from: "gate", to: "new" },
      { from: "new", to: "done" },
    ],
  };
  const { draft } = await lab.runner.flowGraphs.saveDraft(at, { graph: more, baseRevision: revision }, actor);
  const refused = await expectFault(
    lab.runner.flowGraphs.publish(at, { revision: draft.revision, note: "go" }, actor),
    "draft_invalid",
  );
  expect(refused.message).toContain('"new" has no script');
  await lab.runner.flowGraphs.createScripts(at, [node("new")], actor);
  await lab.runner.flowGraphs.publish(at, { revision: draft.revision, note: "go" }, actor);
  // It was never published, so it may be removed: then the version of before has nothing to run.
  await lab.store.scripts.remove((await lab.store.scripts.byName(lab.realm.id, "bare", "gate"))!, 0);
  const back = await expectFault(
    lab.runner.flowGraphs.rollback(at, { toVersion: 1, note: "back" }, actor),
    "conflict",
  );
  expect(back.message).toContain("has nodes without a script by now: gate");
});

test("what is no graph is refused whole, with the place", async () => {
  const { at, revision } = await drawn("broken");
  const graph = { ...emptyGraph, edges: [{ from: "a", to: "b" }] };
  await expect(lab.runner.flowGraphs.saveDraft(at, { graph, baseRevision: revision }, actor)).rejects.toThrow(
    /graph\.edges\.0: there is no node "a"/,
  );
});
