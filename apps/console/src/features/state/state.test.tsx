import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { parseStateSearch } from "./search.ts";

afterEach(() => sessionStorage.clear());

const id = `sta_${"0".repeat(26)}`;
const entry = {
  id,
  realmId: "rlm_acme",
  kind: "value",
  scope: "user",
  owner: "u_42",
  key: "tries",
  value: 6,
  bytes: 10,
  expiresAt: null,
  createdAt: 0,
  updatedAt: 7,
};
const { value: _value, realmId: _realm, ...row } = entry;
const usage = { used: { keys: 1, bytes: 10 }, most: { keys: 100_000, bytes: 50_000_000 } };
const listed = { items: [{ ...row, start: "6" }], next: null, usage };
const openState = (answers: object = {}, user: object = {}, address = "/r/acme/state") =>
  openPage(address, { "state.list": () => listed, "state.get": () => entry, ...answers }, user);

test("what is kept is found by owner and key, and each search has an address", async () => {
  using page = await openState();
  const grid = within(await screen.findByRole("grid", { name: "State" }));
  expect(grid.getByText("tries")).toBeTruthy();
  expect(screen.getByText(/1 of 100.000/)).toBeTruthy();
  fireEvent.change(screen.getByRole("textbox", { name: "Search keys and owners" }), {
    target: { value: "u_42" },
  });
  await waitFor(() => expect(page.search()).toEqual({ text: "u_42" }));
  await waitFor(() =>
    expect(page.wire.sent("state.list").at(-1)).toMatchObject({ realm: "acme", text: "u_42" }),
  );
});

test("nothing kept says how a script keeps something; nothing found says so", async () => {
  const none = { items: [], next: null, usage: { ...usage, used: { keys: 0, bytes: 0 } } };
  using page = await openState({ "state.list": () => none });
  expect(await screen.findByText("No state yet")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Delete all" })).toBeNull();
  fireEvent.change(screen.getByRole("textbox", { name: "Search keys and owners" }), {
    target: { value: "x" },
  });
  expect(await screen.findByText("Nothing found")).toBeTruthy();
  expect(page.search()).toEqual({ text: "x" });
});

test("a value is edited on what was seen; a script that was faster is told of, and the text stays", async () => {
  let isFaster = true;
  let held = entry;
  using page = await openState(
    {
      "state.get": () => held,
      "state.edit": () => {
        held = { ...entry, value: 5, updatedAt: 8 };
        if (isFaster) throw new Refusal("A script has changed this entry.", { fault: "conflict" });
        return { ...entry, value: 0, updatedAt: 9 };
      },
    },
    {},
    `/r/acme/state?open=${id}`,
  );
  const panel = within(await screen.findByRole("region", { name: "Entry of state" }));
  const value = await panel.findByRole<HTMLTextAreaElement>("textbox", { name: "Value" });
  fireEvent.change(value, { target: { value: "zero" } });
  fireEvent.click(panel.getByRole("button", { name: "Save value" }));
  expect(panel.getByText(/Write JSON/)).toBeTruthy();
  expect(page.wire.sent("state.edit")).toEqual([]);
  fireEvent.change(value, { target: { value: "0" } });
  fireEvent.click(panel.getByRole("button", { name: "Save value" }));
  expect(await panel.findByText("A script has changed this entry.")).toBeTruthy();
  expect(value.value).toBe("0");
  expect(await panel.findByText("It holds 5 now.")).toBeTruthy();
  isFaster = false;
  fireEvent.click(panel.getByRole("button", { name: "Save value" }));
  await waitFor(() => expect(page.wire.sent("state.edit")).toHaveLength(2));
  expect(page.wire.sent("state.edit").at(-1)).toEqual({
    realm: "acme",
    id,
    basedOn: 8,
    value: 0,
    expiresAt: null,
  });
});

test("an entry goes after a question, and all that was found after another one", async () => {
  using page = await openState(
    { "state.remove": () => null, "state.clear": () => ({ removed: 1 }) },
    {},
    `/r/acme/state?open=${id}&scope=user`,
  );
  const panel = within(await screen.findByRole("region", { name: "Entry of state" }));
  fireEvent.click(await panel.findByRole("button", { name: "Delete" }));
  const question = within(await screen.findByRole("dialog", { name: "Delete “tries” of user u_42?" }));
  fireEvent.click(question.getByRole("button", { name: "Delete entry" }));
  await waitFor(() => expect(page.search()).toEqual({ scope: "user" }));
  expect(page.wire.sent("state.remove")).toEqual([{ realm: "acme", id }]);
  fireEvent.click(await screen.findByRole("button", { name: "Delete found" }));
  fireEvent.click(await screen.findByRole("button", { name: "Delete what was found" }));
  await waitFor(() => expect(page.wire.sent("state.clear")).toEqual([{ realm: "acme", scope: "user" }]));
});

test("who only operates reads, and a limit is nobody's to edit", async () => {
  using _ = await openState({}, { role: "operator" }, `/r/acme/state?open=${id}`);
  const panel = within(await screen.findByRole("region", { name: "Entry of state" }));
  expect(await panel.findByText(/A value of user u_42/)).toBeTruthy();
  expect(panel.queryByRole("button", { name: "Delete" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Delete all" })).toBeNull();
});

test("an address that makes no sense is the page without it", () => {
  expect(parseStateSearch({ open: "exe_1", scope: "planet", text: "  a " })).toEqual({ text: "a" });
});
