import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { MembersTab } from "./members-tab.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const member = (id: string, more: object) => ({
  id,
  name: id,
  email: `${id}@example.org`,
  role: "author",
  disabled: false,
  lastSeenAt: 1,
  access: { state: "active" },
  ...more,
});
const members = [
  member("ada", { role: "admin" }),
  member("bob", { lastSeenAt: null, access: { state: "invited", until: 9e12, expired: false } }),
  member("cyd", { lastSeenAt: null, access: { state: "invited", until: 5, expired: true } }),
  member("dan", { access: { state: "reset", until: 9e12, expired: false } }),
  member("eve", { disabled: true, access: { state: "disabled" } }),
];
const answers = {
  "session.me": () => ({ id: "ada", role: "admin", name: "Ada", email: "ada@example.org" }),
  "users.list": () => members,
};
const open = () =>
  show(
    <>
      <MembersTab />
      <ConfirmHost />
    </>,
  );
const row = async (email: string) => (await screen.findByText(email)).closest("tr")!;

test("says of everybody how they can come in", async () => {
  using _ = fakeWire(answers);
  await open();
  expect((await row("bob@example.org")).textContent).toMatch(/Invited, until /);
  expect((await row("cyd@example.org")).textContent).toContain("Invitation expired");
  expect((await row("dan@example.org")).textContent).toMatch(/Reset link, until /);
  expect((await row("eve@example.org")).textContent).toContain("Disabled");
  expect((await row("ada@example.org")).textContent).not.toMatch(/Invited|Reset|Disabled/);
});

test("an invitation is made again: what ends is said, the link is shown once, the list is asked anew", async () => {
  using wire = fakeWire({
    ...answers,
    "users.resetLink": () => ({ user: members[2], link: "/welcome?token=new", tokensLeft: 0 }),
  });
  await open();
  fireEvent.click(within(await row("cyd@example.org")).getByRole("button", { name: /Actions for/ }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Invite again…" }));
  expect(await screen.findByText(/opens nothing any more. The new one works for 72 hours/)).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Invite again" }));
  expect((await screen.findByLabelText("One-time link")).textContent).toBe(
    `${location.origin}/welcome?token=new`,
  );
  expect(wire.sent("users.resetLink")).toEqual([{ id: "cyd", revokeTokens: false }]);
  expect(wire.sent("users.list")).toHaveLength(2);
});

test("a reset link that is refused says why, and what was chosen stays", async () => {
  using _ = fakeWire({
    ...answers,
    "users.resetLink": () => {
      throw new Refusal("dan@example.org is disabled. Enable the account first.", { fault: "conflict" });
    },
  });
  await open();
  fireEvent.click(within(await row("dan@example.org")).getByRole("button", { name: /Actions for/ }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Make a reset link…" }));
  fireEvent.click(await screen.findByRole("checkbox", { name: /Revoke the API tokens/ }));
  fireEvent.click(screen.getByRole("button", { name: "Make a reset link" }));
  expect(await screen.findByText(/Enable the account first/)).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(true);
});

test("who is no admin is told who to ask; a list that does not come can be asked for again", async () => {
  using _ = fakeWire({ "session.me": () => ({ id: "bob", role: "author", name: "Bob" }) });
  await open();
  expect(await screen.findByText(/Only admins see and change members/)).toBeTruthy();
  cleanup();
  using __ = fakeWire({
    ...answers,
    "users.list": () => {
      throw new Refusal("The store is full.", { fault: "storage" });
    },
  });
  await open();
  expect(await screen.findByText(/The store is full/)).toBeTruthy();
  expect(screen.getByRole("button", { name: /Try again|Retry/ })).toBeTruthy();
});
