import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { afterEach, expect, test, vi } from "vitest";
import { SidePanel } from "./side-panel.tsx";

afterEach(cleanup);

/** A list of choices as a browser sees it: by the time that Esc reaches the window, it is gone from the page. */
function Choices() {
  const [open, setOpen] = useState(true);
  return (
    <>
      <input aria-label="Method" onKeyDown={() => flushSync(() => setOpen(false))} />
      {open ? <div role="listbox" aria-label="Methods" /> : null}
    </>
  );
}

test("Esc closes an open list of choices, and the panel with what was typed only the next time", () => {
  const close = vi.fn();
  render(
    <MantineProvider env="test">
      <SidePanel label="New trigger" title="New trigger" onClose={close}>
        <Choices />
      </SidePanel>
    </MantineProvider>,
  );
  const input = screen.getByLabelText("Method");
  fireEvent.keyDown(input, { key: "Escape" });
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(close).not.toHaveBeenCalled();
  fireEvent.keyDown(input, { key: "Escape" });
  expect(close).toHaveBeenCalledOnce();
});
