import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { aUser } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";

/** Somebody who has not signed in, until they have. */
function stranger(signIn: () => unknown) {
  let user: typeof aUser | null = null;
  return {
    "session.me": () => user,
    "session.signIn": () => {
      const answer = signIn();
      user = aUser;
      return answer;
    },
    "flows.list": () => [],
  };
}

const type = (email: string, password: string) => {
  fireEvent.change(screen.getByRole("textbox", { name: "E-mail" }), { target: { value: email } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: password } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
};

test("whoever is not signed in signs in first, and comes back to where they were going", async () => {
  using page = await openPage(
    "/r/acme/flows",
    stranger(() => aUser),
  );
  await screen.findByRole("heading", { name: "Sign in" });
  expect(page.address()).toBe("/sign-in?to=%2Fr%2Facme%2Fflows");
  type(" ada@acme.example ", "correct horse");
  await screen.findByText("This realm has no flow");
  expect(page.wire.sent("session.signIn")).toEqual([
    { email: "ada@acme.example", password: "correct horse" },
  ]);
});

test("both fields say what they need, the first one has the focus, and nothing is sent", async () => {
  using page = await openPage(
    "/sign-in",
    stranger(() => aUser),
  );
  await screen.findByRole("heading", { name: "Sign in" });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect(screen.getByText("Type the e-mail address of your account.")).toBeTruthy();
  expect(screen.getByText("Type your password.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "E-mail" }));
  expect(page.wire.sent("session.signIn")).toEqual([]);
});

test("a wrong password says what to do, and keeps what was typed", async () => {
  using _ = await openPage(
    "/sign-in",
    stranger(() => {
      throw new Refusal("no", { fault: "unauthenticated" });
    }),
  );
  await screen.findByRole("heading", { name: "Sign in" });
  type("ada@acme.example", "wrong");
  expect((await screen.findByRole("alert")).textContent).toMatch(/do not match an account.*ask an admin/);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "E-mail" }).value).toBe("ada@acme.example");
});

test("any other refusal is told in the server's words", async () => {
  using _ = await openPage(
    "/sign-in",
    stranger(() => {
      throw new Refusal("Too many tries. Try again in 30 s.", { fault: "too_many_requests" });
    }),
  );
  await screen.findByRole("heading", { name: "Sign in" });
  type("ada@acme.example", "wrong");
  expect(await screen.findByText("Too many tries. Try again in 30 s.")).toBeTruthy();
});

test("a way back to another site is none", async () => {
  using page = await openPage(
    "/sign-in?to=https%3A%2F%2Felse.where%2F",
    stranger(() => aUser),
  );
  await screen.findByRole("heading", { name: "Sign in" });
  type("ada@acme.example", "correct horse");
  await waitFor(() => expect(page.address()).toMatch(/^\/r\/acme/));
});

test("where the product signs people in, nobody is asked for a password; the way there keeps this page", async () => {
  const said = document.head.appendChild(document.createElement("meta"));
  said.name = "scriptyard-sign-in";
  said.content = "/login";
  using page = await openPage("/r/acme/flows", { "session.me": () => null });
  await screen.findByRole("heading", { name: "Sign in" });
  expect(page.address()).toBe("/sign-in?to=%2Fr%2Facme%2Fflows");
  expect(screen.queryByLabelText("Password")).toBeNull();
  const way = screen.getByRole<HTMLAnchorElement>("link", { name: "Sign in" });
  expect([way.getAttribute("href"), way.target]).toEqual(["/login", "_blank"]);
  expect(screen.getByRole("button", { name: "I have signed in" })).toBeTruthy();
  said.remove();
});
