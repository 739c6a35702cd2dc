import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { TraceButton } from "./trace-button.tsx";

afterEach(cleanup);

const patch = vi.fn();
const show = (traceBlocked: string | null) => {
  const scope = { route: { patch }, traceBlocked } as unknown as EditorScope;
  render(
    <MantineProvider>
      <EditorContext value={scope}>
        <TraceButton executionId="exe_1" />
      </EditorContext>
    </MantineProvider>,
  );
  return screen.getByRole("button", { name: "Trace" });
};

test("opens the steps of the run; who may not see them reaches the button, and is told why", async () => {
  fireEvent.click(show(null));
  expect(patch).toHaveBeenCalledWith(expect.objectContaining({ traced: "exe_1" }), { push: true });
  cleanup();
  patch.mockClear();
  const blocked = show("It is for authors.");
  expect(blocked.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(blocked);
  expect(patch).not.toHaveBeenCalled();
  blocked.focus();
  fireEvent.mouseEnter(blocked);
  expect((await screen.findByRole("tooltip")).textContent).toBe("It is for authors.");
});
