import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { later } from "../testing/later.ts";
import { show } from "../testing/show.tsx";
import { fakeWire, Refusal } from "../testing/wire.ts";
import { SignInForm } from "./sign-in-form.tsx";

afterEach(cleanup);

const email = () => screen.getByRole<HTMLInputElement>("textbox", { name: "E-mail" });
const password = () => screen.getByLabelText<HTMLInputElement>("Password");
const type = (field: HTMLInputElement, value: string) => fireEvent.change(field, { target: { value } });
const signIn = () => fireEvent.click(screen.getByRole("button", { name: "Sign in" }));

test("what is missing is said at both fields, the first one focused, and nobody is asked", async () => {
  using wire = fakeWire({});
  await show(<SignInForm onDone={vi.fn()} />);
  signIn();
  expect(screen.getByText("Type the e-mail address of your account.")).toBeTruthy();
  expect(screen.getByText("Type your password.")).toBeTruthy();
  expect(document.activeElement).toBe(email());
  type(email(), "ada@acme.example");
  signIn();
  expect(document.activeElement).toBe(password());
  expect(wire.calls).toEqual([]);
});

test("wrong words are said without telling which; what was typed stays, and another try takes the message away", async () => {
  let refused: Refusal | null = new Refusal("No.", { fault: "unauthenticated" });
  using wire = fakeWire({
    "session.signIn": () => {
      if (refused) throw refused;
      return { id: "usr_ada", name: "Ada", role: "admin" };
    },
  });
  const done = vi.fn();
  await show(<SignInForm onDone={done} />);
  type(email(), "ada@acme.example");
  type(password(), " words with blanks ");
  signIn();
  const problem = await screen.findByText(/^E-mail and password do not match an account/);
  expect(email().value).toBe("ada@acme.example");
  expect(problem.closest("form")?.getAttribute("aria-describedby")).toBe(problem.closest("[id]")?.id);
  refused = new Refusal("Too many tries. Wait a minute.", { fault: "rate_limited" });
  signIn();
  expect(await screen.findByText("Too many tries. Wait a minute.")).toBeTruthy();
  expect(screen.queryByText(/do not match/)).toBeNull();
  refused = null;
  signIn();
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  // A password is taken as it is, blanks and all.
  expect(wire.sent("session.signIn").at(-1)).toEqual({
    email: "ada@acme.example",
    password: " words with blanks ",
  });
});

test("a slow answer is asked for once, however often Enter is pressed", async () => {
  const slow = later<object>();
  using wire = fakeWire({ "session.signIn": () => slow.promise });
  const done = vi.fn();
  await show(<SignInForm onDone={done} />);
  type(email(), "ada@acme.example");
  type(password(), "words");
  for (let n = 0; n < 3; n++) {
    fireEvent.submit(email().form!);
    await waitFor(() => expect(wire.sent("session.signIn")).toHaveLength(1));
  }
  slow.give({ id: "usr_ada", name: "Ada", role: "admin" });
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
});
