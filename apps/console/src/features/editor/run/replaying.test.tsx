import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { monaco } from "../../../monaco/setup.ts";
import "../../../testing/browser-parts.ts";
import { editorCalled } from "../../../testing/editors.ts";
import { aFailedExecution, anExecution } from "../../../testing/execution.ts";
import { Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor } from "../testing/in-editor.tsx";
import { openEditor, scriptServer } from "../testing/script-server.ts";

afterEach(() => {
  closeEditor();
});

type Execution = ReturnType<typeof anExecution>;
const run = () => fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
const banner = () => screen.getByText(/^Replaying/).closest<HTMLElement>('[role="status"]')!;

/** The editor at the address of a recorded failure of its script, whose replay comes out as `again` says. */
async function replay(change: Partial<Execution> = {}, again: Partial<Execution> = {}, answers: object = {}) {
  const detail = aDetail({ draft: { source: "return 1" } });
  const recording = aFailedExecution("nobody home", 1, {
    id: "exe_7",
    scriptId: detail.item.id,
    name: detail.item.name,
    seed: "s-7",
    args: [{ user: "maria" }, { code: "123" }],
    source: "return 1",
    error: {
      type: "execution",
      message: "nobody home",
      stack: [{ file: `login/${detail.item.name}`, line: 1, column: 1 }],
    },
    ...change,
  });
  const server = scriptServer(
    {
      "executions.get": () => recording,
      "executions.replay": () => ({
        execution: { ...recording, id: "exe_8", ...again },
        original: recording,
        same: Object.keys(again).length === 0,
        sameNumbers: true,
      }),
      "scripts.preview": () => anExecution({ id: "exe_9" }),
      ...answers,
    },
    detail,
  );
  const page = await openEditor(server, "?execution=exe_7");
  return { page, server, detail, recording };
}
const inputs = (scriptId: string) =>
  monaco.editor
    .getModels()
    .filter(({ uri }) => uri.toString().startsWith(`file:///input/${scriptId}/`))
    .map((model) => JSON.parse(model.getValue()) as unknown);

test("a recording brings its input, seed and clock, and is run again as it was", async () => {
  const { page, detail, recording } = await replay();
  using _ = page;
  expect(await screen.findByText("Same outcome as recorded")).toBeTruthy();
  expect(page.wire.sent("executions.replay")).toEqual([{ executionId: "exe_7", on: "recorded" }]);
  expect(inputs(detail.item.id)).toEqual(recording.args);
  expect(banner().textContent).toMatch(/recorded .* on v3, with its input, seed and clock\./);
  expect((await screen.findByLabelText<HTMLInputElement>("Seed")).value).toBe("s-7");
  expect(screen.getByLabelText("Sample", { selector: "input" }).getAttribute("placeholder")).toBe(
    "Recorded input",
  );
  fireEvent.click(within(banner()).getByText("Stop replaying"));
  await waitFor(() => expect(screen.queryByText(/^Replaying/)).toBeNull());
  expect(page.search()).not.toHaveProperty("execution");
  // The input stays to go on with; the seed was the recording's.
  expect(inputs(detail.item.id)).toEqual(recording.args);
  expect(screen.getByLabelText<HTMLInputElement>("Seed").value).toBe("");
});

test("what came out otherwise says what it was; masked values are named as the likely reason", async () => {
  const { page } = await replay(
    { args: [{ user: { password: "[masked]" } }, null] },
    { status: "ok", error: null, errorType: null, action: "continue", result: { action: "continue" } },
  );
  using _ = page;
  const verdict = await screen.findByText(/Different from the recording, which was/);
  expect(verdict.textContent).toContain("execution error");
  expect(banner().textContent).toContain("Sensitive values were masked before it was stored");
});

test("a recording of another text shows that text, read-only, with its line; the draft is kept and comes back", async () => {
  const { page, server } = await replay({ source: "throw 1" });
  using _ = page;
  expect(
    await screen.findByText(/as it ran, read-only\. Your draft is another text and is kept/),
  ).toBeTruthy();
  const editor = editorCalled(/^Recorded text of login\/.*, read-only, failed at line 1$/);
  expect([editor?.getModel()?.getValue(), editor?.getRawOptions().readOnly]).toEqual(["throw 1", true]);
  fireEvent.click(screen.getByText("Copy into draft"));
  await waitFor(() => expect(page.draft.model.getValue()).toBe("throw 1"));
  expect(
    await screen.findByText(/^The draft is now the text of v3\. Undo brings your text back/),
  ).toBeTruthy();
  await waitFor(() => expect(server.draft().source).toBe("throw 1"));
  expect(page.wire.sent("drafts.save").at(-1)).toMatchObject({ act: { kind: "copy", version: 3 } });
});

test("a text that is no longer kept is said, and the draft is in front", async () => {
  const { page } = await replay({ source: null });
  using _ = page;
  expect(await screen.findByText("The text of v3 is no longer kept: below is the draft.")).toBeTruthy();
});

test("a draft that runs well with the recorded input goes on with its seed, and offers to publish", async () => {
  const { page } = await replay({ errorGroupId: "erg_1" });
  using _ = page;
  await screen.findByText("Same outcome as recorded");
  act(() => page.draft.model.setValue("return 2"));
  expect(await screen.findByText(/Run it to see what it decides with the recorded input/)).toBeTruthy();
  run();
  fireEvent.click(await screen.findByText("Publish… and resolve this error"));
  expect(page.wire.sent("scripts.preview")).toMatchObject([
    { source: "return 2", seed: "s-7", replayOf: "exe_7", clockMs: 1_795_000_000_000 },
  ]);
  expect(await screen.findByText(/and resolve the error/)).toBeTruthy();
});

test("a draft that fails with the recorded input as well offers nothing", async () => {
  const { page } = await replay(
    { errorGroupId: "erg_1" },
    {},
    { "scripts.preview": () => aFailedExecution("again", 1, { id: "exe_9" }) },
  );
  using _ = page;
  await screen.findByText("Same outcome as recorded");
  act(() => page.draft.model.setValue("return 2"));
  run();
  expect(await screen.findByText(/fails with the recorded input as well/)).toBeTruthy();
  expect(screen.queryByText(/resolve this error/)).toBeNull();
});

test("an input that was changed is another run: nothing is compared with the recording", async () => {
  const { page, detail } = await replay();
  using _ = page;
  await screen.findByText("Same outcome as recorded");
  fireEvent.click(screen.getByLabelText("Draft"));
  await waitFor(() => expect(page.wire.sent("scripts.preview")).toHaveLength(1));
  const [context] = monaco.editor
    .getModels()
    .filter(({ uri }) => uri.toString().startsWith(`file:///input/${detail.item.id}/`));
  act(() => context!.setValue('{ "user": "other" }'));
  run();
  await waitFor(() => expect(page.wire.sent("scripts.preview")).toHaveLength(2));
  expect(page.wire.sent("scripts.preview")[1]).not.toHaveProperty("replayOf");
  await waitFor(() =>
    expect(screen.queryByText(/outcome as recorded|Different from the recording/)).toBeNull(),
  );
});

test("a recording that is gone, or of another script, is said: the editor does not pretend to replay", async () => {
  const gone = await replay(
    {},
    {},
    {
      "executions.get": () => {
        throw new Refusal("There is no execution exe_7; it may have been deleted.", { fault: "not_found" });
      },
    },
  );
  expect(await screen.findByText(/There is no execution exe_7; it may have been deleted\./)).toBeTruthy();
  fireEvent.click(screen.getByText("Go on without it"));
  await waitFor(() => expect(gone.page.search()).not.toHaveProperty("execution"));
  expect(screen.queryByText(/There is no execution exe_7/)).toBeNull();
  gone.page[Symbol.dispose]();
  closeEditor();
  const other = await replay({ scriptId: "scr_other", module: "shop", name: "orders" });
  using _ = other.page;
  expect(await screen.findByText(/is a run of shop\/orders/)).toBeTruthy();
  expect(other.page.wire.sent("executions.replay")).toEqual([]);
});
