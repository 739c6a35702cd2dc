import type { Diagnostic } from "@scriptyard/model";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { PublishSheet } from "./publish-sheet.tsx";
import { openPublishSheet, publishSheet } from "./publish-store.ts";

afterEach(() => {
  publishSheet.set({ scriptId: null, resolves: null });
  closeEditor();
});

const answers = (change: Answers = {}): Answers => ({
  "versions.list": () => ({ items: [{ id: "ver_1", number: 1 }], next: null }),
  "versions.publish": () => ({ version: { number: 2 } }),
  "drafts.editors": () => [],
  ...change,
});

/** The sheet of a script whose draft is saved and differs from what is live. */
async function sheet(
  options: { diagnostics?: Diagnostic[]; draft?: string; resolves?: `erg_${string}` } = {},
) {
  const { diagnostics = [], draft = "return 2", resolves = null } = options;
  const shown = await inEditor(<PublishSheet diagnostics={diagnostics} />, {
    detail: aDetail({ draft: { source: draft } }),
  });
  act(() => openPublishSheet(shown.draft, resolves));
  const dialog = within(await screen.findByRole("dialog", { name: /^Publish acme \/ login/ }));
  return {
    ...shown,
    dialog,
    publish: await dialog.findByRole<HTMLButtonElement>("button", { name: /^Publish v2 to acme \/ login/ }),
  };
}
const note = (text: string) =>
  fireEvent.change(screen.getByRole("textbox", { name: /^Note/ }), { target: { value: text } });

test("what was compared goes live with its note, at the revision that was saved; then the sheet closes", async () => {
  using wire = fakeWire(answers());
  const { publish, detail } = await sheet();
  await waitFor(() => expect(publish.disabled).toBe(false));
  note(" Asks less often ");
  fireEvent.click(publish);
  expect(await screen.findByText(/^v2 of acme \/ login\/risk-\d+ is live$/)).toBeTruthy();
  expect(wire.sent("versions.publish")).toEqual([
    {
      scriptId: detail.item.id,
      note: "Asks less often",
      revision: 1,
      live: detail.item.liveVersion,
      idempotencyKey: expect.any(String),
    },
  ]);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("without a note nothing is published, and the note says why", async () => {
  using wire = fakeWire(answers());
  const { publish } = await sheet();
  await waitFor(() => expect(publish.disabled).toBe(false));
  fireEvent.click(publish);
  const problem = await screen.findByText(/Say what changes for users/);
  const field = screen.getByRole("textbox", { name: /^Note/ });
  expect(field.getAttribute("aria-describedby")).toContain(problem.id);
  expect(document.activeElement).toBe(field);
  expect(wire.sent("versions.publish")).toEqual([]);
});

test("an error stops it, and each finding leads to its line; a warning does not", async () => {
  using _ = fakeWire(answers());
  const finding = (severity: "error" | "warning", source: string) =>
    ({
      severity,
      source,
      code: source,
      message: `A ${source} finding`,
      file: "",
      line: 3,
      column: 1,
    }) as unknown as Diagnostic;
  const { publish, dialog } = await sheet({
    diagnostics: [finding("error", "types"), finding("warning", "lint")],
  });
  const gates = within(dialog.getByRole("list", { name: "Checks before publishing" }));
  expect(gates.getByText("1 finding")).toBeTruthy();
  expect(gates.getByText("1 finding, do not stop it")).toBeTruthy();
  expect(publish.disabled).toBe(true);
  fireEvent.click(gates.getAllByRole("button", { name: "Line 3" })[0]!);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("the same text as what is live is not published again", async () => {
  using _ = fakeWire(answers());
  const { publish, dialog } = await sheet({ draft: "return 1" });
  expect(dialog.getByText(/the draft is the same text as the live version/)).toBeTruthy();
  expect(publish.disabled).toBe(true);
});

test("edits by others are shipped only once they were read; one more line asks again", async () => {
  let lines = 3;
  using _ = fakeWire(
    answers({ "drafts.editors": () => [{ userId: "usr_artur", userName: "Artur", lines }] }),
  );
  const { publish, dialog } = await sheet();
  expect(await dialog.findByText("Artur (3 lines)")).toBeTruthy();
  expect(publish.disabled).toBe(true);
  fireEvent.click(dialog.getByRole("checkbox", { name: /I have read them/ }));
  expect(publish.disabled).toBe(false);
  lines = 4;
  const { queryClient } = await import("../../../app/trpc.ts");
  await act(() => queryClient.invalidateQueries());
  expect(await dialog.findByText("Artur (4 lines)")).toBeTruthy();
  expect(publish.disabled).toBe(true);
});

test("what the server finds is shown in place of what the editor knew; the note stays", async () => {
  const refused = {
    severity: "error",
    source: "types",
    code: "2322",
    message: "No such action.",
    line: 7,
    column: 1,
    endLine: 7,
    endColumn: 2,
    file: "login/risk",
  };
  using _ = fakeWire(
    answers({
      "versions.publish": () => {
        throw new Refusal("The draft is not valid.", {
          fault: "draft_invalid",
          details: { diagnostics: [refused] },
        });
      },
    }),
  );
  const { publish, dialog } = await sheet();
  note("Why not");
  await waitFor(() => expect(publish.disabled).toBe(false));
  fireEvent.click(publish);
  expect((await dialog.findByRole("alert")).textContent).toBe(
    "Nothing was published. The draft is not valid.",
  );
  expect(dialog.getByRole("button", { name: "Line 7" })).toBeTruthy();
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^Note/ }).value).toBe("Why not");
});

test("what the server says of the note stands at the note", async () => {
  using _ = fakeWire(
    answers({
      "versions.publish": () => {
        throw Refusal.of([{ path: "note", message: "holds characters that do not show" }]);
      },
    }),
  );
  const { publish, dialog } = await sheet();
  note("x");
  await waitFor(() => expect(publish.disabled).toBe(false));
  fireEvent.click(publish);
  expect(await dialog.findByText("Holds characters that do not show.")).toBeTruthy();
});

test("a version that was made for an error resolves it; what is published stays when that fails", async () => {
  using wire = fakeWire(
    answers({
      "errors.act": () => {
        throw new Refusal("The error is gone.", { fault: "not_found" });
      },
    }),
  );
  const { dialog } = await sheet({ resolves: "erg_1" });
  const publish = await dialog.findByRole<HTMLButtonElement>("button", { name: /and resolve the error$/ });
  note("Fixes it");
  await waitFor(() => expect(publish.disabled).toBe(false));
  fireEvent.click(publish);
  expect(await screen.findByText("The error is still open: The error is gone.")).toBeTruthy();
  expect(wire.sent("errors.act")).toMatchObject([{ ids: ["erg_1"], act: { kind: "resolve" } }]);
});
