import { fireEvent } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { catchTyped, takeTyped } from "./typed-ahead.ts";

test("what is typed before the field is there is kept for it, and goes nowhere else", () => {
  const [elsewhere, cancel] = [vi.fn(), vi.fn()];
  document.body.addEventListener("keydown", elsewhere);
  catchTyped(cancel);
  for (const key of ["v", "e", "x", "Backspace", "r"]) fireEvent.keyDown(document.body, { key });
  expect(elsewhere).not.toHaveBeenCalled();
  expect(takeTyped()).toBe("ver");
  fireEvent.keyDown(document.body, { key: "s" });
  expect(elsewhere).toHaveBeenCalledOnce();
  expect(takeTyped()).toBe("");

  catchTyped(cancel);
  fireEvent.keyDown(document.body, { key: "a" });
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(cancel).toHaveBeenCalledOnce();
  expect(takeTyped()).toBe("");
  document.body.removeEventListener("keydown", elsewhere);
});
