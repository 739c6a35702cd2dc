import { notifications } from "@mantine/notifications";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import type { DraftStateRow } from "../server/types.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { DraftHistory } from "./draft-history.tsx";
import { useDiscard } from "./use-discard.tsx";

afterEach(() => {
  notifications.clean();
  closeEditor();
});

const state = (revision: number, change: Partial<DraftStateRow> = {}): DraftStateRow => ({
  scriptId: "scr_1",
  revision,
  kind: "save",
  origin: null,
  publishedVersion: null,
  userId: "usr_artur",
  userName: "Artur",
  beganAt: 0,
  at: revision * 1_000,
  bytes: 10,
  change: { added: 1, removed: 0 },
  ...change,
});
const refuse = (message: string) => () => {
  throw new Refusal(message, { fault: "internal" });
};
const history = (change: Answers = {}): Answers => ({
  "drafts.history": () => ({ items: [state(3), state(2)], next: null }),
  "drafts.state": ({ revision }: { revision: number }) => ({
    revision,
    source: `return 'r${revision}'`,
    at: 0,
  }),
  "drafts.save": ({ source }: { source: string }) => ({
    ok: true,
    item: aDetail().item,
    draft: { ...aDetail().draft, source, revision: 9 },
  }),
  "scripts.named": () => ({ items: [], modules: [] }),
  ...change,
});
const list = () => screen.findByRole("list", { name: "Draft history, newest first" });
async function choose(item: string) {
  fireEvent.click(within(await list()).getAllByRole("button", { name: /by Artur$/ })[0]!);
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
}

test("an earlier state is compared by its address, or becomes the draft by a save that says so", async () => {
  using wire = fakeWire(history());
  const { address, draft } = await inEditor(<DraftHistory />, { search: { version: 2, line: 4 } });
  await choose("Compare with the draft");
  expect(address()).toEqual({ compare: "r2...draft" });
  await choose("Restore this text");
  await waitFor(() => expect(draft.model.getValue()).toBe("return 'r2'"));
  expect(
    await screen.findByText(/^The draft is now the text as Artur left it\. Undo brings back/),
  ).toBeTruthy();
  expect(address()).toEqual({});
  await waitFor(() =>
    expect(wire.sent("drafts.save")).toMatchObject([
      { source: "return 'r2'", act: { kind: "restore", revision: 2 } },
    ]),
  );
  // What was there is not lost either.
  expect(draft.kept.asides(draft.scriptId).map(({ source }) => source)).toEqual(["return 1"]);
});

test("what was typed just now is saved before it is put away, so that the history has it", async () => {
  using wire = fakeWire(history());
  const { draft } = await inEditor(<DraftHistory />);
  await list();
  act(() => draft.model.setValue("typed"));
  await choose("Restore this text");
  await waitFor(() => expect(wire.sent("drafts.save").length).toBeGreaterThanOrEqual(2));
  const saves = wire.sent("drafts.save") as { source: string; act?: object }[];
  expect(saves.map(({ source, act: of }) => [source, of !== undefined])).toEqual([
    ["typed", false],
    ["return 'r2'", true],
  ]);
});

test("a state that cannot be read changes nothing, and says so", async () => {
  using _ = fakeWire(history({ "drafts.state": refuse("The history was thinned out.") }));
  const { draft } = await inEditor(<DraftHistory />);
  await choose("Restore this text");
  expect(await screen.findByText("It was not restored")).toBeTruthy();
  expect(screen.getByText("The history was thinned out.")).toBeTruthy();
  expect(draft.model.getValue()).toBe("return 1");
});

test("it folds; older states come when asked for, and those that do not come leave what is there", async () => {
  let away = true;
  using wire = fakeWire(
    history({
      "drafts.history": ({ cursor }: { cursor: number | null }) => {
        if (cursor === null) return { items: [state(3), state(2)], next: 2 };
        if (away) throw new Refusal("The database is away.", { fault: "internal" });
        return { items: [state(1, { kind: "start", change: null })], next: null };
      },
    }),
  );
  await inEditor(<DraftHistory />);
  await list();
  fireEvent.click(screen.getByRole("button", { name: "Show older" }));
  expect(await screen.findByText("Older states could not be loaded. Try again.")).toBeTruthy();
  expect(within(await list()).getAllByRole("listitem")).toHaveLength(2);
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Show older" }));
  expect(await screen.findByText("First text known")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show older" })).toBeNull();
  expect(wire.sent("drafts.history")).toMatchObject([{ cursor: null }, { cursor: 2 }, { cursor: 2 }]);
  fireEvent.click(screen.getByRole("button", { name: "Draft history", expanded: true }));
  expect(screen.queryByRole("list")).toBeNull();
  expect(screen.getByRole("button", { name: "Draft history", expanded: false })).toBeTruthy();
});

test("a history that does not come says so, and is asked for again", async () => {
  let answer: () => unknown = refuse("The database is away.");
  using _ = fakeWire(history({ "drafts.history": () => answer() }));
  await inEditor(<DraftHistory />);
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  answer = () => ({ items: [], next: null });
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/Nobody has changed this draft yet/)).toBeTruthy();
});

function Discard() {
  const discard = useDiscard();
  return (
    <button type="button" onClick={() => void discard()}>
      Discard
    </button>
  );
}
const changed = (change: object = {}) =>
  aDetail({
    item: { status: "live-with-changes", changedLines: 2, ...change },
    draft: { source: "return 'changed'" },
  });

test("a discard names whose changes go before it goes, and brings them back after it", async () => {
  using wire = fakeWire(
    history({ "drafts.editors": () => [{ userId: "usr_artur", userName: "Artur <b>", lines: 1 }] }),
  );
  const { draft } = await inEditor(<Discard />, { detail: changed() });
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  const question = within(await screen.findByRole("dialog", { name: "Go back to live v1?" }));
  expect(
    question.getByText(/2 changes, 1 by Artur <b>; they will be told\. Undo brings it back/),
  ).toBeTruthy();
  expect(draft.model.getValue()).toBe("return 'changed'");
  fireEvent.click(question.getByRole("button", { name: "Discard 2 changes" }));
  expect(draft.model.getValue()).toBe("return 1");
  await waitFor(() =>
    expect(wire.sent("drafts.save").at(-1)).toMatchObject({ act: { kind: "discard", version: 1 } }),
  );
  fireEvent.click(await screen.findByRole("button", { name: "Bring back 2 changes, 1 by Artur <b>" }));
  expect(draft.model.getValue()).toBe("return 'changed'");
  await waitFor(() => expect(wire.sent("drafts.save").at(-1)).toMatchObject({ source: "return 'changed'" }));
});

test("a library names who imports it; a server that cannot say whose edits they are does not stop the discard", async () => {
  using _ = fakeWire(
    history({
      "drafts.editors": refuse("away"),
      "references.usedBy": () => ({
        uses: [{ kind: "script", specifier: "login/risk", scriptId: "scr_2" }],
        more: 0,
      }),
    }),
  );
  const { draft } = await inEditor(<Discard />, { detail: changed({ hook: null }) });
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  const question = within(await screen.findByRole("dialog", { name: "Go back to live v1?" }));
  expect(question.getByText(/Used by login\/risk\./)).toBeTruthy();
  fireEvent.click(question.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(draft.model.getValue()).toBe("return 'changed'");
});
