import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { TokensTab } from "./tokens-tab.tsx";

afterEach(cleanup);

const button = (name: string) => screen.findByRole("button", { name });

test("the dialog is called what it shows: the form, then the token, which no click beside it takes away", async () => {
  using _ = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "admin", name: "Ada", email: "ada@example.org" }),
    "tokens.list": () => [],
    "realms.list": () => [],
    "tokens.create": () => ({ token: "sy_secret" }),
  });
  await show(<TokensTab />);
  fireEvent.click(await button("Create token"));
  const dialog = within(await screen.findByRole("dialog", { name: "New API token" }));
  fireEvent.change(dialog.getByRole("textbox", { name: "Name" }), { target: { value: "gateway" } });
  fireEvent.click(dialog.getByRole("checkbox", { name: /^flows:/ }));
  fireEvent.click(dialog.getByRole("button", { name: "Create token" }));
  await screen.findByRole("dialog", { name: "Your new API token" });
  const overlay = document.querySelector(".mantine-Modal-inner") as HTMLElement;
  fireEvent.mouseDown(overlay);
  fireEvent.click(overlay);
  expect((await screen.findByLabelText("API token")).textContent).toBe("sy_secret");
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a token is revoked only after a question that names it", async () => {
  const token = {
    id: "tok_1",
    name: "login gateway",
    hint: "sy_ab",
    state: "active",
    scopes: [],
    role: null,
  };
  using wire = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "admin", name: "Ada", email: "ada@example.org" }),
    "tokens.list": () => [{ ...token, realmId: null, createdAt: 0, createdByName: "Ada", lastUsedAt: null }],
    "realms.list": () => [],
    "tokens.revoke": () => null,
  });
  await show(
    <>
      <TokensTab />
      <ConfirmHost />
    </>,
  );
  fireEvent.click(await button("Revoke login gateway"));
  expect(await screen.findByRole("dialog", { name: "Revoke “login gateway”?" })).toBeTruthy();
  fireEvent.click(await button("Cancel"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(wire.sent("tokens.revoke")).toEqual([]);
  fireEvent.click(await button("Revoke login gateway"));
  const dialog = await screen.findByRole("dialog");
  fireEvent.click(dialog.querySelector("[data-autofocus]") as Element);
  await waitFor(() => expect(wire.sent("tokens.revoke")).toEqual([{ id: "tok_1" }]));
});
