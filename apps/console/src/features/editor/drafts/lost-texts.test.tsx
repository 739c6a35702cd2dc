import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../../../testing/browser-parts.ts";
import { textCalled } from "../../../testing/editors.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { LostTexts } from "./lost-texts.tsx";
import { openDraft } from "./open-drafts.ts";

afterEach(closeEditor);

const lost = (id: string, source: string, at: number) => ({ id, source, at });
const saves: Answers = { "drafts.save": () => new Promise(() => {}) };
async function open(answers: Answers, options: Parameters<typeof inEditor>[1] = {}) {
  const wire = fakeWire({ ...saves, ...answers });
  const onClose = vi.fn();
  const shown = await inEditor(<LostTexts opened onClose={onClose} />, options);
  return {
    ...shown,
    wire,
    onClose,
    dialog: within(await screen.findByRole("dialog", { name: "Lost texts" })),
  };
}
test("texts from everywhere are listed newest first with where they come from; the chosen one is compared", async () => {
  const detail = aDetail();
  await openDraft("acme", "usr_ada", detail);
  // A tab that is open too, and could not save yet.
  const entry = { source: "of another tab", baseRevision: 1, unacked: [], at: 2_000 };
  localStorage.setItem(`scriptyard.draft/usr_ada/${detail.item.id}/tab-b`, JSON.stringify(entry));
  const { wire, dialog } = await open(
    { "drafts.lost": () => [lost("a", "refused early", 1_000), lost("b", "refused late", 3_000)] },
    { detail },
  );
  using _ = wire;
  const list = () => within(dialog.getByRole("list", { name: "Lost texts" })).getAllByRole("button");
  await waitFor(() => expect(list().map((one) => one.textContent)).toHaveLength(3));
  expect(list().map((one) => one.textContent)).toEqual([
    expect.stringContaining("refused by the server"),
    expect.stringContaining("unsaved, another tab"),
    expect.stringContaining("refused by the server"),
  ]);
  expect(list().map((one) => one.getAttribute("aria-pressed"))).toEqual(["true", "false", "false"]);
  expect(textCalled("Lost text")).toBe("refused late");
  fireEvent.click(list()[2]!);
  expect(textCalled("Lost text")).toBe("refused early");
  expect(textCalled("Draft")).toBe("return 1");
});

test("a text that is put back leaves the one that was there among the lost ones", async () => {
  const { wire, dialog, draft, onClose } = await open({
    "drafts.lost": () => [lost("a", "return 'back'", 1_000)],
  });
  using _ = wire;
  fireEvent.click(await dialog.findByRole("button", { name: "Put into the draft" }));
  expect(draft.model.getValue()).toBe("return 'back'");
  expect(draft.kept.asides(draft.scriptId).map(({ source }) => source)).toEqual(["return 1"]);
  expect(onClose).toHaveBeenCalledOnce();
});

test("who may only read compares, and puts nothing back", async () => {
  const { wire, dialog } = await open(
    { "drafts.lost": () => [lost("a", "return 'back'", 1_000)] },
    { readOnlyReason: "Your role is operator." },
  );
  using _ = wire;
  expect(
    (await dialog.findByRole<HTMLButtonElement>("button", { name: "Put into the draft" })).disabled,
  ).toBe(true);
});

test("while the server is asked, and when it does not say, nobody is told that nothing was lost", async () => {
  let answer: () => unknown = () => new Promise(() => {});
  const { wire, dialog } = await open({ "drafts.lost": () => answer() });
  using _ = wire;
  expect(dialog.queryByText("No lost texts")).toBeNull();
  closeEditor();
  answer = () => {
    throw new Refusal("The database is away.", { fault: "internal" });
  };
  const again = await open({ "drafts.lost": () => answer() });
  using _again = again.wire;
  expect(await again.dialog.findByText("The database is away.")).toBeTruthy();
  expect(again.dialog.queryByText("No lost texts")).toBeNull();
  answer = () => [lost("a", "return 'back'", 1_000)];
  fireEvent.click(again.dialog.getByRole("button", { name: "Try again" }));
  expect(await again.dialog.findByRole("button", { name: "Put into the draft" })).toBeTruthy();
});

test("what this browser kept is there although the server does not answer", async () => {
  const { wire, dialog, draft } = await open({
    "drafts.lost": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  using _ = wire;
  draft.kept.setAside(draft.scriptId, "left behind");
  fireEvent.click(await dialog.findByRole("button", { name: "Try again" }));
  await dialog.findByRole("list", { name: "Lost texts" });
  expect(dialog.getByText("left behind here")).toBeTruthy();
  expect(await dialog.findByText("The database is away.")).toBeTruthy();
});
