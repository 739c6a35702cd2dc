import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { Refusal } from "../../../testing/wire.ts";

const session = (change: object) => ({
  id: "ses_1",
  userId: "usr_ada",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
  ip: "10.0.0.1",
  createdAt: 0,
  lastUsedAt: 0,
  expiresAt: 1,
  current: false,
  ...change,
});
const nothingElse = { "session.list": () => [session({ current: true })], "tokens.mine": () => [] };
const openProfile = (answers: object = {}) =>
  openPage("/r/acme/settings/profile", { ...nothingElse, ...answers });

const change = (current: string, next: string) => {
  fireEvent.change(screen.getByLabelText("Current password"), { target: { value: current } });
  fireEvent.change(screen.getByLabelText("New password"), { target: { value: next } });
  fireEvent.click(screen.getByRole("button", { name: "Change password" }));
};

test("a changed password is gone from the fields, and what it ended and did not end is said", async () => {
  using page = await openProfile({ "session.changePassword": () => null });
  await screen.findByText("This one");
  change("old words", "four words are enough");
  expect(
    await screen.findByText(/other sessions were ended; your API tokens, below, still work/),
  ).toBeTruthy();
  expect(page.wire.sent("session.changePassword")).toEqual([
    { current: "old words", next: "four words are enough" },
  ]);
  expect(screen.getByLabelText<HTMLInputElement>("New password").value).toBe("");
  // The list of sessions is another one now.
  await waitFor(() => expect(page.wire.sent("session.list").length).toBeGreaterThan(1));
});

test("each password's problem stands at its own field", async () => {
  using page = await openProfile({
    "session.changePassword": () => {
      throw new Refusal("current: is not your present password.");
    },
  });
  await screen.findByText("This one");
  change("", "short");
  expect(screen.getByText("Type the password you have now.")).toBeTruthy();
  expect(screen.getByText(/Use 8 characters or more/)).toBeTruthy();
  expect(page.wire.sent("session.changePassword")).toEqual([]);
  change("wrong", "four words are enough");
  const problem = await screen.findByText("Is not your present password.");
  expect(screen.getByLabelText("Current password").getAttribute("aria-describedby")).toContain(problem.id);
});

test("the session in use cannot be ended here, another one after a question that names it", async () => {
  const other = session({ id: "ses_2", userAgent: "Mozilla/5.0 Firefox/130.0", ip: "10.0.0.2" });
  using page = await openProfile({
    "session.list": () => [session({ current: true }), other],
    "session.end": () => null,
  });
  const ends = await screen.findAllByRole("button", { name: /^End the session of/ });
  expect(ends).toHaveLength(1);
  fireEvent.click(ends[0]!);
  const question = within(await screen.findByRole("dialog", { name: /^End the session of Firefox/ }));
  expect(question.getByText(/at 10\.0\.0\.2, has to sign in again/)).toBeTruthy();
  fireEvent.click(question.getByRole("button", { name: "End session" }));
  await waitFor(() => expect(page.wire.sent("session.end")).toEqual([{ id: "ses_2" }]));
});

test("one's tokens are named where the password is changed, and go at once when told to", async () => {
  let tokens = [{ name: "laptop" }, { name: "build" }];
  using page = await openProfile({
    "tokens.mine": () => tokens,
    "tokens.revokeMine": () => {
      tokens = [];
      return { revoked: 2 };
    },
  });
  expect(await screen.findByText(/go on working when your password changes: laptop, build/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Revoke all" }));
  const question = within(await screen.findByRole("dialog", { name: "Revoke all 2 of your tokens?" }));
  fireEvent.click(question.getByRole("button", { name: "Revoke all" }));
  await waitFor(() => expect(screen.queryByRole("heading", { name: "Your API tokens" })).toBeNull());
  expect(page.wire.sent("tokens.revokeMine")).toHaveLength(1);
});

test("sessions that cannot be read say so beside a form that works", async () => {
  using _ = await openProfile({
    "session.list": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Change password" })).toBeTruthy();
});

test("what cannot be known of one's tokens is said, since they outlive the password", async () => {
  using _ = await openProfile({
    "tokens.mine": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  expect(
    await screen.findByText(
      "Whether API tokens of yours still work is not known just now: The database is away.",
    ),
  ).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Revoke all" })).toBeNull();
});

test("a session or tokens that could not be ended are still there, with why; a cancelled question ends nothing", async () => {
  const other = session({ id: "ses_2", userAgent: "Mozilla/5.0 Firefox/130.0" });
  const refuse = () => {
    throw new Refusal("The store is full.", { fault: "storage" });
  };
  using page = await openProfile({
    "session.list": () => [session({ current: true }), other],
    "session.end": refuse,
    "tokens.mine": () => [{ name: "laptop" }],
    "tokens.revokeMine": refuse,
  });
  const answer = async (button: string | RegExp, answered: string) => {
    fireEvent.click(await screen.findByRole("button", { name: button }));
    const question = within(await screen.findByRole("dialog"));
    fireEvent.click(question.getByRole("button", { name: answered }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  };
  await answer("End the session of Firefox", "Cancel");
  await answer("Revoke all", "Cancel");
  expect([...page.wire.sent("session.end"), ...page.wire.sent("tokens.revokeMine")]).toEqual([]);
  await answer("End the session of Firefox", "End session");
  expect(await screen.findByText("The store is full.")).toBeTruthy();
  await answer("Revoke all", "Revoke all");
  await waitFor(() => expect(screen.getAllByText("The store is full.")).toHaveLength(2));
  expect(screen.getByRole("button", { name: "End the session of Firefox" })).toBeTruthy();
  expect(screen.getByText(/go on working when your password changes: laptop/)).toBeTruthy();
});

test("a tab of the settings that nobody knows is no page", async () => {
  using _ = await openPage("/r/acme/settings/nobody");
  expect(await screen.findByText("There is no such page")).toBeTruthy();
});
