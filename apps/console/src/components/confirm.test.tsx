import { Modal, Select } from "@mantine/core";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { TokensTab } from "../features/settings/components/tokens-tab.tsx";
import { TriggerEnd } from "../features/triggers/components/trigger-end.tsx";
import type { TriggerRow } from "../features/triggers/components/trigger-list.tsx";
import { show } from "../testing/show.tsx";
import { fakeWire } from "../testing/wire.ts";
import { ConfirmHost, confirm } from "./confirm.tsx";

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

test("removing a message trigger says how many dead letters it leaves, and where they are", async () => {
  const trigger = {
    id: "trg_1",
    kind: "bus",
    name: "orders",
    summary: "orders.>",
    script: { module: "shop", name: "order" },
    waiting: 1,
    hasSecret: false,
  } as unknown as TriggerRow;
  using wire = fakeWire({
    "triggers.deadLetters": () => ({ items: Array.from({ length: 100 }, () => ({})), next: "more" }),
    "triggers.remove": () => null,
  });
  const removed = vi.fn();
  await show(
    <>
      <TriggerEnd trigger={trigger} onSecret={vi.fn()} onRemoved={removed} />
      <ConfirmHost />
    </>,
  );
  await waitFor(() => expect(wire.sent("triggers.deadLetters")).toHaveLength(1));
  fireEvent.click(await button("Remove…"));
  const dialog = await screen.findByRole("dialog", { name: "Remove the trigger orders?" });
  await waitFor(() =>
    expect(dialog.textContent).toContain(
      "1 message in line become dead letters. Its 100 dead letters or more stay: they are under Triggers → Dead letters.",
    ),
  );
  fireEvent.click(await button("Remove orders"));
  await waitFor(() => expect(removed).toHaveBeenCalledOnce());
});

function DialogWithChoices() {
  const [opened, setOpened] = useState(true);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title="Form">
      <Select label="Role" data={["author", "admin"]} />
    </Modal>
  );
}

test("Esc in an open list of choices closes the list, and not the dialog around it", async () => {
  await show(<DialogWithChoices />);
  const input = await screen
    .findByRole("combobox", { name: "Role" })
    .catch(() => screen.getByLabelText("Role"));
  fireEvent.click(input);
  await waitFor(() => expect(input.getAttribute("aria-expanded")).toBe("true"));
  fireEvent.keyDown(input, { key: "Escape" });
  await waitFor(() => expect(input.getAttribute("aria-expanded")).toBe("false"));
  expect(screen.getByRole("dialog", { name: "Form" })).toBeTruthy();
});

function DialogWithQuestion() {
  const [opened, setOpened] = useState(true);
  const ask = () => confirm({ title: "Sure?", text: "", action: "Yes", onConfirm: () => {} });
  return (
    <>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Form">
        <button type="button" onClick={ask}>
          Ask
        </button>
      </Modal>
      <ConfirmHost />
    </>
  );
}

test("Esc at a question leaves the form below it open", async () => {
  await show(<DialogWithQuestion />);
  fireEvent.click(await button("Ask"));
  fireEvent.keyDown(await button("Yes"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Sure?" })).toBeNull());
  expect(screen.getByRole("dialog", { name: "Form" })).toBeTruthy();
});
