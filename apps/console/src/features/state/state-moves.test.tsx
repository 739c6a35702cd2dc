import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { later } from "../../testing/later.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { ownerText, valueProblem } from "./words.ts";

afterEach(() => sessionStorage.clear());

const idOf = (number: number) => `sta_${String(number).padStart(26, "0")}`;
const usage = { used: { keys: 2, bytes: 20 }, most: { keys: 100_000, bytes: 50_000_000 } };
const row = (number: number, change: object = {}) => ({
  id: idOf(number),
  kind: "value",
  scope: "user",
  owner: `u_${number}`,
  key: "tries",
  start: String(number),
  bytes: 10,
  expiresAt: null,
  createdAt: 0,
  updatedAt: 7,
  ...change,
});
const whole = (change: object = {}) => {
  const { start: _start, ...entry } = row(1, { value: 6, realmId: "rlm_acme", ...change });
  return entry;
};
const listed = { items: [row(1), row(2, { kind: "limit", key: "sms" })], next: null, usage };
const openState = (answers: object = {}, user: object = {}, address = "/r/acme/state") =>
  openPage(address, { "state.list": () => listed, "state.get": () => whole(), ...answers }, user);
const refused =
  (message: string, fault = "storage") =>
  () => {
    throw new Refusal(message, { fault });
  };

test("until the state comes its rows are kept; a server that refuses is asked again on demand", async () => {
  const slow = later<typeof listed>();
  let refuses = false;
  using page = await openState({
    "state.list": () => {
      if (refuses) throw new Refusal("The state cannot be read.", { fault: "storage" });
      return slow.promise;
    },
  });
  expect(screen.getByText("Loading")).toBeTruthy();
  expect(screen.queryByText("No state yet")).toBeNull();
  refuses = true;
  await act(async () => slow.give(listed));
  expect(await screen.findByRole("grid", { name: "State" })).toBeTruthy();
  fireEvent.change(screen.getByRole("textbox", { name: "Search keys and owners" }), {
    target: { value: "u_2" },
  });
  expect(await screen.findByText("The state cannot be read.")).toBeTruthy();
  refuses = false;
  const before = page.wire.sent("state.list").length;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(page.wire.sent("state.list").length).toBeGreaterThan(before));
});

test("rows are walked by j and k, opened by Enter and closed by Esc; the drawer follows the row", async () => {
  using page = await openState();
  const grid = await screen.findByRole("grid", { name: "State" });
  fireEvent.keyDown(within(grid).getByRole("row", { name: "tries of user u_1" }), { key: "Enter" });
  await waitFor(() => expect(page.search()).toEqual({ open: idOf(1) }));
  expect(await screen.findByRole("region", { name: "Entry of state" })).toBeTruthy();
  fireEvent.keyDown(window, { key: "j" });
  await waitFor(() => expect(page.search()).toEqual({ open: idOf(2) }));
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(page.search()).toEqual({}));
});

test("a row says whose it is and what kind, also to who only hears it; nobody's value is code", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  using page = await openState({
    "state.list": () => ({
      items: [
        row(1, { key: hostile, start: hostile }),
        row(2, { kind: "limit", key: "sms" }),
        row(3, { scope: "realm", owner: "" }),
      ],
      next: null,
      usage,
    }),
  });
  const grid = within(await screen.findByRole("grid", { name: "State" }));
  expect(grid.getByRole("row", { name: "sms of user u_2" }).textContent).toContain("limit");
  expect(grid.getByRole("row", { name: "tries of the realm" })).toBeTruthy();
  expect(page.container.querySelector("main img[src]")).toBeNull();
});

test("an entry that is gone or cannot be read says so beside the list, which stays", async () => {
  using page = await openState(
    { "state.get": refused("Nothing is kept under this id (any more).", "not_found") },
    {},
    `/r/acme/state?open=${idOf(9)}`,
  );
  const panel = within(await screen.findByRole("region", { name: "Entry of state" }));
  expect(await panel.findByText(/Nothing is kept under this id/)).toBeTruthy();
  expect(panel.queryByRole("button", { name: "Delete" })).toBeNull();
  expect(screen.getByRole("grid", { name: "State" })).toBeTruthy();
  fireEvent.click(panel.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(page.search()).toEqual({}));
});

test("what could not be deleted is still there, with why; a cancelled question deletes nothing", async () => {
  using page = await openState(
    {
      "state.remove": refused("The store is full."),
      "state.clear": refused("Somebody else clears it.", "conflict"),
    },
    {},
    `/r/acme/state?open=${idOf(1)}`,
  );
  const panel = within(await screen.findByRole("region", { name: "Entry of state" }));
  fireEvent.click(await panel.findByRole("button", { name: "Delete" }));
  fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(page.wire.sent("state.remove")).toEqual([]);
  fireEvent.click(panel.getByRole("button", { name: "Delete" }));
  fireEvent.click(await screen.findByRole("button", { name: "Delete entry" }));
  expect(await panel.findByText("The store is full.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Delete all" }));
  const ask = within(await screen.findByRole("dialog", { name: "Delete all state of the realm?" }));
  fireEvent.click(ask.getByRole("button", { name: "Delete all state" }));
  expect(await screen.findByText("Somebody else clears it.")).toBeTruthy();
  expect(page.wire.sent("state.clear")).toEqual([{ realm: "acme" }]);
});

test("a value with an end keeps it, or loses it by a tick; what was typed outlives the closed drawer", async () => {
  const ends = Date.now() + 3_600_000;
  using page = await openState(
    {
      "state.get": () => whole({ expiresAt: ends }),
      "state.edit": () => whole({ value: 7, expiresAt: null }),
    },
    {},
    `/r/acme/state?open=${idOf(1)}`,
  );
  const panel = () => within(screen.getByRole("region", { name: "Entry of state" }));
  const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Value" });
  expect(panel().getByRole<HTMLButtonElement>("button", { name: "Save value" }).disabled).toBe(true);
  fireEvent.change(field, { target: { value: "7" } });
  fireEvent.click(panel().getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Entry of state" })).toBeNull());
  fireEvent.click(
    within(screen.getByRole("grid", { name: "State" })).getByRole("row", { name: "tries of user u_1" }),
  );
  const again = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Value" });
  expect(again.value).toBe("7");
  fireEvent.click(panel().getByRole("checkbox", { name: "Keep it until it is removed" }));
  fireEvent.click(panel().getByRole("button", { name: "Save value" }));
  await waitFor(() =>
    expect(page.wire.sent("state.edit")).toEqual([
      { realm: "acme", id: idOf(1), basedOn: 7, value: 7, expiresAt: null },
    ]),
  );
});

test("another realm's entries are waited for; those of the realm before do not stand in", async () => {
  const other = later<typeof listed>();
  using _ = await openState({
    "realms.list": () => [
      { id: "rlm_acme", name: "acme", title: "Acme" },
      { id: "rlm_shop", name: "shop", title: "Shop" },
    ],
    "state.list": ({ realm }: { realm: string }) => (realm === "acme" ? listed : other.promise),
    "overview.get": refused("No."),
  });
  await screen.findByRole("grid", { name: "State" });
  fireEvent.click(screen.getByRole("button", { name: /^Realm Acme|^Realm acme/ }));
  fireEvent.click(await screen.findByRole("menuitem", { name: /Shop/ }));
  await waitFor(() => expect(screen.queryByRole("grid", { name: "State" })).toBeNull());
});

test("what is kept of whom, in words; what is no value says what is one", () => {
  expect(ownerText({ scope: "user", owner: "u_42" })).toBe("user u_42");
  expect(ownerText({ scope: "realm", owner: "" })).toBe("the realm");
  for (const text of ["1", '"a"', "[]", '{"a":1}', "true"]) expect(valueProblem(text)).toBeNull();
  expect(valueProblem("null")).toMatch(/delete the entry/);
  for (const text of ["", "zero", "{a:1}", "1,"]) expect(valueProblem(text)).toMatch(/^Write JSON/);
});
