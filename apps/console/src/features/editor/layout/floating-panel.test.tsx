import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { Columns } from "./columns.tsx";
import {
  hideFloating,
  isMovingSeparator,
  rememberedSize,
  rememberSize,
  showPanel,
  togglePanel,
} from "./panels.ts";

type Viewport = { setViewport: (size: { width: number }) => void };
const { happyDOM } = globalThis as unknown as { happyDOM: Viewport };
beforeAll(() => {
  happyDOM.setViewport({ width: 800 });
  hideFloating();
});
afterAll(() => happyDOM.setViewport({ width: 1_440 }));
afterEach(() => {
  cleanup();
  hideFloating();
});

/** A script in a narrow window, with a field in each part. */
async function narrow() {
  await show(
    <Columns tree={<input aria-label="Filter" />} rail={<input aria-label="Seed" />} nothingOpen={false}>
      <input aria-label="Code" />
    </Columns>,
  );
  const code = screen.getByLabelText("Code");
  code.focus();
  return code;
}
const floating = () => screen.queryAllByRole("group").map((one) => one.getAttribute("aria-label"));
const pressEsc = (target: Element = document.activeElement!) => fireEvent.keyDown(target, { key: "Escape" });

test("what has no room floats over the text while it is needed, one at a time, and has the focus", async () => {
  const code = await narrow();
  expect(floating()).toEqual([]);
  act(() => togglePanel("tree"));
  expect(floating()).toEqual(["Tree"]);
  expect(document.activeElement).toBe(screen.getByRole("group", { name: "Tree" }));
  act(() => togglePanel("rail"));
  expect(floating()).toEqual(["Script details"]);
  pressEsc();
  await waitFor(() => expect(floating()).toEqual([]));
  expect(document.activeElement?.isConnected).toBe(true);
  act(() => showPanel("tree"));
  act(() => showPanel("tree"));
  expect(floating()).toEqual(["Tree"]);
  act(() => togglePanel("tree"));
  expect(floating()).toEqual([]);
  expect(code.isConnected).toBe(true);
});

test("Esc and a press beside it put it away and give the focus back; a press in it does not", async () => {
  const code = await narrow();
  act(() => showPanel("rail"));
  fireEvent.pointerDown(screen.getByLabelText("Seed"));
  expect(floating()).toEqual(["Script details"]);
  fireEvent.pointerDown(code);
  expect(floating()).toEqual([]);
  expect(document.activeElement).toBe(code);
  act(() => showPanel("rail"));
  pressEsc();
  expect(floating()).toEqual([]);
  expect(document.activeElement).toBe(code);
});

test("an Esc that was for something else leaves it", async () => {
  await narrow();
  act(() => showPanel("tree"));
  const filter = screen.getByLabelText("Filter");
  filter.addEventListener("keydown", (event) => event.preventDefault());
  pressEsc(filter);
  expect(floating()).toEqual(["Tree"]);
});

test("only what somebody moves is their choice of a size, and nonsense is none", () => {
  const before = rememberedSize("treeWidth");
  expect(isMovingSeparator()).toBe(false);
  const handle = document.body.appendChild(document.createElement("div"));
  handle.dataset.separator = "active";
  expect(isMovingSeparator()).toBe(true);
  for (const [px, kept] of [
    [300.4, 300],
    [9_000, 300],
    [Number.NaN, 300],
    [before, before],
  ] as const) {
    rememberSize("treeWidth", px);
    expect(rememberedSize("treeWidth"), String(px)).toBe(kept);
  }
  handle.remove();
});
