import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { TokensTab } from "./tokens-tab.tsx";

afterEach(cleanup);

const button = (name: string) => screen.findByRole("button", { name });

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
