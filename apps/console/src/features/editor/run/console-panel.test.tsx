import type { LogLine, SeenExecution } from "@scriptyard/model";
import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fakeWire } from "../../../testing/wire.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { ConsolePanel } from "./console-panel.tsx";

afterEach(closeEditor);

const line = (seq: number, level: LogLine["level"], message: string, change: Partial<LogLine> = {}) =>
  ({ seq, level, message, ...change }) as LogLine;
const execution = (logs: LogLine[], logsDropped = 0) =>
  ({
    id: "exe_1",
    logs,
    metrics: { logsDropped },
    limits: { logLines: 3, logBytes: 500 },
  }) as unknown as SeenExecution;

const shown = () =>
  within(screen.getByRole("list", { name: "Log lines" }))
    .getAllByRole("listitem")
    .map((one) => one.textContent);

test("lines come in order with level, data and place, which leads to the line", async () => {
  using _ = fakeWire({});
  const { address, opened } = await inEditor(
    <ConsolePanel
      execution={execution([
        line(0, "info", "score", { data: 3, line: 7 }),
        line(1, "warn", "signals", { data: { ip: "new" }, file: "shared/risk", line: 2 }),
      ])}
    />,
  );
  expect(shown()).toEqual([
    expect.stringMatching(/^infoscore3:7$/),
    expect.stringMatching(/^warnsignals.*risk:2$/),
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Go to line 7" }));
  expect(address()).toEqual({ line: 7 });
  fireEvent.click(screen.getByRole("button", { name: "Go to line 2" }));
  expect(opened).toEqual(["shared/risk"]);
});

test("a filter looks in text and data, levels hide lines, and nothing left is said as such", async () => {
  using _ = fakeWire({});
  await inEditor(
    <ConsolePanel
      execution={execution([line(0, "info", "score", { data: { ip: "NEW" } }), line(1, "error", "failed")])}
    />,
  );
  const filter = screen.getByRole("textbox", { name: "Filter log lines" });
  fireEvent.change(filter, { target: { value: "new" } });
  expect(shown()).toHaveLength(1);
  fireEvent.click(screen.getByRole("checkbox", { name: "info 1" }));
  expect(screen.getByText("No line matches")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
  expect(shown()).toEqual([expect.stringContaining("failed")]);
});

test("cleared is what was there: the next run's lines are shown", async () => {
  using _ = fakeWire({});
  await inEditor(<ConsolePanel execution={execution([line(0, "info", "score")])} />);
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(screen.getByText("Nothing logged")).toBeTruthy();
  closeEditor();
  await inEditor(<ConsolePanel execution={null} />);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Clear" }).disabled).toBe(true);
});

test("what the limits cut is counted", async () => {
  using _ = fakeWire({});
  await inEditor(<ConsolePanel execution={execution([line(0, "info", "score")], 12)} />);
  expect(screen.getByText(/12 more lines were cut by the log limits \(3 lines, 500 bytes\)/)).toBeTruthy();
});

test("one line that was cut is one, and long figures are grouped; hostile lines are text", async () => {
  using _ = fakeWire({});
  const hostile = `<img src=x onerror=alert(1)> \u202e ${"long ".repeat(300)}`;
  const cut = { ...execution([line(0, "info", hostile, { data: { html: "<b>" } })], 1) };
  await inEditor(
    <ConsolePanel execution={{ ...cut, limits: { ...cut.limits, logLines: 200, logBytes: 65_536 } }} />,
  );
  expect(
    screen.getByText(/^1 more line was cut by the log limits \(200 lines, 65.536 bytes\)\.$/),
  ).toBeTruthy();
  expect(shown()[0]).toContain("<img src=x onerror=alert(1)>");
  expect(screen.getByRole("list", { name: "Log lines" }).querySelector("img, b")).toBeNull();
});
