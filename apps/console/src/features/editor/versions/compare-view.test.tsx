import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { loginReference } from "../../../testing/flow-kinds.ts";
import "../../../testing/browser-parts.ts";
import { editorCalled, textCalled } from "../../../testing/editors.ts";
import { aFailedExecution } from "../../../testing/execution.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { useEditorScope } from "../editor-context.ts";
import { runStateOf } from "../run/run-store.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { CompareView } from "./compare-view.tsx";
import { VersionView } from "./version-view.tsx";

afterEach(closeEditor);

/** What stands in front for the address. */
function InFront() {
  const { version, compare, line } = useEditorScope().route.search;
  if (version !== undefined) return <VersionView number={version} line={line} />;
  return compare === undefined ? <p>The draft</p> : <CompareView compare={compare} />;
}
const version = (number: number) => ({
  number,
  source: `return ${number}`,
  language: "typescript",
  createdAt: 0,
  note: `Why v${number}`,
  hook: "onExecute",
  unknownOutcome: number === 1 ? null : "error",
});
const answers = (change: Answers = {}): Answers => ({
  "versions.get": ({ number }: { number: number }) => version(number),
  "versions.list": () => ({ items: [{ ...version(2), id: "ver_2", authorName: "Ada" }], next: null }),
  "drafts.state": ({ revision }: { revision: number }) => ({ revision, source: "return 'then'", at: 0 }),
  "drafts.save": () => new Promise(() => {}),
  ...change,
});
const sides = (...labels: string[]) => labels.map(textCalled);
const bar = () => screen.getByRole("status").textContent;

test.each([
  ["live...draft", ["Live v1", "Draft"], ["return 1", "return 9"]],
  ["2...draft", ["v2", "Draft"], ["return 2", "return 9"]],
  ["2...3", ["v2", "v3"], ["return 2", "return 3"]],
  ["r4...draft", ["Draft of 1 Jan 1970", "Draft"], ["return 'then'", "return 9"]],
])(
  "%s shows these two texts under their names, and says by how much they differ",
  async (compare, labels, texts) => {
    using _ = fakeWire(answers());
    await inEditor(<InFront />, { detail: aDetail({ draft: { source: "return 9" } }), search: { compare } });
    await waitFor(() => expect(sides(...labels)).toEqual(texts));
    expect(bar()).toContain(`${labels[0]} → ${labels[1]}: +1 −1 lines`);
  },
);

test("sides are swapped and left by the address; equal texts differ in nothing", async () => {
  using _ = fakeWire(answers());
  const { address } = await inEditor(<InFront />, {
    detail: aDetail({ draft: { source: "return 1" } }),
    search: { compare: "live...draft" },
  });
  await waitFor(() => expect(bar()).toContain("Live v1 → Draft: no difference"));
  fireEvent.click(screen.getByRole("button", { name: "Swap" }));
  expect(address()).toEqual({ compare: "draft...live" });
  await waitFor(() => expect(bar()).toContain("Draft → Live v1"));
  fireEvent.click(screen.getByRole("button", { name: "Back to draft" }));
  expect(address()).toEqual({});
  expect(screen.getByText("The draft")).toBeTruthy();
});

test("before anything is live the draft is compared with nothing", async () => {
  using _ = fakeWire(answers());
  const detail = aDetail({ live: null, item: { liveVersion: null, status: "never-published" } });
  await inEditor(<InFront />, { detail, search: { compare: "live...draft" } });
  await waitFor(() => expect(sides("Nothing live", "Draft")).toEqual(["", "return 1"]));
});

test("a text that does not come says so, is asked for again when told to, and one can go back instead", async () => {
  let away = true;
  using wire = fakeWire(
    answers({
      "versions.get": ({ number }: { number: number }) => {
        if (away) throw new Refusal("The database is away.", { fault: "internal" });
        return version(number);
      },
    }),
  );
  const { address } = await inEditor(<InFront />, { search: { compare: "2...draft" } });
  expect(await screen.findByText("The comparison could not be loaded")).toBeTruthy();
  expect(screen.getByText("The database is away.")).toBeTruthy();
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(sides("v2", "Draft")).toEqual(["return 2", "return 1"]));
  expect(address()).toEqual({ compare: "2...draft" });
  expect(wire.sent("versions.get")).toHaveLength(2);
});

test("a version is read-only with who, when and why; it is copied into the draft, or compared with what is live", async () => {
  using _ = fakeWire(answers());
  const { address } = await inEditor(<InFront />, { search: { version: 2, line: 1 } });
  await waitFor(() => expect(bar()).toMatch(/^v2, published .* by Ada: Why v2/));
  const shown = editorCalled(/version 2, read-only$/)!;
  expect(shown.getRawOptions().readOnly).toBe(true);
  expect(
    shown
      .getModel()
      ?.getLineDecorations(1)
      .some(({ options }) => options.className === "sy-line-info"),
  ).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: "Compare with live" }));
  expect(address()).toEqual({ compare: "2...live" });
  closeEditor();
  const again = await inEditor(<InFront />, { search: { version: 2 } });
  fireEvent.click(await screen.findByRole("button", { name: "Copy into draft" }));
  await waitFor(() => expect(again.draft.model.getValue()).toBe("return 2"));
  expect(again.address()).toEqual({});
});

test("the live version says that it is, and what its outcomes mean; the line of a failure of it is red", async () => {
  using _ = fakeWire({ ...answers(), "host.reference": () => loginReference });
  const detail = aDetail();
  runStateOf(detail.item.id).set({ execution: aFailedExecution("x", 1, { version: 1 }) });
  await inEditor(<InFront />, { detail, search: { version: 1, line: 1 } });
  await waitFor(() => expect(bar()).toMatch(/^v1 \(live\), published/));
  await waitFor(() =>
    expect(bar()).toContain("Unknown outcomes take the default edge until this is published again."),
  );
  expect(screen.queryByRole("button", { name: "Compare with live" })).toBeNull();
  const marks = editorCalled(/version 1, read-only$/)!
    .getModel()!
    .getLineDecorations(1);
  expect(marks.some(({ options }) => options.className === "sy-line-error")).toBe(true);
});

test("a version that is not there says so; who may only read copies nothing", async () => {
  using _ = fakeWire(
    answers({
      "versions.get": ({ number }: { number: number }) => {
        if (number > 2) throw new Refusal("It has versions 1 and 2, not 9.", { fault: "not_found" });
        return version(number);
      },
    }),
  );
  await inEditor(<InFront />, { search: { version: 9 } });
  expect(await screen.findByText("Version 9 could not be loaded")).toBeTruthy();
  closeEditor();
  await inEditor(<InFront />, { search: { version: 2 }, readOnlyReason: "Your role is operator." });
  const copy = await screen.findByRole<HTMLButtonElement>("button", { name: "Copy into draft" });
  expect([copy.disabled, copy.title]).toEqual([true, "Your role is operator."]);
});
