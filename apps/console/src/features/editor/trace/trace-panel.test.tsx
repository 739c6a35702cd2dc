import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { aTrace } from "../testing/a-trace.ts";
import { TracePanel } from "./trace-panel.tsx";
import { openTrace } from "./traced.ts";
import type { OpenTrace } from "./use-trace.ts";

afterEach(cleanup);

const seek = vi.fn();
const close = vi.fn();
const open = (change: Partial<OpenTrace> = {}): OpenTrace => {
  const answer = aTrace();
  return { answer, error: null, traced: openTrace(answer), step: 2, seek, close, ...change };
};
const show = (trace: OpenTrace | null) =>
  render(
    <MantineProvider>
      <TracePanel open={trace} />
    </MantineProvider>,
  );
const variables = () => within(screen.getByRole("region", { name: "Variables" }));

test("says where it is, what the variables were then, and where each last changed", () => {
  show(open());
  expect(screen.getByRole("status").textContent).toBe("Step 3 of 4, risk/check:7");
  expect(variables().getByText('"hello…" (300 characters)')).toBeTruthy();
  fireEvent.click(variables().getByRole("button", { name: "a: go to step 1, where it last changed" }));
  expect(seek).toHaveBeenLastCalledWith(0);
  const calls = screen.getByRole("region", { name: "Calls under way" });
  expect(calls.textContent).toMatch(/2 calls.*g risk\/check:7.*f risk\/check:2/);
});

test("buttons, keys, the slider and marks lead to other steps, and a move that leads nowhere is off", () => {
  show(open());
  fireEvent.click(screen.getByRole("button", { name: "Back out" }));
  expect(seek).toHaveBeenLastCalledWith(1);
  fireEvent.keyDown(document.body, { key: "n", code: "KeyN" });
  expect(seek).toHaveBeenLastCalledWith(3);
  fireEvent.keyDown(document.body, { key: "I", code: "KeyI", shiftKey: true });
  expect(seek).toHaveBeenLastCalledWith(1);
  fireEvent.change(screen.getByRole("slider", { name: "Step" }), { target: { value: "1" } });
  expect(seek).toHaveBeenLastCalledWith(0);
  fireEvent.click(screen.getByRole("button", { name: "To mark" }));
  expect(seek).toHaveBeenLastCalledWith(3);
  cleanup();
  show(open({ step: 3 }));
  expect(screen.getByRole("status").textContent).toMatch(/^Step 4 of 4, .* · Log line 1$/);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "To mark" }).disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Over" }).disabled).toBe(true);
});

test("a run that did something else shows what, and no step as if it were right", () => {
  const answer = aTrace({
    trace: null,
    diverged: [{ what: "result", recorded: "1", now: "2" }],
    untraced: "The engine has changed.",
  });
  show(open({ answer, traced: null }));
  expect(screen.getByRole("alert").textContent).toMatch(
    /something else than recorded.*The engine has changed.*result.*1.*2/s,
  );
  expect(screen.queryByRole("slider")).toBeNull();
  cleanup();
  const unheard = { ...answer, diverged: [], untraced: "Its engine was lost." };
  show(open({ answer: unheard, traced: null }));
  expect(screen.getByRole("alert").textContent).toMatch(/no trace of this run.*engine was lost/);
});

test("a limit that ended the recorded run is told, with its place, above the steps", () => {
  const stack = [{ file: "risk/check", line: 7, column: 3 }];
  const recordedStop = { type: "timeout" as const, message: "It took longer than 100 ms.", stack };
  show(open({ answer: aTrace({ recordedStop }) }));
  expect(screen.getByRole("note").textContent).toMatch(/stopped by a limit at risk\/check:7.*100 ms/);
  expect(screen.getByRole("slider", { name: "Step" })).toBeTruthy();
});

test("nothing traced says how to begin; one on its way and one that failed say so", () => {
  show(null);
  expect(screen.getByText("No run is traced")).toBeTruthy();
  cleanup();
  show(open({ answer: undefined, traced: null }));
  expect(screen.getByRole("status").textContent).toContain("step by step");
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(close).toHaveBeenCalledTimes(1);
  cleanup();
  show(open({ answer: undefined, traced: null, error: new Error("no") }));
  expect(screen.getByRole("alert").textContent).toContain("could not be traced");
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(close).toHaveBeenCalledTimes(2);
});
