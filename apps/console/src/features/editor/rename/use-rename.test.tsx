import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { openDraft } from "../drafts/open-drafts.ts";
import { renameAt } from "../testing/ask-monaco.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { type RenamePlan, renameRequest } from "./rename-store.ts";
import { useRename } from "./use-rename.ts";

afterEach(() => {
  renameRequest.set({ shown: null });
  closeEditor();
});

function Rename() {
  useRename();
  return <RenameDialog />;
}
const source = "const score = 1;\nreturn score;";
const at = (line: number, column: number) => new monaco.Position(line, column);

type Asked = { scriptId: string; revision: number; line: number; column: number; newName: string };
const planned = (scriptId: string, change: Partial<RenamePlan["scripts"][number]> = {}) => ({
  scriptId,
  specifier: "login/risk",
  revision: 1,
  liveVersion: null,
  keepsName: false,
  openTo: [],
  lastSavedBy: null,
  lines: [
    { line: 1, before: "const score = 1;", after: "const points = 1;" },
    { line: 2, before: "return score;", after: "return points;" },
  ],
  ...change,
});
async function open(plan: (asked: Asked) => unknown, answers: Answers = {}, readOnlyReason?: string) {
  const detail = aDetail({ draft: { source } });
  const wire = fakeWire({
    "references.planRename": plan as never,
    "drafts.save": ({ source: text, baseRevision }: { source: string; baseRevision: number }) => ({
      ok: true,
      item: detail.item,
      draft: { ...detail.draft, source: text, revision: baseRevision + 1 },
    }),
    ...answers,
  });
  const shown = await inEditor(<Rename />, { detail, ...(readOnlyReason && { readOnlyReason }) });
  return { ...shown, wire };
}

test("a name that only this draft sees changes as an edit, after what was typed is saved", async () => {
  const shown = await open(({ scriptId }) => ({
    status: "ready",
    name: "score",
    newName: "points",
    scripts: [
      planned(scriptId, {
        lines: [
          { line: 1, before: "const score = 1;", after: "const points = 1;" },
          { line: 2, before: "return score; // typed", after: "return points; // typed" },
        ],
      }),
    ],
  }));
  using _ = shown.wire;
  act(() => shown.draft.model.setValue(`${source} // typed`));
  const renamed = await act(() => renameAt(shown.draft.model, at(1, 8), " points "));
  expect(renamed).toEqual({
    name: "score",
    edits: [
      { line: 1, text: "const points = 1;" },
      { line: 2, text: "return points; // typed" },
    ],
  });
  expect(shown.wire.calls.map(({ procedure }) => procedure)).toEqual([
    "drafts.save",
    "references.planRename",
  ]);
  expect(shown.wire.sent("references.planRename")).toEqual([
    { scriptId: shown.draft.scriptId, revision: 2, line: 1, column: 8, newName: "points" },
  ]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("one that others see is shown first, and nothing is edited here meanwhile", async () => {
  const shown = await open(({ scriptId }) => ({
    status: "ready",
    name: "score",
    newName: "points",
    scripts: [planned(scriptId), planned("scr_other", { specifier: "login/other" })],
  }));
  using _ = shown.wire;
  expect((await act(() => renameAt(shown.draft.model, at(1, 8), "points")))?.edits).toEqual([]);
  expect(await screen.findByRole("dialog", { name: "Rename score to points" })).toBeTruthy();
  expect(shown.draft.model.getValue()).toBe(source);
});

test("a plan that comes when its author types again opens no dialog under the hands: it is there to be looked at", async () => {
  let answer = () => {};
  const shown = await open(
    ({ scriptId }) =>
      new Promise((resolve) => {
        const scripts = [planned(scriptId), planned("scr_other", { specifier: "login/other" })];
        answer = () => resolve({ status: "ready", name: "score", newName: "points", scripts });
      }),
  );
  using _ = shown.wire;
  const renaming = renameAt(shown.draft.model, at(1, 8), "points");
  await waitFor(() => expect(shown.wire.sent("references.planRename")).toHaveLength(1));
  act(() => shown.draft.model.setValue(`${source}\n// and on`));
  answer();
  expect((await act(() => renaming))?.edits).toEqual([]);
  const look = await screen.findByRole("button", { name: "Look at it" });
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(shown.draft.model.getValue()).toContain("// and on");
  fireEvent.click(look);
  expect(await screen.findByRole("dialog", { name: "Rename score to points" })).toBeTruthy();
});

test("what cannot be renamed says why: no name there, a refused name, a server that is away", async () => {
  let answer: () => unknown = () => ({ status: "refused", message: "“1a” is no name." });
  const shown = await open(() => answer());
  using _ = shown.wire;
  expect(await renameAt(shown.draft.model, at(1, 14), "x")).toEqual({
    refused: "Nothing can be renamed here: there is no name.",
    edits: [],
  });
  const rename = () => act(() => renameAt(shown.draft.model, at(1, 8), "1a"));
  await rename();
  expect(await screen.findByText("“1a” is no name.")).toBeTruthy();
  answer = () => {
    throw new Refusal("The type check has to wait.", { fault: "busy" });
  };
  await rename();
  expect(await screen.findByText("The type check has to wait.")).toBeTruthy();
});

test("a draft that cannot be saved is not renamed in: the plan would be of another text", async () => {
  const shown = await open(() => ({ status: "refused", message: "not asked" }), {
    "drafts.save": () => {
      throw new Refusal("The text is too large.", { fault: "too_large" });
    },
  });
  using _ = shown.wire;
  act(() => shown.draft.model.setValue(`${source}\n// typed`));
  await act(() => renameAt(shown.draft.model, at(1, 8), "points"));
  expect(await screen.findByText("It was not renamed")).toBeTruthy();
  expect(screen.getByText("The text is too large.")).toBeTruthy();
  expect(shown.wire.sent("references.planRename")).toEqual([]);
});

test("another open draft that waits for a decision is named: one cannot see it from here", async () => {
  const other = aDetail({ draft: { source: "one\n" } });
  const { draft, wire } = await open(() => ({ status: "refused", message: "not asked" }), {
    "drafts.save": ({ scriptId }: { scriptId: string }) => ({
      ok: false,
      conflict: { scriptId, current: { ...other.draft, source: "theirs\n", revision: 2 } },
      savedBy: "Artur",
    }),
  });
  using _ = wire;
  const elsewhere = await openDraft("acme", "usr_ada", other);
  elsewhere.model.setValue("mine\n");
  await act(() => renameAt(draft.model, at(1, 8), "points"));
  expect(await screen.findByText("It was not renamed")).toBeTruthy();
  const said = screen.getByText(/Artur changed the same lines/).textContent;
  expect(said).toContain(`login/${other.item.name}`);
  expect(said).not.toContain("sheet");
  expect(wire.sent("references.planRename")).toEqual([]);
});

test("who may only read has no rename; neither has another text than the draft", async () => {
  const shown = await open(() => ({ status: "refused", message: "" }), {}, "Your role is operator.");
  using _ = shown.wire;
  expect(await renameAt(shown.draft.model, at(1, 8), "points")).toBeNull();
  closeEditor();
  const writes = await open(() => ({ status: "refused", message: "" }));
  using _writes = writes.wire;
  const other = monaco.editor.createModel(source, "typescript");
  expect(await renameAt(other, at(1, 8), "points")).toEqual({
    refused: "This text is read-only.",
    edits: [],
  });
  other.dispose();
});
