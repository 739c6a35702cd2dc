import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ScriptCommands } from "../commands.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { ResultPanel } from "./result-panel.tsx";
import { type RunState, runStateOf } from "./run-store.ts";
import type { Run } from "./use-run.ts";

afterEach(cleanup);

const scope = { runBlocked: null } as Partial<EditorScope> as EditorScope;
const commands = { runBlocked: null, run: () => {} } as Partial<ScriptCommands> as ScriptCommands;
const shown = (change: Partial<RunState>) => {
  const run = { state: { ...runStateOf("none").get(), ...change } } as Partial<Run> as Run;
  return render(
    <MantineProvider>
      <EditorContext value={scope}>
        <ResultPanel run={run} commands={commands} />
      </EditorContext>
    </MantineProvider>,
  );
};
const running = { startedAt: 0, abort: new AbortController() };

test("a run that has no place yet says behind how many it waits, and that nothing is lost", () => {
  shown({ running: { ...running, turn: { behind: 7 } } });
  expect(screen.getByRole("status").textContent).toMatch(/Waiting behind 7\..*runs by itself.*text stays/s);
});

test("a server that does not say how many is not made up", () => {
  shown({ running: { ...running, turn: { behind: null } } });
  expect(screen.getByRole("status").textContent).toMatch(/Waiting for a free place\./);
});

test("what went wrong before is not shown for a run that waits now; a refusal is an alert", () => {
  shown({ failure: "Too much of this is under way: it would wait behind 3. Try again in 1 s." });
  expect(screen.getByRole("alert").textContent).toContain("wait behind 3");
});
