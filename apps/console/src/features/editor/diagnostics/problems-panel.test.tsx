import type { Diagnostic } from "@scriptyard/model";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { useScriptScope } from "../editor-context.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { useDiagnostics } from "./use-diagnostics.ts";

afterEach(() => {
  vi.useRealTimers();
  closeEditor();
});

function Problems() {
  const { detail, draft } = useScriptScope();
  return <ProblemsPanel diagnostics={useDiagnostics({ detail, draft })} />;
}
const finding = (file: string, change: Partial<Diagnostic> = {}): Diagnostic => ({
  file,
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 6,
  code: "scriptyard/eval",
  severity: "error",
  source: "policy",
  message: "`eval` is not there.",
  ...change,
});
/** The problems of a script of three lines, as the server finds them. */
async function open(check: (input: { source: string }) => unknown, answers: Answers = {}) {
  const detail = aDetail({ draft: { source: "one\ntwo\nthree" } });
  const file = `login/${detail.item.name}`;
  const wire = fakeWire({
    "scripts.check": check as never,
    "drafts.save": () => new Promise(() => {}),
    ...answers,
  });
  return { ...(await inEditor(<Problems />, { detail })), wire, file };
}
const rows = () =>
  within(screen.getByRole("list", { name: "Problems" }))
    .getAllByRole("button")
    .map((one) => one.textContent);

test("what the server and the editor found is one list, errors first; each leads to its place", async () => {
  let file = "";
  const shown = await open(() => [
    finding(file, { severity: "warning", line: 1, code: "scriptyard/long", message: "<b>Long</b>" }),
    finding(file, { remedy: "Call it by its name." }),
    // Of a library that it imports: that one's own list has it.
    finding("shared/dates"),
  ]);
  using _ = shown.wire;
  ({ file } = shown);
  expect(await screen.findByText("No problems")).toBeTruthy();
  // The first check knew no file yet.
  act(() => shown.draft.model.setValue("one\ntwo\nthree!"));
  await screen.findByRole("list", { name: "Problems" });
  act(() =>
    monaco.editor.setModelMarkers(shown.draft.model, "typescript", [
      {
        startLineNumber: 3,
        startColumn: 1,
        endLineNumber: 3,
        endColumn: 2,
        severity: monaco.MarkerSeverity.Error,
        code: "2304",
        message: "Cannot find name 'three'.",
      },
    ]),
  );
  await waitFor(() =>
    expect(rows()).toEqual([
      "`eval` is not there.Call it by its name.scriptyard/eval2:3",
      "Cannot find name 'three'.ts23043:1",
      "<b>Long</b>scriptyard/long1:3",
    ]),
  );
  fireEvent.click(screen.getByRole("button", { name: /three/ }));
  expect(shown.address()).toEqual({ line: 3 });
  // Only what Monaco does not know by itself becomes a squiggle of ours.
  const ours = monaco.editor.getModelMarkers({ owner: "scriptyard", resource: shown.draft.model.uri });
  expect(new Set(ours.map(({ code }) => code))).toEqual(new Set(["scriptyard/eval", "scriptyard/long"]));
});

test("typing in one go is one question, the newest answer counts, and a server that is away takes nothing back", async () => {
  const answers: { source: string; resolve: (value: unknown) => void }[] = [];
  let away = false;
  const shown = await open(({ source }) => {
    if (away) throw new Refusal("The type check is busy.", { fault: "internal" });
    return new Promise((resolve) => answers.push({ source, resolve }));
  });
  using _ = shown.wire;
  await waitFor(() => expect(answers).toHaveLength(1));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  for (const text of ["a", "ab", "abc"]) act(() => shown.draft.model.setValue(text));
  await act(() => vi.advanceTimersByTimeAsync(450));
  vi.useRealTimers();
  await waitFor(() => expect(answers.map(({ source }) => source)).toEqual(["one\ntwo\nthree", "abc"]));
  await act(async () => {
    answers[1]!.resolve([finding(shown.file, { message: "of the newest" })]);
    answers[0]!.resolve([finding(shown.file, { message: "of the first" })]);
  });
  await waitFor(() => expect(rows()).toEqual([expect.stringContaining("of the newest")]));
  away = true;
  act(() => shown.draft.model.setValue("abcd"));
  await waitFor(() => expect(shown.wire.sent("scripts.check")).toHaveLength(3));
  expect(rows()).toEqual([expect.stringContaining("of the newest")]);
});
