import type { Json } from "@scriptyard/model";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../testing/show.tsx";
import { JsonView } from "./json-view.tsx";

afterEach(cleanup);

const drawn = () => document.querySelectorAll("[data-kind]").length;

test("a list of many values comes a hundred at a time", async () => {
  const value = Array.from({ length: 130_150 }, (_, index) => index);
  await show(<JsonView value={value} label="Result" />);
  expect(drawn()).toBe(100);
  fireEvent.click(screen.getByRole("button", { name: "Show 100 more of 130050" }));
  expect(drawn()).toBe(200);
  expect(screen.getByText("199")).toBeTruthy();
});

test("the last page says how many are left, and then nothing", async () => {
  await show(<JsonView value={Array.from({ length: 1_110 }, (_, index) => index)} label="Result" />);
  for (let left = 1_010; left > 0; left -= 100)
    fireEvent.click(screen.getByRole("button", { name: `Show ${Math.min(100, left)} more of ${left}` }));
  expect(drawn()).toBe(1_110);
  expect(screen.queryByRole("button")).toBeNull();
});

test("branches of a large value are drawn when they are opened", async () => {
  const row = (index: number): Json => ({ id: index, cells: Array.from({ length: 200 }, (_, cell) => cell) });
  await show(<JsonView value={Array.from({ length: 500 }, (_, index) => row(index))} label="Result" />);
  expect(drawn()).toBe(0);
  const first = document.querySelectorAll("details")[1]!;
  first.open = true;
  fireEvent(first, new Event("toggle"));
  await waitFor(() => expect(drawn()).toBe(1));
  expect(first.textContent).toContain("200 items");
});

test("a value of few is drawn whole, what is folded too", async () => {
  await show(<JsonView value={{ a: { b: { c: { d: "deep" } } } }} depth={1} label="Result" />);
  expect(screen.getByText('"deep"')).toBeTruthy();
  expect([...document.querySelectorAll("details")].map(({ open }) => open)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
