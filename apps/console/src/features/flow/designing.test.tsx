import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aFlow } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { drawnFlow } from "./testing/drawn-flow.ts";

afterEach(() => sessionStorage.clear());

type Save = { graph: ReturnType<typeof aFlow>["draft"]["graph"]; baseRevision: number };
const card = (name: RegExp) => screen.findByRole("group", { name });
const button = (name: string | RegExp) => screen.findByRole("button", { name });

test("a node is added after the selected one by a key, with its script and its edge, and undone", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  await screen.findByRole("region", { name: "Node Risk check" });
  await screen.findByText(/problems?$/);
  fireEvent.keyDown(window, { key: "n" });
  const dialog = within(await screen.findByRole("dialog", { name: "Add a node" }));
  fireEvent.change(dialog.getByLabelText("Title"), { target: { value: "Manual review" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add node" }));
  await waitFor(() => expect(page.wire.sent("flows.saveDraft")).toHaveLength(1));
  expect(page.wire.sent("flows.createScripts")).toEqual([
    { realm: "acme", flow: "login", nodes: [{ name: "manual-review", kind: "decision" }] },
  ]);
  const [{ graph }] = page.wire.sent("flows.saveDraft") as [Save];
  // By the outcome that the script answers and no edge carries yet.
  expect(graph.edges.at(-1)).toEqual({ from: "risk", to: "manual-review", outcome: "new" });
  expect(await card(/^Manual review/)).toBeTruthy();
  fireEvent.click(await button("Undo"));
  await waitFor(() => expect(page.wire.sent("flows.saveDraft")).toHaveLength(2));
  expect((page.wire.sent("flows.saveDraft") as Save[])[1]!.graph).toEqual(aFlow().draft.graph);
});

test("an edge is drawn by keys, for an outcome that the script answers; one is removed in the summary", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  const sheet = within(await screen.findByRole("region", { name: "Node Risk check" }));
  await screen.findByText(/problems?$/);
  fireEvent.keyDown(window, { key: "c" });
  const dialog = within(await screen.findByRole("dialog", { name: "Draw an edge" }));
  // What it answers without an edge is chosen already.
  expect(dialog.getByRole<HTMLInputElement>("radio", { name: "new" }).checked).toBe(true);
  expect(dialog.getByText("Leads to Second factor now; it will lead here instead.")).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Draw edge" }));
  expect(await dialog.findByText("Choose where it leads.")).toBeTruthy();
  fireEvent.click(dialog.getByRole("combobox", { name: "From Risk check to" }));
  fireEvent.click(await screen.findByRole("option", { name: "Welcome" }));
  fireEvent.click(dialog.getByRole("button", { name: "Draw edge" }));
  fireEvent.click(await sheet.findByRole("button", { name: "Remove the edge suspicious to Second factor" }));
  await waitFor(() => {
    const last = (page.wire.sent("flows.saveDraft") as Save[]).at(-1);
    expect(last?.graph.edges).toEqual([
      { from: "risk", to: "done" },
      { from: "factor", to: "done" },
      { from: "risk", to: "welcome", outcome: "new" },
    ]);
  });
});

test("what is wrong is listed with its place, and holds up the publish", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?panel=problems", yard.answers);
  const panel = within(await screen.findByRole("region", { name: "Problems of Login" }));
  const lost = await panel.findByText(/The live script: "new" has no edge from "risk"/);
  fireEvent.click(lost);
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/login?node=risk"));
  fireEvent.click(await button("Publish"));
  const publish = within(await screen.findByRole("region", { name: "Publish Login" }));
  expect(publish.getByText("Nothing: what is drawn is live already.")).toBeTruthy();
  expect(publish.getByRole<HTMLButtonElement>("button", { name: "Publish version 2" }).disabled).toBe(true);
});

test("a publish says what changes, asks for a note, and goes with what was looked at", async () => {
  const bare = { live: true, liveAnswers: null, draftAnswers: null };
  const whole = { written: ["suspicious"], unnamed: true, open: false };
  const yard = drawnFlow({
    "flows.scripts": () => ({
      risk: { live: true, liveAnswers: whole, draftAnswers: whole },
      factor: bare,
      welcome: bare,
    }),
    "flows.publish": () => ({ flow: {}, event: { version: 2 }, findings: [] }),
  });
  yard.elsewhere({ ...aFlow().draft.graph, entry: "factor" });
  using page = await openPage("/r/acme/flows/login?panel=publish", yard.answers);
  const publish = within(await screen.findByRole("region", { name: "Publish Login" }));
  expect(await publish.findByText("The flow starts at factor instead of risk")).toBeTruthy();
  fireEvent.click(publish.getByRole("button", { name: "Publish version 2" }));
  expect(await publish.findByText("Say in a few words what changes and why.")).toBeTruthy();
  fireEvent.change(publish.getByLabelText("Note"), { target: { value: " Straight in " } });
  fireEvent.click(publish.getByRole("button", { name: "Publish version 2" }));
  await waitFor(() =>
    expect(page.wire.sent("flows.publish")).toEqual([
      { realm: "acme", flow: "login", note: "Straight in", revision: 1 },
    ]),
  );
  expect(await screen.findByText(/Version 2 of Login is live/)).toBeTruthy();
});

test("what somebody else drew is merged; only what both changed is asked about", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  await screen.findByRole("region", { name: "Node Risk check" });
  await screen.findByText(/problems?$/);
  const { graph } = aFlow().draft;
  yard.elsewhere({ ...graph, nodes: graph.nodes.map((node) => ({ ...node, title: `${node.title} by Bo` })) });
  fireEvent.keyDown(window, { key: "F2" });
  const dialog = within(await screen.findByRole("dialog", { name: "Rename the node" }));
  fireEvent.change(dialog.getByLabelText("Title"), { target: { value: "Risk by Ada" } });
  fireEvent.click(dialog.getByRole("button", { name: "Rename" }));
  expect(await screen.findByText(/changed the same at the node risk/)).toBeTruthy();
  fireEvent.click(await button("Keep mine"));
  await waitFor(() =>
    expect(yard.flow().draft.graph.nodes.map(({ title }) => title)).toEqual([
      "Risk by Ada",
      "Second factor by Bo",
      "Welcome by Bo",
    ]),
  );
  expect(page.wire.sent("flows.saveDraft")).toHaveLength(2);
});

test("what is not saved is kept in the tab, and comes back with the page", async () => {
  const full = drawnFlow({
    "flows.saveDraft": () => {
      throw new Refusal("The store is full.", { fault: "storage" });
    },
  });
  const first = await openPage("/r/acme/flows/login?node=factor", full.answers);
  fireEvent.click(await button("Start here"));
  expect(await screen.findByText("Not saved: The store is full.")).toBeTruthy();
  first[Symbol.dispose]();
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login", yard.answers);
  await waitFor(() => expect(page.wire.sent("flows.saveDraft")).toHaveLength(1));
  expect(yard.flow().draft.graph.entry).toBe("factor");
});

test("what was kept in the tab and somebody else changed meanwhile is asked about", async () => {
  const full = drawnFlow({
    "flows.saveDraft": () => {
      throw new Refusal("The store is full.", { fault: "storage" });
    },
  });
  const first = await openPage("/r/acme/flows/login?node=factor", full.answers);
  fireEvent.click(await button("Start here"));
  expect(await screen.findByText("Not saved: The store is full.")).toBeTruthy();
  first[Symbol.dispose]();
  const yard = drawnFlow();
  yard.elsewhere({ ...aFlow().draft.graph, entry: "welcome" });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  expect(await screen.findByText(/Bo changed the same at the start/)).toBeTruthy();
  expect(page.wire.sent("flows.saveDraft")).toEqual([]);
  fireEvent.click(await button("Keep mine"));
  await waitFor(() => expect(yard.flow().draft.graph.entry).toBe("factor"));
});

test("after a rollback the next version is the one after the newest", async () => {
  const yard = drawnFlow({ "flows.publishes": () => [{ version: 1 }, { version: 4 }] });
  using _ = await openPage("/r/acme/flows/login?panel=publish", yard.answers);
  expect(await button("Publish version 5")).toBeTruthy();
});

test("an operator sees what is live and what was published, and draws nothing", async () => {
  const yard = drawnFlow();
  yard.elsewhere({ ...aFlow().draft.graph, nodes: [], edges: [], entry: null });
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers, { role: "operator" });
  expect(await card(/^Risk check/)).toBeTruthy();
  expect(screen.queryByRole("toolbar", { name: "Draw the flow" })).toBeNull();
  fireEvent.keyDown(window, { key: "n" });
  fireEvent.keyDown(window, { key: "Delete" });
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(page.wire.sent("flows.saveDraft")).toEqual([]);
});

test("a flow of which nothing is drawn says how to begin", async () => {
  const empty = { entry: "", nodes: [], edges: [], nodeViews: [], liveVersion: null };
  const draft = { ...aFlow().draft, graph: { entry: null, nodes: [], edges: [] } };
  using _ = await openPage("/r/acme/flows/login", {
    ...drawnFlow().answers,
    "flows.get": () => aFlow({ ...empty, draft }),
  });
  expect(await screen.findByText("Nothing is drawn yet")).toBeTruthy();
  expect(screen.getByText("Never published")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Add the first node" }));
  expect(await screen.findByRole("dialog", { name: "Add a node" })).toBeTruthy();
});

test("a walk of before is drawn over the graph: its nodes open their runs, and closing it brings the summaries back", async () => {
  const ran = (id: string, node: string) => ({ id, node });
  const yard = drawnFlow({
    "executions.list": () => ({ items: [ran("exe_2", "factor"), ran("exe_1", "risk")], next: null }),
  });
  const session = `fls_${"0".repeat(26)}`;
  using page = await openPage(`/r/acme/flows/login?session=${session}`, yard.answers);
  const sheet = within(await screen.findByRole("region", { name: "The way of a walk" }));
  await waitFor(() =>
    expect(sheet.getAllByRole("link").map((link) => link.textContent)).toEqual([
      "Risk check",
      "Second factor",
    ]),
  );
  expect(page.wire.sent("executions.list")).toMatchObject([
    { filter: { flowSessionId: session, trials: true } },
  ]);
  fireEvent.click(sheet.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/login"));
});
