import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing/show.tsx";
import { RowList } from "./row-list.tsx";

// Room for ten rows.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(360);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const rows = Array.from({ length: 100 }, (_, n) => `row-${n}`);

async function list(options: { open?: string | null; more?: boolean; rows?: string[] } = {}) {
  const acts = { onOpen: vi.fn(), onMore: vi.fn() };
  await show(
    <RowList
      label="Runs"
      rows={options.rows ?? rows}
      rowId={(row) => row}
      columns="1fr 1fr"
      narrowColumns="1fr"
      spare={[1]}
      head={["Name", "Time"]}
      sorted={{ column: 1, direction: "descending" }}
      cells={(row) => [row, "now"]}
      rowLabel={(row) => `Run ${row}`}
      open={options.open ?? null}
      more={options.more ?? false}
      {...acts}
    />,
  );
  return acts;
}
const row = (n: number) => screen.getByRole("row", { name: `Run row-${n}` });
const shown = () => screen.getAllByRole("row").length - 1;

test("only what is seen is in the page; readers hear how many there are, and which column orders them", async () => {
  await list();
  expect(shown()).toBeGreaterThan(9);
  expect(shown()).toBeLessThan(40);
  expect(screen.getByRole("grid", { name: "Runs" }).getAttribute("aria-rowcount")).toBe("101");
  expect(screen.getByRole("columnheader", { name: "Time" }).getAttribute("aria-sort")).toBe("descending");
  expect(row(3).getAttribute("aria-rowindex")).toBe("5");
});

test("the list is one stop of the keyboard; a click or Enter opens a row", async () => {
  const { onOpen } = await list();
  expect(screen.getAllByRole("row").filter((one) => one.tabIndex === 0)).toEqual([row(0)]);
  fireEvent.click(row(2));
  expect(onOpen).toHaveBeenLastCalledWith("row-2");
  fireEvent.keyDown(row(4), { key: "Enter" });
  expect(onOpen).toHaveBeenLastCalledWith("row-4");
  // Enter on a link within a row is the link's.
  const cell = within(row(5)).getAllByRole("gridcell")[0]!;
  fireEvent.keyDown(cell, { key: "Enter" });
  expect(onOpen).toHaveBeenCalledTimes(2);
});

test("j and k move, and while a row is open the drawer follows", async () => {
  const { onOpen } = await list({ open: "row-3" });
  expect(row(3).getAttribute("aria-selected")).toBe("true");
  fireEvent.keyDown(window, { key: "j" });
  expect(onOpen).toHaveBeenLastCalledWith("row-4");
  fireEvent.keyDown(window, { key: "k" });
  expect(onOpen).toHaveBeenLastCalledWith("row-2");
});

test("arrows and pages are the list's only while it has the focus", async () => {
  const { onOpen } = await list({ open: "row-3" });
  fireEvent.keyDown(window, { key: "ArrowDown" });
  expect(onOpen).not.toHaveBeenCalled();
  row(3).focus();
  for (const [key, id] of [
    ["ArrowDown", "row-4"],
    ["PageDown", "row-18"],
    ["End", "row-99"],
    ["Home", "row-0"],
  ] as const) {
    fireEvent.keyDown(row(3), { key });
    expect(onOpen, key).toHaveBeenLastCalledWith(id);
  }
});

test("letters typed in a field, and keys with Ctrl, move nothing", async () => {
  const { onOpen } = await list({ open: "row-3" });
  const input = document.createElement("input");
  document.body.append(input);
  input.focus();
  fireEvent.keyDown(input, { key: "j" });
  input.remove();
  fireEvent.keyDown(window, { key: "j", ctrlKey: true });
  expect(onOpen).not.toHaveBeenCalled();
});

test("more is asked for when the end is near, and not before", async () => {
  const far = await list({ more: true });
  expect(far.onMore).not.toHaveBeenCalled();
  cleanup();
  const near = await list({ more: true, rows: rows.slice(0, 15) });
  expect(near.onMore).toHaveBeenCalled();
});
