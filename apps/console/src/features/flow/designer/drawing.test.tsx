import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aFlow, aScript } from "../../../testing/given.ts";
import { openPage } from "../../../testing/page.tsx";
import { Refusal } from "../../../testing/wire.ts";
import { drawnFlow, lastGraph } from "../testing/drawn-flow.ts";

afterEach(() => sessionStorage.clear());

const bar = async () => within(await screen.findByRole("toolbar", { name: "Draw the flow" }));
const card = (name: RegExp) => screen.findByRole("group", { name });
const isOff = (button: HTMLElement) => (button as HTMLButtonElement).disabled;
const names = (graph: ReturnType<typeof lastGraph>) => graph?.nodes.map(({ name }) => name);

test("nothing to undo is nothing to press; Ctrl+Z and Ctrl+Shift+Z take back and do again, to the last act", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=factor", yard.answers);
  const draw = await bar();
  expect(isOff(draw.getByRole("button", { name: "Undo" }))).toBe(true);
  expect(isOff(draw.getByRole("button", { name: "Redo" }))).toBe(true);
  fireEvent.click(await screen.findByRole("button", { name: "Start here" }));
  await waitFor(() => expect(lastGraph(page)?.entry).toBe("factor"));
  fireEvent.keyDown(window, { key: "z", code: "KeyZ", ctrlKey: true });
  await waitFor(() => expect(lastGraph(page)?.entry).toBe("risk"));
  expect(isOff(draw.getByRole("button", { name: "Undo" }))).toBe(true);
  fireEvent.keyDown(window, { key: "Z", code: "KeyZ", ctrlKey: true, shiftKey: true });
  await waitFor(() => expect(lastGraph(page)?.entry).toBe("factor"));
  expect(isOff(draw.getByRole("button", { name: "Redo" }))).toBe(true);
  // Another act after an undo: what was undone is no more.
  fireEvent.click(draw.getByRole("button", { name: "Undo" }));
  fireEvent.click(await screen.findByRole("button", { name: "Remove the edge default to the end" }));
  expect(isOff(draw.getByRole("button", { name: "Redo" }))).toBe(true);
});

test("Delete takes the selected node with its edges, says so to who cannot see it, and Undo brings all back", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=factor", yard.answers);
  await screen.findByRole("region", { name: "Node Second factor" });
  fireEvent.keyDown(window, { key: "Delete" });
  await waitFor(() => expect(names(lastGraph(page))).toEqual(["risk", "welcome"]));
  expect(lastGraph(page)?.edges).toEqual([{ from: "risk", to: "done" }]);
  expect(screen.getByText("Second factor was removed. Undo brings it back.")).toBeTruthy();
  expect(screen.queryByRole("region", { name: "Node Second factor" })).toBeNull();
  expect(page.address()).toBe("/r/acme/flows/login");
  const draw = await bar();
  expect(isOff(draw.getByRole("button", { name: "Delete" }))).toBe(true);
  fireEvent.click(draw.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(lastGraph(page)).toEqual(aFlow().draft.graph));
});

test("a node is called something: the same key and button, an empty title is refused at its field", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  const sheet = within(await screen.findByRole("region", { name: "Node Risk check" }));
  fireEvent.click(sheet.getByRole("button", { name: "Rename…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Rename the node" }));
  const title = dialog.getByRole<HTMLInputElement>("textbox", { name: "Title" });
  expect(title.value).toBe("Risk check");
  fireEvent.change(title, { target: { value: "  " } });
  fireEvent.click(dialog.getByRole("button", { name: "Rename" }));
  expect(await dialog.findByText("Say what it is called.")).toBeTruthy();
  fireEvent.change(title, { target: { value: " How risky is it? " } });
  fireEvent.click(dialog.getByRole("button", { name: "Rename" }));
  await waitFor(() => expect(lastGraph(page)?.nodes[0]?.title).toBe("How risky is it?"));
  expect(lastGraph(page)?.nodes[0]?.name).toBe("risk");
  expect(await card(/^How risky is it\?/)).toBeTruthy();
});

test("what happens when a node fails is chosen beside the graph", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  const sheet = within(await screen.findByRole("region", { name: "Node Risk check" }));
  fireEvent.click(sheet.getByRole("combobox", { name: "When it fails" }));
  const options = await screen.findAllByRole("option");
  expect(options.filter((one) => one.getAttribute("aria-selected") === "true")).toHaveLength(1);
  fireEvent.click(options.find((one) => one.getAttribute("aria-selected") !== "true")!);
  await waitFor(() => expect(lastGraph(page)?.nodes[0]?.failurePolicy).not.toBe("reject"));
  expect(screen.getByText("What happens when Risk check fails was changed.")).toBeTruthy();
});

test("a name that the flow has already is refused before anybody is asked; one that the server refuses stays typed", async () => {
  const yard = drawnFlow({
    "flows.createScripts": () => {
      throw new Refusal("A script login/review is there already.", { fault: "conflict" });
    },
  });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  fireEvent.click((await bar()).getByRole("button", { name: "Add node" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add a node" }));
  const name = dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" });
  fireEvent.change(dialog.getByLabelText("Title"), { target: { value: "Review" } });
  expect(name.value).toBe("review");
  fireEvent.change(name, { target: { value: "factor" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add node" }));
  expect(await dialog.findByText("A node of this flow has that name.")).toBeTruthy();
  fireEvent.change(name, { target: { value: "Not A Name" } });
  expect(await dialog.findByText(/^Use lower-case letters/)).toBeTruthy();
  expect(page.wire.sent("flows.createScripts")).toEqual([]);
  fireEvent.change(name, { target: { value: "review" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add node" }));
  expect(await dialog.findByText("A script login/review is there already.")).toBeTruthy();
  expect(name.value).toBe("review");
  expect(page.wire.sent("flows.saveDraft")).toEqual([]);
});

test("a title that is taken gets a name that is free, and a kind brings its own templates", async () => {
  const template = (id: string, hook: string) => ({
    id,
    hook,
    title: `Template ${id}`,
    description: `About ${id}`,
  });
  const yard = drawnFlow({
    "scripts.templates": () => [template("one", "onExecute"), template("two", "onComplete")],
  });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  fireEvent.click((await bar()).getByRole("button", { name: "Add node" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add a node" }));
  fireEvent.change(dialog.getByLabelText("Title"), { target: { value: "Risk" } });
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("risk-2");
  fireEvent.click(dialog.getByRole("combobox", { name: "Script" }));
  const offered = (await screen.findAllByRole("option")).map(({ textContent }) => textContent);
  expect(offered).toEqual(["A minimal text", "Template one"]);
  fireEvent.click(screen.getByRole("option", { name: "Template one" }));
  expect(await dialog.findByText("About one")).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Add node" }));
  await waitFor(() =>
    expect(page.wire.sent("flows.createScripts")).toEqual([
      { realm: "acme", flow: "login", nodes: [{ name: "risk-2", kind: "decision", template: "one" }] },
    ]),
  );
  // It comes after none: nothing leads to it yet, and its summary is open to say so.
  await waitFor(() => expect(names(lastGraph(page))).toContain("risk-2"));
  expect(lastGraph(page)?.edges).toEqual(aFlow().draft.graph.edges);
  expect(page.address()).toBe("/r/acme/flows/login?node=risk-2");
});

const aRow = (name: string, hook: string) => aScript({ id: `scr_${name}`, name, hook });

test("a script that is there already becomes a node as it is, where it answers as the kind is called", async () => {
  const yard = drawnFlow({
    "scripts.list": () => ({
      items: [aRow("risk", "onExecute"), aRow("country-changed", "onExecute"), aRow("page", "render")],
      next: null,
    }),
  });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  fireEvent.click((await bar()).getByRole("button", { name: "Add node" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add a node" }));
  fireEvent.click(dialog.getByRole("combobox", { name: "Script" }));
  await screen.findByRole("option", { name: "country-changed" });
  // `risk` is a node already, and `page` answers another hook.
  expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual([
    "A minimal text",
    "country-changed",
  ]);
  fireEvent.click(screen.getByRole("option", { name: "country-changed" }));
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: "Title" }).value).toBe("Country changed");
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" }).readOnly).toBe(true);
  fireEvent.click(dialog.getByRole("button", { name: "Add node" }));
  await waitFor(() =>
    expect(lastGraph(page)?.nodes.at(-1)).toEqual({
      name: "country-changed",
      title: "Country changed",
      kind: "decision",
      failurePolicy: "reject",
    }),
  );
});

test("the address asks for a script to become a node: the form is open with it, of its kind, and goes with the address", async () => {
  const yard = drawnFlow({
    "scripts.list": () => ({ items: [aRow("page", "render")], next: null }),
  });
  using page = await openPage("/r/acme/flows/login?add=page", yard.answers);
  const dialog = within(await screen.findByRole("dialog", { name: "Add a node" }));
  await waitFor(() =>
    expect(dialog.getByRole<HTMLInputElement>("radio", { name: "Block" }).checked).toBe(true),
  );
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("page");
  fireEvent.click(dialog.getByRole("button", { name: "Add node" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/login?node=page"));
  expect(page.wire.sent("flows.createScripts")).toEqual([
    { realm: "acme", flow: "login", nodes: [{ name: "page", kind: "block" }] },
  ]);
});

test("a form that the address opened is closed for good; what is a node by now is selected", async () => {
  const yard = drawnFlow({ "scripts.list": () => ({ items: [], next: null }) });
  const first = await openPage("/r/acme/flows/login?add=page", yard.answers);
  const dialog = await screen.findByRole("dialog", { name: "Add a node" });
  fireEvent.keyDown(dialog, { key: "Escape" });
  await waitFor(() => expect(first.address()).toBe("/r/acme/flows/login"));
  first[Symbol.dispose]();
  using _ = await openPage("/r/acme/flows/login?add=risk", yard.answers);
  expect(await screen.findByRole("region", { name: "Node Risk check" })).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("an edge for an outcome that nobody has written yet is drawn by its name, and an empty one is refused", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  const sheet = within(await screen.findByRole("region", { name: "Node Risk check" }));
  await screen.findByText(/problems?$/);
  fireEvent.click(sheet.getByRole("button", { name: "Connect…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Draw an edge" }));
  fireEvent.click(dialog.getByRole("combobox", { name: "From Risk check to" }));
  fireEvent.click(await screen.findByRole("option", { name: "The end" }));
  fireEvent.click(dialog.getByRole("radio", { name: "Another outcome" }));
  fireEvent.click(dialog.getByRole("button", { name: "Draw edge" }));
  expect(await dialog.findByText("Write the outcome as the script names it.")).toBeTruthy();
  fireEvent.change(dialog.getByRole("textbox", { name: "Outcome" }), { target: { value: " blocked " } });
  fireEvent.click(dialog.getByRole("button", { name: "Draw edge" }));
  await waitFor(() =>
    expect(lastGraph(page)?.edges.at(-1)).toEqual({ from: "risk", to: "done", outcome: "blocked" }),
  );
});

test("what shows a page has no outcomes: its only edge is the default one", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=factor", yard.answers);
  const sheet = within(await screen.findByRole("region", { name: "Node Second factor" }));
  await screen.findByText(/problems?$/);
  fireEvent.click(sheet.getByRole("button", { name: "Connect…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Draw an edge" }));
  expect(dialog.getAllByRole("radio").map((radio) => radio.getAttribute("value"))).toEqual(["default"]);
  fireEvent.click(dialog.getByRole("combobox", { name: "From Second factor to" }));
  fireEvent.click(await screen.findByRole("option", { name: "Welcome" }));
  fireEvent.click(dialog.getByRole("button", { name: "Draw edge" }));
  await waitFor(() =>
    expect(lastGraph(page)?.edges.filter(({ from }) => from === "factor")).toEqual([
      { from: "factor", to: "welcome" },
    ]),
  );
});
