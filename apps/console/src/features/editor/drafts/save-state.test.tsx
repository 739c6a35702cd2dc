import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { EditorContext, useEditorScope, useScriptScope } from "../editor-context.ts";
import { SaveState } from "../header/save-state.tsx";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { ConflictBanner } from "./conflict-banner.tsx";
import { ConflictView } from "./conflict-view.tsx";
import { LostTexts } from "./lost-texts.tsx";
import { SaveBanner } from "./save-banner.tsx";
import { useDraftState } from "./use-draft.ts";

afterEach(closeEditor);

/** What the header and the banner say of one draft. */
function Said() {
  const { draft } = useScriptScope();
  const { conflict } = useDraftState(draft);
  const [deciding, setDeciding] = useState(false);
  return (
    <>
      <SaveState draft={draft} />
      <SaveBanner draft={draft} />
      <ConflictBanner draft={draft} onDecide={() => setDeciding(true)} />
      {conflict && deciding && <ConflictView {...conflict} onWriteOn={() => setDeciding(false)} />}
      <LostTexts opened={false} onClose={() => {}} />
    </>
  );
}
const state = () => screen.getAllByRole("status")[0]?.textContent;
const saves = (save: (input: { source: string }) => unknown): Answers => ({
  "drafts.save": save as never,
  "scripts.named": () => ({ items: [], modules: [] }),
});
const typed = (
  draft: { model: { setValue: (text: string) => void }; session: { flush: () => void } },
  text: string,
) =>
  act(async () => {
    draft.model.setValue(text);
    draft.session.flush();
  });

/** The editor in a realm that is archived, until somebody takes it back. */
function SaidInClosed() {
  const scope = useEditorScope();
  const [runBlocked, setRunBlocked] = useState<string | null>("The realm is archived.");
  return (
    <EditorContext value={{ ...scope, runBlocked }}>
      <Said />
      <button type="button" onClick={() => setRunBlocked(null)}>
        Take back
      </button>
    </EditorContext>
  );
}

test("what a closed realm refused is saved by itself when the realm is taken back", async () => {
  const detail = aDetail();
  let closed = true;
  using wire = fakeWire(
    saves(({ source }) => {
      if (closed) throw new Refusal("The realm is archived.", { fault: "realm_closed" });
      return { ok: true, item: detail.item, draft: { ...detail.draft, source, revision: 2 } };
    }),
  );
  const { draft } = await inEditor(<SaidInClosed />, { detail });
  await typed(draft, "return 2");
  await screen.findByText("Your changes are not saved.");
  closed = false;
  fireEvent.click(screen.getByText("Take back"));
  await waitFor(() => expect(state()).toBe("Saved"));
  expect(wire.sent("drafts.save").at(-1)).toMatchObject({ source: "return 2" });
  expect(screen.queryByText("Your changes are not saved.")).toBeNull();
});

test("saving, then saved", async () => {
  const detail = aDetail();
  let arrive = () => {};
  using _ = fakeWire(
    saves(
      ({ source }) =>
        new Promise((resolve) => {
          arrive = () =>
            resolve({ ok: true, item: detail.item, draft: { ...detail.draft, source, revision: 2 } });
        }),
    ),
  );
  const { draft } = await inEditor(<Said />, { detail });
  expect(state()).toBe("Saved");
  await typed(draft, "return 2");
  expect(state()).toBe("Saving…");
  await waitFor(() => expect(_.sent("drafts.save")).toHaveLength(1));
  arrive();
  await waitFor(() => expect(state()).toBe("Saved"));
});

test("a refusal is loud, says why and that the text is kept, and is tried again when told to", async () => {
  const detail = aDetail();
  let refused = true;
  using wire = fakeWire(
    saves(({ source }) => {
      if (refused) throw new Refusal("The text is too large. 256 KB at most.", { fault: "bad_request" });
      return { ok: true, item: detail.item, draft: { ...detail.draft, source, revision: 2 } };
    }),
  );
  const { draft } = await inEditor(<Said />, { detail });
  await typed(draft, "return 2");
  expect(await screen.findByText("Your changes are not saved.")).toBeTruthy();
  expect(state()).toContain("Not saved (the text is too large)");
  expect(screen.getByText(/Your text is kept in this browser/)).toBeTruthy();
  refused = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(state()).toBe("Saved"));
  expect(wire.sent("drafts.save")).toHaveLength(2);
});

test("the same lines changed by two: each place is decided, and what it leaves is kept as lost", async () => {
  const detail = aDetail({ draft: { source: "one\n" } });
  const theirs = { ...detail.draft, source: "theirs\n", revision: 2 };
  let saved = "";
  let first = true;
  using _ = fakeWire(
    saves(({ source }) => {
      if (first) {
        first = false;
        return { ok: false, conflict: { scriptId: detail.item.id, current: theirs }, savedBy: "Artur" };
      }
      saved = source;
      return { ok: true, item: detail.item, draft: { ...theirs, source, revision: 3 } };
    }),
  );
  const { draft } = await inEditor(<Said />, { detail });
  await typed(draft, "mine\n");
  expect((await screen.findByRole("alert")).textContent).toContain(
    "Artur changed the same lines. Nothing was overwritten. Your text is kept in this browser.",
  );
  expect(state()).toBe("Not saved");
  fireEvent.click(screen.getByRole("button", { name: "Decide…" }));
  expect(await screen.findByRole("heading", { name: /^Artur saved first/ })).toBeTruthy();
  fireEvent.click(screen.getByRole("radio", { name: "Artur’s" }));
  fireEvent.click(screen.getByRole("button", { name: "Save this text" }));
  await waitFor(() => expect(state()).toBe("Saved"));
  // Theirs is what the server has: there is nothing to send.
  expect(saved).toBe("");
  expect(draft.model.getValue()).toBe("theirs\n");
  expect(draft.kept.asides(draft.scriptId).map(({ source }) => source)).toEqual(["mine\n"]);
});

test("without a lost text that is said, where one would be found", async () => {
  using _ = fakeWire({ "drafts.lost": () => [] });
  await inEditor(<LostTexts opened onClose={() => {}} />);
  expect(await screen.findByText("No lost texts")).toBeTruthy();
});
