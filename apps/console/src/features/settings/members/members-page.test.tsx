import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { type Answers, Refusal } from "../../../testing/wire.ts";
import type { Member } from "./access.ts";

afterEach(() => sessionStorage.clear());

const member = (name: string, change: Partial<Member> = {}): Member =>
  ({
    id: `usr_${name.toLowerCase()}`,
    name,
    email: `${name.toLowerCase()}@acme.example`,
    role: "author",
    disabled: false,
    createdAt: 0,
    lastSeenAt: null,
    access: { state: "active" },
    ...change,
  }) as unknown as Member;

const openMembers = (members: () => Member[], answers: Answers = {}) =>
  openPage("/r/acme/settings/members", { "users.list": members, ...answers });
const rowOf = async (email: string) => within((await screen.findByText(email)).closest("tr")!);

test("an invitation says at each field what is missing, keeps what was typed, and gives its link once", async () => {
  let members = [member("Ada", { role: "admin" })];
  let refused = true;
  using page = await openMembers(() => members, {
    "users.invite": ({ email, name }: { email: string; name: string }) => {
      if (refused) throw Refusal.of([{ path: "email", message: "is a member already" }]);
      members = [...members, member(name, { email })];
      return { user: { name }, link: "/welcome?token=once" };
    },
  });
  const form = async () => {
    fireEvent.click(await screen.findByRole("button", { name: "Invite" }));
    return within(await screen.findByRole("dialog", { name: "Invite a member" }));
  };
  const dialog = await form();
  const type = (name: string, value: string) =>
    fireEvent.change(dialog.getByRole("textbox", { name }), { target: { value } });
  const make = () => fireEvent.click(dialog.getByRole("button", { name: "Make an invite link" }));
  make();
  expect(dialog.getByText("Say who it is.")).toBeTruthy();
  expect(dialog.getByText(/^An e-mail address is needed/)).toBeTruthy();
  expect(document.activeElement).toBe(dialog.getByRole("textbox", { name: "Name" }));
  type("Name", " Bob ");
  type("E-mail", "bob");
  make();
  expect(document.activeElement).toBe(dialog.getByRole("textbox", { name: "E-mail" }));
  expect(page.wire.sent("users.invite")).toEqual([]);
  type("E-mail", " bob@acme.example ");
  make();
  expect(await dialog.findByText("Is a member already.")).toBeTruthy();
  fireEvent.keyDown(dialog.getByRole("textbox", { name: "E-mail" }), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

  refused = false;
  const again = await form();
  expect(again.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe(" Bob ");
  fireEvent.click(again.getByRole("button", { name: "Make an invite link" }));
  expect((await again.findByLabelText("Invite link")).textContent).toBe(
    `${location.origin}/welcome?token=once`,
  );
  expect(page.wire.sent("users.invite").at(-1)).toEqual({
    email: "bob@acme.example",
    name: "Bob",
    role: "author",
  });
  expect(sessionStorage.length).toBe(0);
  fireEvent.click(again.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByText(/token=once/)).toBeNull());
  expect(await rowOf("bob@acme.example")).toBeTruthy();
});

test("a role is changed where it stands; tokens that rest from then on are named, and a refusal is told", async () => {
  let members = [member("Ada", { role: "admin" }), member("Bob")];
  let refused = true;
  using page = await openMembers(() => members, {
    "users.update": ({ role }: { role: Member["role"] }) => {
      if (refused) throw new Refusal("There must be an admin.", { fault: "conflict" });
      members = [members[0]!, { ...members[1]!, role }];
      return { ...members[1], suspendedTokens: [{ name: "laptop" }, { name: "build" }] };
    },
  });
  const bob = await rowOf("bob@acme.example");
  const role = () => bob.getByRole<HTMLInputElement>("combobox", { name: "Role of bob@acme.example" });
  const choose = async (name: string) => {
    fireEvent.click(role());
    fireEvent.click(await screen.findByRole("option", { name }));
  };
  await choose("operator");
  expect(await screen.findByText("There must be an admin.")).toBeTruthy();
  expect(role().value).toBe("author");
  refused = false;
  await choose("operator");
  expect(
    await screen.findByText(/API tokens that bob@acme\.example made do not work any more: laptop, build/),
  ).toBeTruthy();
  await waitFor(() => expect(role().value).toBe("operator"));
  expect(page.wire.sent("users.update").at(-1)).toEqual({ id: "usr_bob", role: "operator" });
  expect(screen.queryByText("There must be an admin.")).toBeNull();
});

test("nobody changes or disables themselves", async () => {
  using _ = await openMembers(() => [member("Ada", { role: "admin" })]);
  const ada = await rowOf("ada@acme.example");
  expect(ada.getByText("(you)")).toBeTruthy();
  expect(ada.queryByRole("combobox")).toBeNull();
  expect(ada.queryByRole("button")).toBeNull();
});

test("disabling asks with what ends and what stays; enabling does not ask", async () => {
  let bob = member("Bob");
  using page = await openMembers(() => [bob], {
    "users.update": ({ disabled }: { disabled: boolean }) => {
      bob = member("Bob", { disabled, access: { state: disabled ? "disabled" : "active" } as never });
      return { ...bob, suspendedTokens: [] };
    },
  });
  const act = async (name: string) => {
    const row = await rowOf("bob@acme.example");
    fireEvent.click(row.getByRole("button", { name: "Actions for bob@acme.example" }));
    fireEvent.click(await screen.findByRole("menuitem", { name }));
  };
  await act("Disable…");
  const ask = within(await screen.findByRole("dialog", { name: "Disable Bob?" }));
  expect(ask.getByText(/signed out everywhere.*What was made and published stays/)).toBeTruthy();
  expect(page.wire.sent("users.update")).toEqual([]);
  fireEvent.click(ask.getByRole("button", { name: "Disable Bob" }));
  expect((await (await rowOf("bob@acme.example")).findByText("Disabled")).textContent).toBe("Disabled");
  // There is no link to make for somebody who may not come in.
  fireEvent.click(
    (await rowOf("bob@acme.example")).getByRole("button", { name: "Actions for bob@acme.example" }),
  );
  await screen.findByRole("menuitem", { name: "Enable" });
  expect(screen.queryByRole("menuitem", { name: /link|again/ })).toBeNull();
  fireEvent.click(screen.getByRole("menuitem", { name: "Enable" }));
  await waitFor(() =>
    expect(page.wire.sent("users.update").at(-1)).toEqual({ id: "usr_bob", disabled: false }),
  );
});

test("tokens that outlive a reset link are counted before anybody relies on it", async () => {
  using _ = await openMembers(() => [member("Bob", { name: "" })], {
    "users.resetLink": () => ({ user: {}, link: "/welcome?token=r", tokensLeft: 2 }),
  });
  fireEvent.click((await rowOf("bob@acme.example")).getByRole("button", { name: /^Actions for/ }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Make a reset link…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Make a reset link" }));
  expect(dialog.getByText(/Until bob@acme\.example has used the link, nothing else opens/)).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Make a reset link" }));
  expect(await dialog.findByText(/that still work, also after the link was used: 2\./)).toBeTruthy();
});

test("names are text, however hostile or long", async () => {
  const name = `<b>${"very ".repeat(200)}</b>\u202e`;
  using page = await openMembers(() => [member("Bob", { name })]);
  expect((await rowOf("bob@acme.example")).getByText((text) => text.startsWith("<b>very"))).toBeTruthy();
  expect(page.container.querySelector("td b")).toBeNull();
});
