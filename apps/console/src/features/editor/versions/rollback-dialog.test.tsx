import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { EditorContext, ScriptContext, type ScriptScope } from "../editor-context.ts";
import { RollbackDialog } from "./rollback-dialog.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const wired = (over: object = {}) =>
  fakeWire({
    "versions.get": ({ number }: { number: number }) => {
      if (number > 3) throw new Refusal(`It has versions 1 to 3, not ${number}.`, { fault: "not_found" });
      return { number, source: "", language: "typescript", unknownOutcome: "error" };
    },
    "versions.rollback": () => ({ kind: "rollback" }),
    "errors.act": () => ({ actId: "eac_1", changed: 1 }),
    ...over,
  });

/** The editor of a script that has v3 live, at an address that asks to roll back. */
async function open(
  rollback: number | undefined,
  readOnlyReason: string | null = null,
  more: object = {},
  scope: object = {},
) {
  const patch = vi.fn();
  const search = { ...(rollback !== undefined && { rollback }), ...more };
  const route = { realm: "acme", module: "login", name: "risk", search, patch, open: vi.fn(), home: vi.fn() };
  const item = { id: "scr_1", module: "login", name: "risk", liveVersion: 3 };
  await show(
    <EditorContext value={{ route, userId: "usr_1", readOnlyReason, traceBlocked: null, runBlocked: null }}>
      <ScriptContext value={{ detail: { item, live: null }, ...scope } as unknown as ScriptScope}>
        <RollbackDialog />
      </ScriptContext>
    </EditorContext>,
  );
  return patch;
}

const button = () => screen.findByRole("button", { name: /^Roll back to/ });

test("the address asks; the reason is needed, and the answer leaves the address", async () => {
  using wire = wired();
  const patch = await open(2);
  expect(await screen.findByRole("dialog", { name: "Roll back acme / login/risk to v2" })).toBeTruthy();
  fireEvent.click(await button());
  expect(await screen.findByText("Say why: the reason stays with the roll-back.")).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: " v3 throws " } });
  fireEvent.click(await button());
  await waitFor(() => expect(patch).toHaveBeenCalledWith({ rollback: undefined, error: undefined }));
  expect(await screen.findByText("v2 of login/risk is live again.")).toBeTruthy();
  expect(wire.sent("versions.rollback")).toEqual([{ scriptId: "scr_1", toVersion: 2, note: "v3 throws" }]);
});

test("an error that led there can be resolved with the version that is live again, and there is a way back", async () => {
  using wire = wired();
  await open(2, null, { error: "erg_7" });
  fireEvent.change(await screen.findByLabelText(/^Reason/), { target: { value: "v3 throws" } });
  fireEvent.click(await button());
  const dialog = within(await screen.findByRole("dialog", { name: "v2 of login/risk is live again" }));
  const back = () => dialog.getByRole("link", { name: "Back to the error" }).getAttribute("href");
  expect(dialog.getByText(/is still open/)).toBeTruthy();
  expect(back()).toBe("/r/acme/errors?open=erg_7");
  fireEvent.click(dialog.getByRole("button", { name: "Resolve the error" }));
  expect(await dialog.findByText(/^The error is resolved. It opens again by itself/)).toBeTruthy();
  // The button that had the focus is gone: it goes to what is next, not out of the dialog.
  expect(document.activeElement).toBe(dialog.getByRole("link", { name: "Back to the error" }));
  expect(wire.sent("errors.act")).toEqual([
    { realm: "acme", ids: ["erg_7"], act: { kind: "resolve", version: 2 } },
  ]);
  expect(back()).toBe("/r/acme/errors?open=erg_7&status=all");
  fireEvent.click(dialog.getByRole("button", { name: "Stay here" }));
  await waitFor(() => expect(screen.queryByText(/The error is resolved/)).toBeNull());
});

test("the draft goes back too when it is asked for, and by itself only where nothing unpublished is in it", async () => {
  using wire = wired({
    "versions.get": () => ({ number: 2, source: "// v2\n", language: "typescript", unknownOutcome: "error" }),
  });
  const model = { text: "// v3\n", getValue: () => model.text };
  const acting = vi.fn();
  const draft = {
    scriptId: "scr_1",
    model,
    kept: { setAside: vi.fn() },
    session: { flush: vi.fn(), acting },
  };
  const item = { id: "scr_1", module: "login", name: "risk", liveVersion: 3, changedLines: 2 };
  const detail = (status: string) => ({ detail: { item: { ...item, status }, live: null }, draft });
  await open(2, null, {}, detail("live-with-changes"));
  const box = () =>
    screen.getByRole<HTMLInputElement>("checkbox", { name: /^Make the draft the text of v2 too/ });
  await button();
  expect(box().checked).toBe(false);
  expect(screen.getByText("2 lines of the draft are not published; its history keeps them.")).toBeTruthy();
  cleanup();

  await open(2, null, {}, detail("live"));
  await button();
  expect(box().checked).toBe(true);
  fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: "v3 throws" } });
  fireEvent.click(await button());
  await waitFor(() => expect(acting).toHaveBeenCalledWith({ kind: "copy", version: 2 }));
  expect(wire.sent("versions.rollback")).toHaveLength(1);
});

test("Ctrl+Enter in the reason rolls back, as it publishes", async () => {
  using wire = wired();
  await open(2);
  const reason = await screen.findByLabelText(/^Reason/);
  fireEvent.change(reason, { target: { value: "v3 throws" } });
  fireEvent.keyDown(reason, { key: "Enter" });
  fireEvent.keyDown(reason, { key: "Enter", ctrlKey: true, isComposing: true });
  fireEvent.keyDown(reason, { key: "Enter", ctrlKey: true });
  expect(await screen.findByText("v2 of login/risk is live again.")).toBeTruthy();
  expect(wire.sent("versions.rollback")).toHaveLength(1);
});

test("nobody is asked who may not, nor for what is live already", async () => {
  using _ = wired();
  for (const asked of [() => open(2, "Your role is operator."), () => open(3), () => open(undefined)]) {
    await asked();
    expect(screen.queryByRole("dialog")).toBeNull();
    cleanup();
  }
});

test("a version that is not there, and a refusal, say so; the reason stays", async () => {
  using _ = wired({
    "versions.rollback": () => {
      throw new Refusal("Somebody was faster.", { fault: "conflict" });
    },
  });
  await open(9);
  expect(await screen.findByText("It has versions 1 to 3, not 9.")).toBeTruthy();
  cleanup();
  const patch = await open(2);
  fireEvent.change(await screen.findByLabelText(/^Reason/), { target: { value: "v3 throws" } });
  fireEvent.click(await button());
  expect(await screen.findByText("Somebody was faster.")).toBeTruthy();
  expect(patch).not.toHaveBeenCalled();
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Reason/).value).toBe("v3 throws");
});
