import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aFlow } from "../../../testing/given.ts";
import { later } from "../../../testing/later.ts";
import { openPage } from "../../../testing/page.tsx";
import { Refusal } from "../../../testing/wire.ts";
import { drawnFlow, lastGraph } from "../testing/drawn-flow.ts";

afterEach(() => sessionStorage.clear());

const isOff = (button: HTMLElement) => (button as HTMLButtonElement).disabled;

async function choose(item: string): Promise<void> {
  fireEvent.click(await screen.findByRole("button", { name: "More" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
}

/** The browser's clipboard, as its own event brings it. */
function clip(kind: "copy" | "cut" | "paste", text = ""): string {
  let held = text;
  const event = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), {
    clipboardData: { setData: (_: string, value: string) => (held = value), getData: () => held },
  });
  act(() => void document.dispatchEvent(event));
  return held;
}

test("a copied node is pasted with a script of its own that begins with its draft", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers);
  await screen.findByRole("region", { name: "Node Risk check" });
  const held = clip("copy");
  expect(await screen.findByText("1 node copied.")).toBeTruthy();
  clip("paste", held);
  await waitFor(() =>
    expect(page.wire.sent("flows.createScripts")).toEqual([
      { realm: "acme", flow: "login", nodes: [{ name: "risk-2", kind: "decision", like: "login/risk" }] },
    ]),
  );
  await waitFor(() => expect(lastGraph(page)?.nodes.map(({ name }) => name)).toContain("risk-2"));
  expect(page.address()).toBe("/r/acme/flows/login?node=risk-2");
});

test("what is cut is gone until it is pasted; nothing is pasted of what is no part of a flow, or no script came of", async () => {
  const yard = drawnFlow({
    "flows.createScripts": () => {
      throw new Refusal("The realm has room for 2 000 scripts.", { fault: "quota" });
    },
  });
  using page = await openPage("/r/acme/flows/login?node=welcome", yard.answers);
  await screen.findByRole("region", { name: "Node Welcome" });
  const held = clip("cut");
  await waitFor(() => expect(lastGraph(page)?.nodes.map(({ name }) => name)).toEqual(["risk", "factor"]));
  clip("paste", "SELECT 1");
  clip("paste", held.replace("scriptyard/flow-part", "scriptyard/other"));
  expect(page.wire.sent("flows.createScripts")).toEqual([]);
  clip("paste", held);
  expect(await screen.findByText("The realm has room for 2 000 scripts.")).toBeTruthy();
  expect(screen.getByText("Nothing was pasted")).toBeTruthy();
  expect(lastGraph(page)?.nodes).toHaveLength(2);
});

test("who only looks copies nothing and pastes nothing, whatever is selected", async () => {
  const yard = drawnFlow();
  using page = await openPage("/r/acme/flows/login?node=risk", yard.answers, { role: "operator" });
  await screen.findByRole("region", { name: "Node Risk check" });
  expect(clip("copy", "as it was")).toBe("as it was");
  clip("cut");
  expect(page.wire.sent("flows.saveDraft")).toEqual([]);
});

const publishes = [
  { id: "pub_2", version: 2, kind: "publish", note: "Ask more", authorName: "Bo", at: 5 },
  { id: "pub_1", version: 1, kind: "publish", note: "As delivered", authorName: null, at: 1 },
];
const older = { ...aFlow().draft.graph, entry: "factor" };
const versions = { "flows.publishes": () => publishes, "flows.version": () => ({ graph: older }) };
const openVersions = async (more: object = {}, user: object = {}) => {
  const yard = drawnFlow({ ...versions, ...more });
  const page = await openPage("/r/acme/flows/login?panel=versions", yard.answers, user);
  return { page, yard, panel: within(await screen.findByRole("region", { name: "Versions of Login" })) };
};

test("a version of before is told by how it differs, and is drawn again at once, or live again for a reason", async () => {
  const { page, panel } = await openVersions({ "flows.rollback": () => null });
  using _ = page;
  const one = within(await panel.findByRole("region", { name: "Version 2" }));
  expect(one.getByText("Ask more")).toBeTruthy();
  fireEvent.click(one.getByRole("button", { name: "Look at version 2" }));
  expect(await one.findByText("The flow starts at factor instead of risk")).toBeTruthy();
  fireEvent.click(one.getByRole("button", { name: "Roll back to v2" }));
  expect(await one.findByText("Say in a few words why.")).toBeTruthy();
  expect(page.wire.sent("flows.rollback")).toEqual([]);
  fireEvent.change(one.getByRole("textbox", { name: "Why back to v2" }), {
    target: { value: " It was right " },
  });
  fireEvent.click(one.getByRole("button", { name: "Roll back to v2" }));
  await waitFor(() =>
    expect(page.wire.sent("flows.rollback")).toEqual([
      { realm: "acme", flow: "login", toVersion: 2, note: "It was right" },
    ]),
  );
  fireEvent.click(one.getByRole("button", { name: "Draw from v2" }));
  await waitFor(() => expect(lastGraph(page)?.entry).toBe("factor"));
  // It is what is drawn now, so there is nothing to draw from.
  expect(one.queryByRole("button", { name: "Draw from v2" })).toBeNull();
});

test("a roll-back that the server refuses says why and keeps the reason; what made it live is Scriptyard's or somebody's", async () => {
  const { page, panel } = await openVersions({
    "flows.rollback": () => {
      throw new Refusal("factor has no live script.", { fault: "invalid" });
    },
  });
  using _ = page;
  const one = within(await panel.findByRole("region", { name: "Version 2" }));
  expect(one.getByText(/^Bo/).textContent).toMatch(/^Bo · /);
  const live = within(panel.getByRole("region", { name: "Version 1" }));
  expect(live.getByText("Live")).toBeTruthy();
  fireEvent.click(one.getByRole("button", { name: "Look at version 2" }));
  const reason = await one.findByRole<HTMLTextAreaElement>("textbox", { name: "Why back to v2" });
  fireEvent.change(reason, { target: { value: "Because" } });
  fireEvent.click(one.getByRole("button", { name: "Roll back to v2" }));
  expect(await one.findByText("factor has no live script.")).toBeTruthy();
  expect(reason.value).toBe("Because");
});

test("the live version goes back to nothing, and an operator reads without buttons", async () => {
  const { page, panel } = await openVersions({}, { role: "operator" });
  using _ = page;
  fireEvent.click(await panel.findByRole("button", { name: "Look at version 2" }));
  expect(await panel.findByText("The flow starts at factor instead of risk")).toBeTruthy();
  expect(panel.queryByRole("button", { name: /Roll back|Draw from/ })).toBeNull();
  fireEvent.click(panel.getByRole("button", { name: "Look at version 1" }));
  await waitFor(() => expect(page.wire.sent("flows.version")).toHaveLength(2));
  expect(panel.queryByRole("textbox")).toBeNull();
});

test("until versions come their places are kept; none yet says how there comes one; a failure can be asked again", async () => {
  const slow = later<never[]>();
  let fails = true;
  const { page, panel } = await openVersions({ "flows.publishes": () => slow.promise });
  {
    using _ = page;
    expect(panel.getByText("Loading")).toBeTruthy();
    await act(async () => slow.give([]));
    expect(await panel.findByText(/^Nothing was published yet/)).toBeTruthy();
  }
  const again = await openVersions({
    "flows.publishes": () => {
      if (fails) throw new Refusal("The store is away.", { fault: "storage" });
      return publishes;
    },
  });
  using _ = again.page;
  expect(await again.panel.findByText("The store is away.")).toBeTruthy();
  fails = false;
  fireEvent.click(again.panel.getByRole("button", { name: "Try again" }));
  expect(await again.panel.findByRole("region", { name: "Version 2" })).toBeTruthy();
});

test.each([
  [0, 1, /No walk is under way\. Its 1 script and its records stay/],
  [1, 2, /1 walk under way ends as it began\. Its 2 scripts and their records stay/],
  [3, 2, /3 walks under way end as they began\./],
])("deleting with %i walks and %i scripts says what ends and what stays", async (walks, scripts, words) => {
  const yard = drawnFlow({ "flows.removal": () => ({ walks, scripts }) });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  await choose("Delete the flow…");
  const ask = within(await screen.findByRole("dialog", { name: "Delete Login?" }));
  expect(ask.getByText(words)).toBeTruthy();
  fireEvent.click(ask.getByRole("button", { name: "Cancel" }));
  expect(page.wire.sent("flows.remove")).toEqual([]);
});

test("a deleted flow leads to the list, where one press takes it back", async () => {
  const yard = drawnFlow({
    "flows.removal": () => ({ walks: 0, scripts: 3 }),
    "flows.remove": () => null,
    "flows.restore": () => null,
    "flows.list": () => [],
    "flows.deleted": () => [],
  });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  await choose("Delete the flow…");
  const ask = within(await screen.findByRole("dialog", { name: "Delete Login?" }));
  fireEvent.click(ask.getByRole("button", { name: "Delete Login" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows"));
  expect(page.wire.sent("flows.remove")).toEqual([{ realm: "acme", flow: "login" }]);
  expect((await screen.findByText(/is deleted\. It can be taken back/)).textContent).toMatch(
    /^Login is deleted/,
  );
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(page.wire.sent("flows.restore")).toEqual([{ realm: "acme", flowId: "flw_login" }]),
  );
  await waitFor(() => expect(screen.queryByText(/is deleted\. It can be taken back/)).toBeNull());
});

test("what could not be asked or deleted is told, and the flow is still there", async () => {
  let asks = false;
  const yard = drawnFlow({
    "flows.removal": () => {
      if (!asks) throw new Refusal("The server is full.", { fault: "unavailable" });
      return { walks: 0, scripts: 3 };
    },
    "flows.remove": () => {
      throw new Refusal("A trigger starts it.", { fault: "conflict" });
    },
  });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  await choose("Delete the flow…");
  expect(await screen.findByText("The server is full.")).toBeTruthy();
  asks = true;
  await choose("Delete the flow…");
  const ask = within(await screen.findByRole("dialog", { name: "Delete Login?" }));
  fireEvent.click(ask.getByRole("button", { name: "Delete Login" }));
  expect(await screen.findByText("A trigger starts it.")).toBeTruthy();
  expect(page.address()).toBe("/r/acme/flows/login");
});

test("a flow gets another title under the same name", async () => {
  const yard = drawnFlow({ "flows.rename": () => null });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  await choose("Rename the flow…");
  const dialog = within(await screen.findByRole("dialog", { name: "Rename the flow" }));
  expect(dialog.getByText(/^Its name, login, stays/)).toBeTruthy();
  fireEvent.change(dialog.getByRole("textbox", { name: "Title" }), { target: { value: "Sign in" } });
  fireEvent.click(dialog.getByRole("button", { name: "Rename" }));
  await waitFor(() =>
    expect(page.wire.sent("flows.rename")).toEqual([{ realm: "acme", flow: "login", title: "Sign in" }]),
  );
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a copy begins on the list of flows, with what it is a copy of in the address", async () => {
  const yard = drawnFlow({
    "flows.list": () => [aFlow()],
    "flows.templates": () => [],
    "flows.deleted": () => [],
  });
  using page = await openPage("/r/acme/flows/login", yard.answers);
  await choose("Make a copy…");
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows?new=true&copy=login"));
  expect(
    (await screen.findByRole<HTMLInputElement>("radio", { name: "A copy of another flow" })).checked,
  ).toBe(true);
});

test("a publish that others were faster with is refused with the reason, and the note stays", async () => {
  const whole = { written: ["suspicious"], unnamed: true, open: false };
  const bare = { live: true, liveAnswers: null, draftAnswers: null };
  const yard = drawnFlow({
    "flows.scripts": () => ({
      risk: { live: true, liveAnswers: whole, draftAnswers: whole },
      factor: bare,
      welcome: bare,
    }),
    "flows.publishes": () => publishes,
    "flows.publish": () => {
      throw new Refusal("Bo has drawn meanwhile. Look at the flow and publish again.", { fault: "conflict" });
    },
  });
  yard.elsewhere(older);
  using page = await openPage("/r/acme/flows/login?panel=publish", yard.answers);
  const panel = within(await screen.findByRole("region", { name: "Publish Login" }));
  const note = panel.getByRole<HTMLTextAreaElement>("textbox", { name: "Note" });
  fireEvent.change(note, { target: { value: "Start with the factor" } });
  const button = await panel.findByRole("button", { name: "Publish version 3" });
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
  expect(await panel.findByText(/^Bo has drawn meanwhile/)).toBeTruthy();
  expect(note.value).toBe("Start with the factor");
  expect(page.wire.sent("flows.publish")).toHaveLength(1);
  // The note outlives the closed panel.
  fireEvent.click(panel.getByRole("button", { name: "Close" }));
  fireEvent.keyDown(window, { key: "P", code: "KeyP", ctrlKey: true, shiftKey: true });
  const again = within(await screen.findByRole("region", { name: "Publish Login" }));
  expect(again.getByRole<HTMLTextAreaElement>("textbox", { name: "Note" }).value).toBe(
    "Start with the factor",
  );
});
