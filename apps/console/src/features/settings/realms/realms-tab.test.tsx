import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aRealm } from "../../../testing/given.ts";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import type { RealmStanding } from "./realm-standing.ts";

afterEach(() => sessionStorage.clear());

const standing = (name: string, change: Partial<RealmStanding> = {}): RealmStanding => ({
  name,
  title: name === "acme" ? "Acme" : `The ${name}`,
  hostId: "identity",
  hostTitle: "Identity",
  state: "open",
  closedAt: null,
  removedAt: null,
  scripts: 3,
  lastActivityAt: null,
  createdAt: 0,
  ...change,
});
const hosts = [
  { id: "identity", title: "Identity", description: "Logins.", scripts: 9, flows: 2 },
  { id: "wargame", title: "War game", description: "Battles.", scripts: 4, flows: 0 },
];

const openRealms = (
  realms: () => RealmStanding[],
  answers: Answers = {},
  address = "/r/acme/settings/realms",
) => openPage(address, { "realms.standing": realms, "realms.hosts": () => hosts, ...answers });
const rowOf = async (name: string) =>
  within((await screen.findByRole("button", { name: `Actions for ${name}` })).closest("tr")!);
const choose = async (name: string, item: string) => {
  fireEvent.click((await rowOf(name)).getByRole("button", { name: `Actions for ${name}` }));
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
};

test("a realm is named after its title, says what is missing, and is opened when it is made", async () => {
  let refused = true;
  const made = { ...aRealm, id: "rlm_shop" as const, name: "shop", title: "Shop" };
  let list = [aRealm];
  using page = await openRealms(() => [standing("acme")], {
    "realms.list": () => list,
    "realms.create": () => {
      if (refused) throw new Refusal('name: there is already a realm "shop".', { fault: "conflict" });
      list = [aRealm, made];
      return made;
    },
    "overview.get": () => {
      throw new Refusal("later");
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "New realm" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New realm" }));
  expect(page.search()).toEqual({ new: true });
  const field = (name: string) => dialog.getByRole<HTMLInputElement>("textbox", { name });
  const make = dialog.getByRole<HTMLButtonElement>("button", { name: "Make realm" });
  // Nobody has chosen a host before the hosts are there.
  await waitFor(() => expect(make.disabled).toBe(false));
  fireEvent.click(make);
  expect(dialog.getByText("Say what it is called.")).toBeTruthy();
  fireEvent.change(field("Title"), { target: { value: "Shop" } });
  expect(field("Name").value).toBe("shop");
  fireEvent.click(dialog.getByRole("radio", { name: "Nothing of its own" }));
  fireEvent.click(dialog.getByRole("button", { name: "Make realm" }));
  expect(await dialog.findByText(/[Tt]here is already a realm "shop"/)).toBeTruthy();
  refused = false;
  fireEvent.click(dialog.getByRole("radio", { name: "A copy of another realm" }));
  expect(dialog.queryByRole("textbox", { name: "Host" })).toBeNull();
  fireEvent.click(dialog.getByRole("button", { name: "Make realm" }));
  await waitFor(() => expect(page.address()).toBe("/r/shop"));
  expect(page.wire.sent("realms.create")).toEqual([
    { title: "Shop", name: "shop", hostId: "identity", from: { kind: "empty" } },
    { title: "Shop", name: "shop", from: { kind: "copy", realm: "acme" } },
  ]);
});

test("a realm is archived when asked twice, and taken back at once", async () => {
  let shop = standing("shop");
  using page = await openRealms(() => [standing("acme"), shop], {
    "realms.archive": () => {
      shop = standing("shop", { state: "archived", closedAt: 1 });
      return {};
    },
    "realms.restore": () => {
      shop = standing("shop");
      return { title: "The shop" };
    },
  });
  await choose("shop", "Archive…");
  const ask = within(await screen.findByRole("dialog", { name: "Archive The shop?" }));
  expect(ask.getByText(/stop at once.*you can take it back/)).toBeTruthy();
  expect(page.wire.sent("realms.archive")).toEqual([]);
  fireEvent.click(ask.getByRole("button", { name: "Archive The shop" }));
  expect(await (await rowOf("shop")).findByText("Archived")).toBeTruthy();
  await choose("shop", "Take it back");
  expect(await (await rowOf("shop")).findByText("Open")).toBeTruthy();
  expect(await screen.findByText(/The shop is open again/)).toBeTruthy();
});

test("a realm is deleted by typing its name, and says when it goes", async () => {
  let shop = standing("shop");
  using page = await openRealms(() => [standing("acme"), shop], {
    "realms.remove": () => {
      shop = standing("shop", { state: "deleted", closedAt: 1, removedAt: Date.now() + 6 * 86_400_000 });
      return {};
    },
  });
  await choose("shop", "Delete…");
  const dialog = within(await screen.findByRole("dialog", { name: "Delete The shop?" }));
  const press = () => fireEvent.click(dialog.getByRole("button", { name: "Delete The shop" }));
  const typed = dialog.getByRole("textbox");
  fireEvent.change(typed, { target: { value: "acme" } });
  press();
  expect(dialog.getByText("Type shop.")).toBeTruthy();
  expect(page.wire.sent("realms.remove")).toEqual([]);
  fireEvent.change(typed, { target: { value: "shop" } });
  press();
  expect(await (await rowOf("shop")).findByText("Deleted")).toBeTruthy();
  expect(page.wire.sent("realms.remove")).toEqual([{ realm: "shop", typed: "shop" }]);
  fireEvent.click((await rowOf("shop")).getByRole("button", { name: "Actions for shop" }));
  await screen.findByRole("menuitem", { name: "Take it back" });
  expect(screen.queryByRole("menuitem", { name: "Delete…" })).toBeNull();
});

test("a realm gets another title; its name stays", async () => {
  let title = "The shop";
  using page = await openRealms(() => [standing("shop", { title })], {
    "realms.update": (input: { title: string }) => {
      title = input.title;
      return {};
    },
  });
  await choose("shop", "Rename…");
  const dialog = within(await screen.findByRole("dialog", { name: "Rename The shop" }));
  expect(dialog.getByText(/Its name stays shop/)).toBeTruthy();
  fireEvent.change(dialog.getByRole("textbox", { name: "Title" }), { target: { value: " Outlet " } });
  fireEvent.click(dialog.getByRole("button", { name: "Rename" }));
  expect(await (await rowOf("shop")).findByText("Outlet")).toBeTruthy();
  expect(page.wire.sent("realms.update")).toEqual([{ realm: "shop", title: "Outlet" }]);
});

test("who is no admin is told so, and asks for nothing", async () => {
  using page = await openPage("/r/acme/settings/realms", {}, { role: "author" });
  expect(await screen.findByText("Only admins make and change realms")).toBeTruthy();
  expect(page.wire.sent("realms.standing")).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Realm acme, switch" }));
  await screen.findByRole("menuitem", { name: /Acme/ });
  expect(screen.queryByRole("menuitem", { name: "New realm…" })).toBeNull();
});

test("a realm that somebody archives says so on its pages, and offers no change", async () => {
  let realm = aRealm;
  const answers: Answers = {
    "realms.list": () => [realm],
    "triggers.list": () => [],
    "triggers.kinds": () => [],
  };
  using page = await openPage("/r/acme/triggers", answers);
  await screen.findAllByRole("button", { name: /New trigger/ });
  realm = { ...aRealm, closed: { as: "archived", at: 1, by: null } };
  await page.emit({ type: "realms", realmId: "rlm_acme", name: "acme", change: "archived" } as never);
  expect(await screen.findByText(/^This realm is archived/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /New trigger/ })).toBeNull();
  expect(screen.getByRole("link", { name: "Open realms" }).getAttribute("href")).toBe(
    "/r/acme/settings/realms",
  );
});

test("the switch leads to a new realm, and leaves out what goes for good", async () => {
  const gone = { ...aRealm, id: "rlm_old" as const, name: "old", title: "Old" };
  const realms = [aRealm, { ...gone, closed: { as: "deleted" as const, at: 1, by: null } }];
  using page = await openRealms(() => [standing("acme")], { "realms.list": () => realms });
  fireEvent.click(await screen.findByRole("button", { name: "Realm acme, switch" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "New realm…" }));
  expect(screen.queryByRole("menuitem", { name: /Old/ })).toBeNull();
  expect(await screen.findByRole("dialog", { name: "New realm" })).toBeTruthy();
  expect(page.address()).toContain("/r/acme/settings/realms?new=true");
});
