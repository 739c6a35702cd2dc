import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../monaco/setup.ts";
import "../../testing/browser-parts.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { showPanel } from "./layout/panels.ts";
import { aDetail, closeEditor } from "./testing/in-editor.tsx";
import { openEditor, scriptServer } from "./testing/script-server.ts";

afterEach(() => {
  for (const panel of ["tree", "bottom", "rail"] as const) showPanel(panel);
  closeEditor();
});

const key = (name: string, init: object = {}) => fireEvent.keyDown(document.body, { key: name, ...init });
/** By their labels: names of everything on a whole page take this browser long. */
const button = (label: string) => screen.getByLabelText<HTMLButtonElement>(label, { selector: "button" });
const editorOf = (model: monaco.editor.ITextModel) =>
  monaco.editor.getEditors().find((one) => one.getModel() === model);
const status = () => screen.getAllByRole("status").map((one) => one.textContent);

test("a script opens with its text, its state, its tab and its place in the tree; typing saves itself", async () => {
  const server = scriptServer();
  using page = await openEditor(server);
  const { name } = server.detail.item;
  await waitFor(() => expect(editorOf(page.draft.model)).toBeDefined());
  expect(editorOf(page.draft.model)!.getRawOptions()).toMatchObject({
    readOnly: false,
    ariaLabel: expect.stringContaining(`Source of login/${name}.`),
  });
  expect(screen.getByText("Live v1")).toBeTruthy();
  await screen.findByRole("treeitem", { name: `${name}, live v1` });
  expect(screen.getByRole("link", { current: "page", name: new RegExp(`login/ ?${name}`) })).toBeTruthy();
  expect(document.title).toContain(`login/${name}`);
  act(() => editorOf(page.draft.model)!.trigger("keyboard", "type", { text: "// why\n" }));
  expect(status()).toContain("Saving…");
  key("s", { ctrlKey: true });
  await waitFor(() => expect(server.draft().source).toBe("// why\nreturn 1"));
  await waitFor(() => expect(status()).toContain("Saved"));
});

test("panels go away and come back by their keys, and what they were stays for the next script", async () => {
  const server = scriptServer();
  using _ = await openEditor(server);
  const there = () => ({
    tree: screen.queryByLabelText("Scripts", { selector: "nav" }) !== null,
    bottom: screen.queryByLabelText("Panels") !== null,
    rail: screen.queryByLabelText("Script details", { selector: "aside" }) !== null,
  });
  expect(there()).toEqual({ tree: true, bottom: true, rail: true });
  key("b", { ctrlKey: true });
  key("j", { ctrlKey: true });
  // Its key holds Alt, which this browser takes for AltGr.
  fireEvent.click(button("Hide the right rail"));
  expect(there()).toEqual({ tree: false, bottom: false, rail: false });
  expect(JSON.parse(localStorage.getItem("scriptyard.editor.panels")!)).toMatchObject({
    tree: false,
    rail: false,
  });
  fireEvent.click(button("Show the tree"));
  fireEvent.click(button("Show the right rail"));
  key("j", { ctrlKey: true });
  expect(there()).toEqual({ tree: true, bottom: true, rail: true });
  fireEvent.click(button("Hide the right rail"));
  fireEvent.click(button("Hide the panel below"));
  expect(there()).toEqual({ tree: true, bottom: false, rail: false });
});

test("tabs of the rail and of the panel below are in the address, and one hears what is in them", async () => {
  const server = scriptServer();
  using page = await openEditor(server, "?tab=docs&panel=problems");
  expect(await screen.findByText("A node decides")).toBeTruthy();
  expect(screen.getByText("No problems")).toBeTruthy();
  const to = async (name: string, text: string | RegExp) => {
    fireEvent.click(screen.getByText(name, { selector: "[role=tab] *" }));
    expect(await screen.findByText(text)).toBeTruthy();
  };
  await to("Versions", /Nobody has changed this draft yet/);
  await to("Settings", "Limits of one run");
  await to("Console", "Nothing logged");
  await to("Runs", "No runs yet");
  await to("References", "No name looked for");
  expect(page.search()).toEqual({ tab: "settings", panel: "references" });
});

test("Ctrl+Shift+P asks for the note of a publish; keys below an open sheet rest, but Ctrl+S never leaves the page", async () => {
  const server = scriptServer({}, aDetail({ draft: { source: "return 2" } }));
  using page = await openEditor(server);
  key("P", { ctrlKey: true, shiftKey: true, code: "KeyP" });
  const sheet = within(await screen.findByRole("dialog", { name: /^Publish acme \/ login/ }));
  expect(sheet.getByText(/Live v1 → draft/)).toBeTruthy();
  key("j", { ctrlKey: true });
  expect(screen.queryByLabelText("Panels")).not.toBeNull();
  act(() => page.draft.model.setValue("return 3"));
  expect(key("s", { ctrlKey: true })).toBe(false);
  await waitFor(() => expect(server.draft().source).toBe("return 3"));
});

test("a script that is not there says so, and leads to all scripts; one that does not come is asked for again", async () => {
  const server = scriptServer();
  using gone = await openPage("/r/acme/scripts/login/gone", server.answers);
  expect(await screen.findByRole("heading", { name: "There is no script login/gone" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "All scripts" }));
  await waitFor(() => expect(gone.address()).toBe("/r/acme/scripts"));
  gone[Symbol.dispose]();
  let away = true;
  const busy = scriptServer();
  const { "scripts.get": get } = busy.answers;
  using _ = await openPage(busy.address(), {
    ...busy.answers,
    "scripts.get": (asked: never) => {
      if (away) throw new Refusal("The database is away.", { fault: "internal" });
      return get!(asked);
    },
  });
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Live v1")).toBeTruthy();
});

test("an operator reads, runs and asks, and is told why nothing else goes", async () => {
  const server = scriptServer();
  using page = await openEditor(server, "", { role: "operator" });
  await waitFor(() => expect(editorOf(page.draft.model)).toBeDefined());
  expect(editorOf(page.draft.model)!.getRawOptions().readOnly).toBe(true);
  expect(screen.getByText("Read-only")).toBeTruthy();
  const isOff = (word: string) =>
    screen.getByText(word, { selector: "header button *" }).closest("button")!.getAttribute("aria-disabled");
  expect([isOff("Run"), isOff("Publish…"), button("New script").disabled]).toEqual([null, "true", true]);
  key("P", { ctrlKey: true, shiftKey: true, code: "KeyP" });
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("with nothing open the way on is said, and what was changed last leads there", async () => {
  const server = scriptServer({
    "scripts.recent": () => [
      {
        ...aDetail({ item: { name: "risk", description: `<b>x</b> ${"long ".repeat(200)}` } }).item,
        failures: 0,
      },
    ],
  });
  using page = await openPage("/r/acme/scripts", server.answers);
  const recent = within(await screen.findByRole("region", { name: "Recently changed" }));
  const link = recent.getByRole("link");
  expect(link.getAttribute("href")).toBe("/r/acme/scripts/login/risk");
  expect(link.textContent).toContain("<b>x</b>");
  expect(screen.queryByRole("complementary", { name: "Script details" })).toBeNull();
  const [fromPage] = screen.getAllByRole("button", { name: "New script" }).slice(-1);
  fireEvent.click(fromPage!);
  expect(await screen.findByRole("dialog", { name: "New script" })).toBeTruthy();
  expect(page.address()).toBe("/r/acme/scripts");
});

test("a realm and a module that are called as what every object has are as good as any", async () => {
  const name = "constructor";
  const server = scriptServer({}, aDetail({ item: { module: name } }));
  const realm = { id: "rlm_c", name, title: "C", hostId: "identity", timeZone: "UTC" };
  const at = server.address().replace("/acme/", `/${name}/`);
  using _ = await openPage(at, { ...server.answers, "realms.list": () => [realm] });
  const { item } = server.detail;
  await screen.findByRole("link", { current: "page", name: new RegExp(`${name}/ ?${item.name}`) });
  expect(await screen.findByRole("treeitem", { name: `${item.name}, live v1` })).toBeTruthy();
});
