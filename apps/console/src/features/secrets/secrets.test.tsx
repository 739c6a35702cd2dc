import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { parseSecretsSearch } from "./search.ts";

afterEach(() => sessionStorage.clear());

const version = { version: 2, createdBy: null, createdAt: 0, lastUsedAt: null };
const stripe = {
  name: "stripe",
  script: null,
  version: 2,
  createdAt: 0,
  lastUsedAt: null,
  versions: [version, { ...version, version: 1 }],
  usedBy: ["shop/pay"],
};
const listed = { items: [stripe], missing: [] as object[] };
const openSecrets = (answers: object = {}, user: object = {}, address = "/r/acme/secrets") =>
  openPage(address, { "secrets.list": () => listed, ...answers }, user);
const value = "sk_live_4242";

test("none yet says what they are for; the first is set, and what was typed is kept nowhere", async () => {
  let items: object[] = [];
  using page = await openSecrets({
    "secrets.list": () => ({ items, missing: [] }),
    "secrets.set": () => {
      items = [stripe];
      return { name: "stripe", script: null, version: 1 };
    },
  });
  expect(await screen.findByText("No secret yet")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Set secret" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Set a secret" }));
  fireEvent.click(dialog.getByRole("button", { name: "Set secret" }));
  expect(dialog.getByText("Say what scripts call it, e.g. stripe.")).toBeTruthy();
  expect(dialog.getByText("Paste the value.")).toBeTruthy();
  fireEvent.change(dialog.getByRole("textbox", { name: "Value" }), { target: { value: `${value} ` } });
  expect(dialog.getByText(/^The value begins or ends with a space/)).toBeTruthy();
  fireEvent.change(dialog.getByRole("textbox", { name: "Name" }), { target: { value: " stripe " } });
  fireEvent.change(dialog.getByRole("textbox", { name: "Value" }), { target: { value } });
  fireEvent.click(dialog.getByRole("button", { name: "Set secret" }));
  await screen.findByRole("grid", { name: "Secrets" });
  expect(page.wire.sent("secrets.set")).toEqual([
    { realm: "acme", name: "stripe", script: null, value, basedOn: null },
  ]);
  expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])).not.toContain(value);
});

test("a secret is rotated on the version that was seen; what was typed stays where somebody was faster", async () => {
  using page = await openSecrets(
    {
      "secrets.set": () => {
        throw new Refusal("The secret has version 3 now.", { fault: "conflict" });
      },
    },
    {},
    "/r/acme/secrets?open=stripe",
  );
  const panel = within(await screen.findByRole("region", { name: "Secret" }));
  expect(panel.getByRole("link", { name: "shop/pay" })).toBeTruthy();
  const field = panel.getByRole<HTMLTextAreaElement>("textbox", { name: "Value" });
  fireEvent.change(field, { target: { value } });
  fireEvent.click(panel.getByRole("button", { name: "Set version 3" }));
  expect(await panel.findByText("The secret has version 3 now.")).toBeTruthy();
  expect(field.value).toBe(value);
  expect(page.wire.sent("secrets.set")).toEqual([
    { realm: "acme", name: "stripe", script: null, value, basedOn: 2 },
  ]);
});

test("one that live scripts name goes only after a question that names them", async () => {
  using page = await openSecrets({ "secrets.remove": () => null }, {}, "/r/acme/secrets?open=stripe");
  fireEvent.click(await screen.findByRole("button", { name: "Remove" }));
  const question = within(await screen.findByRole("dialog", { name: "Remove the secret “stripe”?" }));
  expect(question.getByText(/shop\/pay: runs of what is live fail/)).toBeTruthy();
  fireEvent.click(question.getByRole("button", { name: "Remove it all the same" }));
  await waitFor(() =>
    expect(page.wire.sent("secrets.remove")).toEqual([
      { realm: "acme", name: "stripe", script: null, over: true },
    ]),
  );
});

test("a secret that live scripts name and nobody set is told of, and set from there", async () => {
  using page = await openSecrets({
    "secrets.list": () => ({ items: [], missing: [{ name: "mail", usedBy: ["jobs/send"] }] }),
  });
  fireEvent.click(await screen.findByRole("button", { name: "Set mail" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Set a secret" }));
  expect(dialog.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("mail");
  expect(page.search()).toEqual({ add: "mail" });
});

test("who names a secret is read anew when a script goes live or is removed", async () => {
  let usedBy = ["shop/pay"];
  using page = await openSecrets({ "secrets.list": () => ({ items: [{ ...stripe, usedBy }], missing: [] }) });
  await screen.findByText("shop/pay");
  usedBy = ["shop/pay", "shop/refund"];
  const script = { realmId: "rlm_1", module: "shop", name: "refund" };
  await page.emit({ type: "published", ...script, event: { kind: "publish", scriptId: "scr_1" } } as never);
  expect(await screen.findByText("shop/pay, shop/refund")).toBeTruthy();
  usedBy = ["shop/pay"];
  await page.emit({ type: "script_removed", ...script } as never);
  expect(await screen.findByText("shop/pay", {}, { timeout: 3_000 })).toBeTruthy();
});

test("who is no admin sees what there is and changes nothing", async () => {
  using _ = await openSecrets({}, { role: "author" }, "/r/acme/secrets?open=stripe");
  expect(await screen.findByText("An admin sets and removes secrets.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Set|Remove/ })).toBeNull();
});

test("an address that makes no sense is the page", () => {
  expect(parseSecretsSearch({ open: {}, add: 2 })).toEqual({});
});
