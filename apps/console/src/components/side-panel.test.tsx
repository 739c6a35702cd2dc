import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { afterEach, expect, test, vi } from "vitest";
import { useOverlayKeys } from "../app/keys/overlay-keys.ts";
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

/** A dialog of the page, which listens since the page is there and is gone, in a browser, before the next listener hears the key. */
function Dialog(props: { opened: boolean; onClose: () => void }) {
  const { opened, onClose } = props;
  useEffect(() => {
    const press = (event: KeyboardEvent) => event.key === "Escape" && flushSync(onClose);
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [onClose]);
  return opened ? <div role="dialog" aria-label="Add a node" /> : null;
}

function Page({ close }: { close: () => void }) {
  useOverlayKeys();
  const [open, setOpen] = useState<"nothing" | "panel" | "dialog">("nothing");
  return (
    <>
      <Dialog opened={open === "dialog"} onClose={() => setOpen("panel")} />
      {open === "nothing" ? null : (
        <SidePanel label="Node" title="Node" onClose={close}>
          <button type="button" onClick={() => setOpen("dialog")}>
            Add a node after it…
          </button>
        </SidePanel>
      )}
      <button type="button" onClick={() => setOpen("panel")}>
        Select
      </button>
    </>
  );
}

test("Esc closes a dialog over the panel alone, whichever of them listens first", () => {
  const close = vi.fn();
  render(
    <MantineProvider env="test">
      <Page close={close} />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Select" }));
  fireEvent.click(screen.getByRole("button", { name: "Add a node after it…" }));
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(close).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(close).toHaveBeenCalledOnce();
});
