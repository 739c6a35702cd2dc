import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
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

test("while there may be more, readers are not told that this is all", async () => {
  await list({ more: true });
  expect(screen.getByRole("grid", { name: "Runs" }).getAttribute("aria-rowcount")).toBe("-1");
});

let take: (id: string) => void;

/** Rows that can be picked, and taken away from outside. */
function Picking(acts: { onPick: (id: string, range: boolean) => void; onOpen: (id: string) => void }) {
  const [there, setThere] = useState(rows.slice(0, 5));
  take = (id) => act(() => setThere((now) => now.filter((one) => one !== id)));
  return (
    <RowList
      label="Runs"
      rows={there}
      rowId={(id) => id}
      columns="1fr"
      narrowColumns="1fr"
      spare={[]}
      head={["Name"]}
      cells={(id) => [id]}
      rowLabel={(id) => `Run ${id}`}
      open={null}
      picked={new Set(["row-1"])}
      more={false}
      onMore={vi.fn()}
      {...acts}
    />
  );
}

test("x picks the row of the keyboard, Shift and a click all up to one; a click alone still opens", async () => {
  const [onPick, onOpen] = [vi.fn(), vi.fn()];
  await show(<Picking onPick={onPick} onOpen={onOpen} />);
  expect(screen.getByRole("grid").getAttribute("aria-multiselectable")).toBe("true");
  expect(row(1).getAttribute("aria-selected")).toBe("true");
  row(2).focus();
  fireEvent.keyDown(row(2), { key: "x" });
  fireEvent.click(row(4), { shiftKey: true });
  expect(onPick.mock.calls).toEqual([
    ["row-2", false],
    ["row-4", true],
  ]);
  expect(onOpen).not.toHaveBeenCalled();
  fireEvent.click(row(3));
  expect(onOpen).toHaveBeenCalledExactlyOnceWith("row-3");
});

test("a row that is taken away leaves the focus to the one in its place, the last one to the one before", async () => {
  await show(<Picking onPick={vi.fn()} onOpen={vi.fn()} />);
  row(2).focus();
  take("row-2");
  await waitFor(() => expect(document.activeElement).toBe(row(3)));
  row(4).focus();
  take("row-4");
  await waitFor(() => expect(document.activeElement).toBe(row(3)));
});
