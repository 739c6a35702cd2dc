import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { UnreachableError } from "../../../app/fault.ts";
import { aScript } from "../../../testing/given.ts";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { newScriptDialog } from "../new-script/new-script-store.ts";
import { closeEditor } from "../testing/in-editor.tsx";
import { NothingOpen } from "./nothing-open.tsx";
import { ScriptMissing } from "./script-missing.tsx";
import { useEditorKeys } from "./use-editor-keys.ts";

afterEach(closeEditor);

const home = vi.fn();
function scope(readOnlyReason: string | null = null): EditorScope {
  const nothing = () => {};
  const route = {
    realm: "acme",
    module: "login",
    name: "gone",
    search: {},
    patch: nothing,
    open: nothing,
    home,
  };
  return { route, userId: "usr_ada", readOnlyReason, traceBlocked: null, runBlocked: null };
}
const shown = (ui: React.ReactNode, at = scope()) => show(<EditorContext value={at}>{ui}</EditorContext>);

test("with nothing open it says how the main job goes, leads to what was changed last, and makes a script", async () => {
  const recent = aScript({ module: "shared", name: "dates", description: "Weekends and holidays" });
  using _ = fakeWire({ "scripts.recent": () => [recent] });
  await shown(<NothingOpen />);
  const link = await screen.findByRole<HTMLAnchorElement>("link", { name: /shared\/\s*dates/ });
  expect(link.getAttribute("href")).toBe("/r/acme/scripts/shared/dates");
  expect(link.textContent).toContain("Weekends and holidays");
  expect(screen.getAllByRole("listitem")).toHaveLength(4);
  fireEvent.click(screen.getByRole("button", { name: "New script" }));
  expect(newScriptDialog.get()).toMatchObject({ open: true });
});

test("in a realm without scripts nothing is said to be changed lately; who may only read is told why there is no new one", async () => {
  using wire = fakeWire({ "scripts.recent": () => [] });
  await shown(<NothingOpen />, scope("Your role is operator."));
  await waitFor(() => expect(wire.sent("scripts.recent")).toHaveLength(1));
  expect(screen.queryByText("Recently changed")).toBeNull();
  const make = screen.getByRole<HTMLButtonElement>("button", { name: "New script" });
  expect([make.disabled, make.title]).toEqual([true, "Your role is operator."]);
});

test("a script that is not there is told from a server that does not answer, and only the latter is tried again", async () => {
  using _ = fakeWire({});
  const again = vi.fn();
  const gone = Object.assign(new Error("There is no such script."), { data: { fault: "not_found" } });
  await shown(<ScriptMissing error={gone} retry={again} />);
  expect(screen.getByRole("heading", { name: "There is no script login/gone" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "All scripts" }));
  expect(home).toHaveBeenCalledOnce();
  cleanup();

  await shown(<ScriptMissing error={new UnreachableError({})} retry={again} />);
  expect(screen.getByRole("heading", { name: "The script could not be loaded" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("The server could not be reached.");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(again).toHaveBeenCalledOnce();
});

const acts = {
  run: vi.fn(),
  save: vi.fn(),
  publish: vi.fn(),
  toggleTree: vi.fn(),
  toggleBottom: vi.fn(),
  toggleRail: vi.fn(),
  format: vi.fn(),
  wordWrap: vi.fn(),
  nextProblem: vi.fn(),
};
function Keys({ modal = false }: { modal?: boolean }) {
  useEditorKeys(acts);
  return (
    <>
      <div className="monaco-editor">
        <textarea aria-label="Code" />
      </div>
      <input aria-label="Filter" />
      {modal && <div role="dialog" aria-modal="true" />}
    </>
  );
}
const press = (label: string, init: KeyboardEventInit) =>
  // False when it was taken.
  fireEvent.keyDown(screen.getByLabelText(label), init);

test("the editor's keys hold in the text and in fields; the next problem inside Monaco is Monaco's own", async () => {
  for (const one of Object.values(acts)) one.mockClear();
  await shown(<Keys />);
  expect(press("Code", { key: "Enter", ctrlKey: true })).toBe(false);
  expect(press("Filter", { key: "b", code: "KeyB", ctrlKey: true })).toBe(false);
  expect(press("Filter", { key: "F8" })).toBe(false);
  expect(press("Code", { key: "F8" })).toBe(true);
  expect(press("Code", { key: "Enter" })).toBe(true);
  // Letters that are still being composed are no keys yet.
  expect(press("Code", { key: "Enter", ctrlKey: true, isComposing: true })).toBe(true);
  expect(acts.run).toHaveBeenCalledOnce();
  expect(acts.toggleTree).toHaveBeenCalledOnce();
  expect(acts.nextProblem).toHaveBeenCalledOnce();
});

test("below a dialog they rest, but for saving, which would open the browser's own dialog", async () => {
  for (const one of Object.values(acts)) one.mockClear();
  await shown(<Keys modal />);
  expect(press("Code", { key: "Enter", ctrlKey: true })).toBe(true);
  expect(press("Code", { key: "j", code: "KeyJ", ctrlKey: true })).toBe(true);
  expect(press("Code", { key: "s", code: "KeyS", ctrlKey: true })).toBe(false);
  expect(acts.run).not.toHaveBeenCalled();
  expect(acts.toggleBottom).not.toHaveBeenCalled();
  expect(acts.save).toHaveBeenCalledOnce();
});
