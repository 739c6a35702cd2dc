import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useKey } from "./use-key.ts";
import { type StrongKeys, useStrongKeys } from "./use-strong-keys.ts";

afterEach(cleanup);

function Page({ tried, dialog }: { tried: () => void; dialog: "open" | "out of sight" | "none" }) {
  useKey("tryFlow", tried);
  return (
    <>
      <input aria-label="Note" />
      <input type="checkbox" aria-label="Pick" />
      <input type="radio" aria-label="Muted" />
      {dialog !== "none" && <div role="dialog" aria-hidden={dialog === "out of sight"} />}
    </>
  );
}

function Source({ strong, onKey }: { strong: StrongKeys; onKey: () => void }) {
  useStrongKeys(strong, (id) => id === "nextProblem");
  return <textarea aria-label="Source" onKeyDown={onKey} />;
}

test("a letter of the page is a letter where somebody types, and the overlay's where one is open", () => {
  const tried = vi.fn();
  const { rerender } = render(<Page tried={tried} dialog="none" />);
  fireEvent.keyDown(document.body, { key: "t" });
  expect(tried).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(screen.getByRole("textbox", { name: "Note" }), { key: "t" });
  fireEvent.keyDown(document.body, { key: "t", ctrlKey: true });
  expect(tried).toHaveBeenCalledTimes(1);
  rerender(<Page tried={tried} dialog="open" />);
  fireEvent.keyDown(document.body, { key: "t" });
  expect(tried).toHaveBeenCalledTimes(1);
  // As Monaco's find bar is when it is closed.
  rerender(<Page tried={tried} dialog="out of sight" />);
  fireEvent.keyDown(document.body, { key: "t" });
  expect(tried).toHaveBeenCalledTimes(2);
});

test("a box or a radio that has the focus takes no letters", () => {
  const tried = vi.fn();
  render(<Page tried={tried} dialog="none" />);
  for (const role of ["checkbox", "radio"]) fireEvent.keyDown(screen.getByRole(role), { key: "t" });
  expect(tried).toHaveBeenCalledTimes(2);
});

test("a strong key is heard before what has the focus, unless it is left to that", () => {
  const [palette, editor, problem] = [vi.fn(), vi.fn(), vi.fn()];
  render(<Source strong={{ palette, nextProblem: problem }} onKey={editor} />);
  const source = screen.getByRole("textbox", { name: "Source" });
  fireEvent.keyDown(source, { key: "k", ctrlKey: true });
  expect([palette.mock.calls.length, editor.mock.calls.length]).toEqual([1, 0]);
  fireEvent.keyDown(source, { key: "F8" });
  expect([problem.mock.calls.length, editor.mock.calls.length]).toEqual([0, 1]);
  fireEvent.keyDown(source, { key: "k", ctrlKey: true, isComposing: true });
  expect(palette).toHaveBeenCalledTimes(1);
});
