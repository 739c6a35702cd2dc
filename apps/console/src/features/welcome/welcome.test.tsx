import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { aUser } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";

const choose = (password: string, name = "") => {
  fireEvent.change(screen.getByRole("textbox", { name: "Your name" }), { target: { value: name } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: password } });
  fireEvent.click(screen.getByRole("button", { name: "Set the password and sign in" }));
};

test("the link's token, a name and a password open the console", async () => {
  let user: typeof aUser | null = null;
  using page = await openPage("/welcome?token=once", {
    "session.me": () => user,
    "session.redeem": () => {
      user = aUser;
      return user;
    },
  });
  await screen.findByRole("heading", { name: "Welcome to Scriptyard" });
  choose("four words are enough", " Ada ");
  await waitFor(() => expect(page.address()).toMatch(/^\/r\/acme/));
  expect(page.wire.sent("session.redeem")).toEqual([
    { token: "once", password: "four words are enough", name: "Ada" },
  ]);
});

test("without a name none is sent: the one the admin gave stays", async () => {
  using page = await openPage("/welcome?token=once", { "session.redeem": () => aUser }, null);
  await screen.findByRole("heading", { name: "Welcome to Scriptyard" });
  choose("four words are enough");
  await waitFor(() =>
    expect(page.wire.sent("session.redeem")).toEqual([{ token: "once", password: "four words are enough" }]),
  );
});

test("a short password is refused here, a common one by the server; both stand at the field", async () => {
  using page = await openPage(
    "/welcome?token=once",
    {
      "session.redeem": () => {
        throw Refusal.of([{ path: "password", message: "is one of the most used passwords" }]);
      },
    },
    null,
  );
  await screen.findByRole("heading", { name: "Welcome to Scriptyard" });
  choose("short");
  expect(await screen.findByText(/Use 8 characters or more/)).toBeTruthy();
  expect(page.wire.sent("session.redeem")).toEqual([]);
  choose("password1234");
  const problem = await screen.findByText("Is one of the most used passwords.");
  expect(screen.getByLabelText("Password").getAttribute("aria-describedby")).toContain(problem.id);
});

test("a link that was used says so", async () => {
  using _ = await openPage(
    "/welcome?token=once",
    {
      "session.redeem": () => {
        throw new Refusal("This link was used already. Ask an admin for a new one.");
      },
    },
    null,
  );
  await screen.findByRole("heading", { name: "Welcome to Scriptyard" });
  choose("four words are enough");
  expect((await screen.findByRole("alert")).textContent).toContain("This link was used already.");
});

test("a link that was cut short asks for nothing", async () => {
  using _ = await openPage("/welcome", {}, null);
  expect(await screen.findByRole("heading", { name: "This link is not complete" })).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByRole("link", { name: "Sign in instead" }).getAttribute("href")).toBe("/sign-in");
});
