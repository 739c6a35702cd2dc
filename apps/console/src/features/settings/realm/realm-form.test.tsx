import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { aRealm } from "../../../testing/given.ts";
import { later } from "../../../testing/later.ts";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import "../../../testing/browser-parts.ts";

// Loading Monaco takes seconds of the one thread there is.
beforeAll(async () => {
  await import("./settings-editor.tsx");
}, 60_000);
afterEach(() => sessionStorage.clear());

const realm = { ...aRealm, allowedHosts: ["a.example"] };
const openRealm = (answers: Answers = {}, user = {}) =>
  openPage(
    "/r/acme/settings/realm",
    { "realms.list": () => [realm], "partners.list": () => [], ...answers },
    user,
  );
const form = async () => within(await screen.findByRole("form", { name: "Realm acme" }));
const title = async () => (await form()).getByRole<HTMLInputElement>("textbox", { name: "Title" });

test("Ctrl+S once more while it is saved sends nothing twice, so that nobody is told of somebody else", async () => {
  const slow = later<object>();
  using page = await openRealm({ "realms.update": () => slow.promise });
  fireEvent.change(await title(), { target: { value: "Acme again" } });
  const save = async () => fireEvent.keyDown(await title(), { key: "s", ctrlKey: true });
  await save();
  await waitFor(() => expect(page.wire.sent("realms.update")).toHaveLength(1));
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Save realm" }).hasAttribute("data-loading")).toBe(true),
  );
  await save();
  slow.give({ ...realm, title: "Acme again" });
  expect(await screen.findByText(/^Realm acme saved/)).toBeTruthy();
  expect(page.wire.sent("realms.update")).toHaveLength(1);
});

test("a title is needed, said at the field; hosts are added by Enter as they are compared, and removed one by one", async () => {
  using page = await openRealm({ "realms.update": (input: object) => ({ ...realm, ...input }) });
  const shown = await form();
  fireEvent.change(await title(), { target: { value: "  " } });
  fireEvent.click(shown.getByRole("button", { name: "Save realm" }));
  expect(shown.getByText("Give the realm a title.")).toBeTruthy();
  expect(document.activeElement).toBe(await title());
  expect(page.wire.sent("realms.update")).toEqual([]);
  fireEvent.change(await title(), { target: { value: " Acme Inc " } });
  const hosts = shown.getByRole("combobox", { name: "Allowed hosts" });
  // A list takes what comes without having the focus for what a browser fills in.
  hosts.focus();
  fireEvent.change(hosts, { target: { value: " Shop.Example " } });
  fireEvent.keyDown(hosts, { key: "Enter" });
  fireEvent.click(shown.getByRole("button", { name: "Save realm" }));
  await waitFor(() => expect(page.wire.sent("realms.update")).toHaveLength(1));
  expect(page.wire.sent("realms.update")[0]).toMatchObject({
    realm: "acme",
    basedOn: 0,
    title: "Acme Inc",
    allowedHosts: ["a.example", "shop.example"],
  });
});

test("what the server has against the realm as a whole stands in the form, and nothing that was typed goes", async () => {
  using _ = await openRealm({
    "realms.update": () => {
      throw new Refusal("The settings are larger than 64 KB.", { fault: "too_large" });
    },
  });
  fireEvent.change(await title(), { target: { value: "Mine" } });
  fireEvent.click((await form()).getByRole("button", { name: "Save realm" }));
  expect(await (await form()).findByText("The settings are larger than 64 KB.")).toBeTruthy();
  expect((await title()).value).toBe("Mine");
  expect((await form()).getByText("Not saved yet; kept in this browser.")).toBeTruthy();
});

test("who is no admin reads the realm, and the key saves nothing", async () => {
  using page = await openRealm({}, { role: "author" });
  expect(await (await form()).findByText("Only admins change the realm.")).toBeTruthy();
  expect((await title()).disabled).toBe(true);
  fireEvent.keyDown(await title(), { key: "s", ctrlKey: true });
  expect((await form()).queryByRole("button", { name: "Save realm" })).toBeNull();
  expect(page.wire.sent("realms.update")).toEqual([]);
});

test("where a setting is used is asked for when one is chosen; a realm without settings has no such question", async () => {
  const schema = { properties: { risk: { properties: { challengeAt: { type: "number" } } } } };
  using page = await openRealm({
    "realms.list": () => [{ ...realm, settingsSchema: schema }],
    "references.usedBy": () => ({ uses: [], more: 0 }),
  });
  const uses = within(await screen.findByRole("region", { name: "Where settings are used" }));
  expect(page.wire.sent("references.usedBy")).toEqual([]);
  fireEvent.click(uses.getByRole("combobox", { name: "Where is a setting used?" }));
  fireEvent.click(await screen.findByRole("option", { name: "risk.challengeAt" }));
  expect(await uses.findByText("No script reads it.")).toBeTruthy();
  expect(page.wire.sent("references.usedBy")).toEqual([
    { realm: "acme", thing: { kind: "setting", path: ["risk", "challengeAt"] } },
  ]);
  page[Symbol.dispose]();
  using _ = await openRealm();
  await form();
  expect(screen.queryByRole("region", { name: "Where settings are used" })).toBeNull();
});
