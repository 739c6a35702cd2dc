import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { TriggerEnd } from "./trigger-end.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

afterEach(cleanup);

const button = (name: string) => screen.findByRole("button", { name });

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
