import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { openPage } from "../testing/page.tsx";
import { showOnPage } from "./page-toasts.ts";

test("what is said of a page stays while one looks around on it, and ends when one leaves it", async () => {
  using page = await openPage("/r/acme/errors", {
    "errors.list": () => ({ items: [], next: null }),
    "flows.list": () => [],
    "scripts.search": () => ({ items: [], more: 0 }),
  });
  act(() => {
    showOnPage({ message: "1 error resolved", autoClose: false });
  });
  await screen.findByText("1 error resolved");
  fireEvent.click(await screen.findByRole("radio", { name: "Muted" }));
  await waitFor(() => expect(page.search()).toEqual({ status: "muted" }));
  expect(screen.getByText("1 error resolved")).toBeTruthy();
  fireEvent.click(screen.getByRole("link", { name: "Flows" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows"));
  await waitFor(() => expect(screen.queryByText("1 error resolved")).toBeNull());
});
