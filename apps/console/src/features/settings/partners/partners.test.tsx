import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aRealm } from "../../../testing/given.ts";
import { openPage } from "../../../testing/page.tsx";
import { Refusal } from "../../../testing/wire.ts";

afterEach(() => sessionStorage.clear());

const pay = { id: "ptn_1", realmId: "rlm_acme", name: "pay", createdAt: 0 };
const openPartners = (answers: object, user: object = {}) =>
  openPage(
    "/r/acme/settings/realm",
    { "realms.list": () => [aRealm], "partners.list": () => [pay], ...answers },
    user,
  );

test("a new partner's key is shown once, and the list has it then", async () => {
  let partners: object[] = [];
  using page = await openPartners({
    "partners.list": () => partners,
    "partners.renew": () => {
      partners = [pay];
      return { key: "ptk_secret" };
    },
  });
  expect(await screen.findByText("No partner yet")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Add partner" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Key of a partner" }));
  fireEvent.click(dialog.getByRole("button", { name: "Make a key" }));
  expect(dialog.getByText("Say what scripts call the partner, e.g. pay.")).toBeTruthy();
  fireEvent.change(dialog.getByRole("textbox", { name: "Name" }), { target: { value: " pay " } });
  fireEvent.click(dialog.getByRole("button", { name: "Make a key" }));
  expect((await dialog.findByLabelText("Key of the partner")).textContent).toBe("ptk_secret");
  expect(page.wire.sent("partners.renew")).toEqual([{ realm: "acme", name: "pay" }]);
  fireEvent.click(dialog.getByRole("button", { name: "Done" }));
  expect(await screen.findByRole("button", { name: "New key for pay" })).toBeTruthy();
  expect(screen.queryByText("ptk_secret")).toBeNull();
});

test("another key for a partner keeps its name and says what the old one is worth then", async () => {
  using _ = await openPartners({ "partners.renew": () => ({ key: "ptk_2" }) });
  fireEvent.click(await screen.findByRole("button", { name: "New key for pay" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Key of a partner" }));
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" }).disabled).toBe(true);
  expect(dialog.getByText(/signs with its present key is believed no more/)).toBeTruthy();
});

test("a name that the server does not take stands at the name, and stays", async () => {
  using _ = await openPartners({
    "partners.renew": () => {
      throw Refusal.of([{ path: "name", message: "lower-case letters, digits and -" }]);
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Add partner" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Key of a partner" }));
  const name = dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" });
  fireEvent.change(name, { target: { value: "Pay!" } });
  fireEvent.click(dialog.getByRole("button", { name: "Make a key" }));
  expect(await dialog.findByText("Lower-case letters, digits and -.")).toBeTruthy();
  expect(name.value).toBe("Pay!");
});

test("a partner goes only after a question that says what is believed no more", async () => {
  using page = await openPartners({ "partners.remove": () => null });
  fireEvent.click(await screen.findByRole("button", { name: "Remove pay" }));
  const question = within(await screen.findByRole("dialog", { name: "Remove the partner “pay”?" }));
  expect(page.wire.sent("partners.remove")).toEqual([]);
  fireEvent.click(question.getByRole("button", { name: "Remove pay" }));
  await waitFor(() => expect(page.wire.sent("partners.remove")).toEqual([{ realm: "acme", name: "pay" }]));
});

test("who is no admin sees the partners and changes none", async () => {
  using _ = await openPartners({}, { role: "author" });
  expect(await screen.findByText("pay")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /pay|partner/ })).toBeNull();
});
