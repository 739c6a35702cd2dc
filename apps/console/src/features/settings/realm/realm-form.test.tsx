import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { aRealm } from "../../../testing/given.ts";
import { later } from "../../../testing/later.ts";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import "../../../testing/browser-parts.ts";

// Loading Monaco takes seconds of the one thread there is, and so does each page that shows it: few pages, many promises.
beforeAll(async () => {
  await import("./settings-editor.tsx");
}, 60_000);
afterEach(() => sessionStorage.clear());

const schema = { properties: { risk: { properties: { challengeAt: { type: "number" } } } } };
const openRealm = (realm: object, answers: Answers = {}, user = {}) =>
  openPage(
    "/r/acme/settings/realm",
    { "realms.list": () => [{ ...aRealm, ...realm }], "partners.list": () => [], ...answers },
    user,
  );
const form = async () => within(await screen.findByRole("form", { name: "Realm acme" }));
const title = async () => (await form()).getByRole<HTMLInputElement>("textbox", { name: "Title" });

test("a realm is saved once, as it is typed: with what is missing at its field, a refusal that takes nothing, and Ctrl+S pressed twice", async () => {
  let answer: () => unknown = () => {
    throw new Refusal("The settings are larger than 64 KB.", { fault: "too_large" });
  };
  using page = await openRealm({ allowedHosts: ["a.example"] }, { "realms.update": () => answer() });
  const shown = await form();
  // A realm without settings has no uses of them.
  expect(screen.queryByRole("region", { name: "Where settings are used" })).toBeNull();
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
  expect(await shown.findByText("The settings are larger than 64 KB.")).toBeTruthy();
  expect((await title()).value).toBe(" Acme Inc ");
  expect(shown.getByText("Not saved yet; kept in this browser.")).toBeTruthy();
  expect(page.wire.sent("realms.update")[0]).toMatchObject({
    realm: "acme",
    basedOn: 0,
    title: "Acme Inc",
    allowedHosts: ["a.example", "shop.example"],
  });

  const slow = later<object>();
  answer = () => slow.promise;
  const save = async () => fireEvent.keyDown(await title(), { key: "s", ctrlKey: true });
  await save();
  await waitFor(() => expect(page.wire.sent("realms.update")).toHaveLength(2));
  await waitFor(() =>
    expect(shown.getByRole("button", { name: "Save realm" }).hasAttribute("data-loading")).toBe(true),
  );
  await save();
  slow.give({ ...aRealm, title: "Acme Inc", allowedHosts: ["a.example", "shop.example"] });
  expect(await screen.findByText(/^Realm acme saved/)).toBeTruthy();
  // A third one would be refused, and told as somebody else's change.
  expect(page.wire.sent("realms.update")).toHaveLength(2);
});

test("who is no admin reads the realm, saves nothing by the key either, and finds where a setting is used", async () => {
  using page = await openRealm(
    { settingsSchema: schema },
    { "references.usedBy": () => ({ uses: [], more: 0 }) },
    { role: "author" },
  );
  expect(await (await form()).findByText("Only admins change the realm.")).toBeTruthy();
  expect((await title()).disabled).toBe(true);
  fireEvent.keyDown(await title(), { key: "s", ctrlKey: true });
  expect((await form()).queryByRole("button", { name: "Save realm" })).toBeNull();
  expect(page.wire.sent("realms.update")).toEqual([]);
  const uses = within(await screen.findByRole("region", { name: "Where settings are used" }));
  expect(page.wire.sent("references.usedBy")).toEqual([]);
  fireEvent.click(uses.getByRole("combobox", { name: "Where is a setting used?" }));
  fireEvent.click(await screen.findByRole("option", { name: "risk.challengeAt" }));
  expect(await uses.findByText("No script reads it.")).toBeTruthy();
  expect(page.wire.sent("references.usedBy")).toEqual([
    { realm: "acme", thing: { kind: "setting", path: ["risk", "challengeAt"] } },
  ]);
});

test("an admin is told that the realm is closed, and where it is taken back", async () => {
  using _ = await openRealm({ closed: { as: "archived", at: 0, by: null } });
  const why = "The realm is archived. Take it back under Realms to change the realm.";
  expect(await (await form()).findByText(why)).toBeTruthy();
  expect((await title()).disabled).toBe(true);
});
