import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aFlow } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { type Answers, Refusal } from "../../testing/wire.ts";

afterEach(() => sessionStorage.clear());

async function making(answers: Answers = {}, address = "/r/acme/flows?new=true") {
  const page = await openPage(address, {
    "flows.list": () => [aFlow()],
    "flows.deleted": () => [],
    "flows.templates": () => [],
    "flows.get": () => aFlow(),
    ...answers,
  });
  const dialog = within(await screen.findByRole("dialog", { name: "New flow" }));
  return {
    page,
    dialog,
    title: dialog.getByRole<HTMLInputElement>("textbox", { name: "Title" }),
    name: dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" }),
    make: () => fireEvent.click(dialog.getByRole("button", { name: "Make flow" })),
  };
}

test("a flow is named after its title, says what is missing at once, and is opened when it is made", async () => {
  const { page, dialog, title, name, make } = await making({
    "flows.create": () => aFlow({ name: "age-check" }),
  });
  using _ = page;
  make();
  expect(await dialog.findByText("Say what it is called.")).toBeTruthy();
  expect(dialog.getByText("Give it a name.")).toBeTruthy();
  expect(document.activeElement).toBe(title);
  fireEvent.change(title, { target: { value: "Age check" } });
  expect(name.value).toBe("age-check");
  make();
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/age-check"));
  expect(page.wire.sent("flows.create")).toEqual([
    { realm: "acme", title: "Age check", name: "age-check", from: { kind: "blank" } },
  ]);
});

test("a name that the server does not take stands at the name, and what was typed outlives the closed form", async () => {
  const { page, dialog, title, name, make } = await making({
    "flows.create": () => {
      throw Refusal.of([{ path: "name", message: "there is a flow of this name" }]);
    },
  });
  using _ = page;
  fireEvent.change(title, { target: { value: "Login" } });
  fireEvent.change(name, { target: { value: "login" } });
  make();
  expect(await dialog.findByText("There is a flow of this name.")).toBeTruthy();
  expect(name.getAttribute("aria-invalid")).toBe("true");
  fireEvent.keyDown(title, { key: "Escape" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows"));
  fireEvent.click(await screen.findByRole("button", { name: "New flow" }));
  const again = await screen.findByRole<HTMLInputElement>("textbox", { name: "Title" });
  expect(again.value).toBe("Login");
});

test("a copy is of the flow that the address names; flows of the host are offered where it has some", async () => {
  const { page, dialog, title, make } = await making(
    {
      "flows.templates": () => [{ name: "registration", title: "Registration" }],
      "flows.create": () => aFlow({ name: "second-login" }),
    },
    "/r/acme/flows?new=true&copy=login",
  );
  using _ = page;
  expect(dialog.getByRole<HTMLInputElement>("combobox", { name: "Copy of" }).value).toBe("Login (login)");
  fireEvent.click(await dialog.findByRole("radio", { name: "A flow of the host" }));
  expect(dialog.getByRole<HTMLInputElement>("combobox", { name: "Flow of the host" }).value).toBe(
    "Registration (registration)",
  );
  fireEvent.click(dialog.getByRole("radio", { name: "A copy of another flow" }));
  fireEvent.change(title, { target: { value: "Second login" } });
  make();
  await waitFor(() =>
    expect(page.wire.sent("flows.create")).toEqual([
      { realm: "acme", title: "Second login", name: "second-login", from: { kind: "copy", flow: "login" } },
    ]),
  );
});

test("who may only look is offered no new flow, whatever the address asks for", async () => {
  using _ = await openPage(
    "/r/acme/flows?new=true",
    { "flows.list": () => [aFlow()], "flows.deleted": () => [], "flows.templates": () => [] },
    { role: "operator" },
  );
  expect(await screen.findByRole("link", { name: "Login" })).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("button", { name: "New flow" })).toBeNull();
});
