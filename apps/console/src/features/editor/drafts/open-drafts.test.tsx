import { afterEach, expect, test, vi } from "vitest";
import { fakeWire } from "../../../testing/wire.ts";
import { aDetail, closeEditor } from "../testing/in-editor.tsx";
import { actOnDraft } from "./act-on-draft.ts";
import { closeDraft, draftOpenNow, openDraft, openDrafts } from "./open-drafts.ts";

afterEach(closeEditor);

/** A server with one draft: a save over an older revision is refused, with what is there. */
function server(detail = aDetail()) {
  let now = detail.draft;
  const wire = fakeWire({
    "drafts.save": ({ source, baseRevision }: { source: string; baseRevision: number }) => {
      if (baseRevision !== now.revision)
        return { ok: false, conflict: { scriptId: now.scriptId, current: now, yours: {} }, savedBy: "Artur" };
      now = { ...now, source, revision: now.revision + 1 };
      return { ok: true, item: detail.item, draft: now };
    },
    "scripts.get": () => ({ ...detail, draft: now, draftBy: "Artur" }),
    "scripts.named": () => ({ items: [], modules: [] }),
  });
  return {
    detail,
    wire,
    draft: () => now,
    /** Somebody else saves. */
    change(source: string) {
      now = { ...now, source, revision: now.revision + 1 };
      return now.revision;
    },
  };
}

/** The editor and what is saved, compared, run and shown beside it must be one text at any time. */
function expectOneText(draft: Awaited<ReturnType<typeof openDraft>>, text: string) {
  expect([draft.model.getValue(), draft.session.state().text]).toEqual([text, text]);
}

test("typing, a colleague's save, a merge, an act and its undo: the editor and the session hold one text", async () => {
  const there = server(aDetail({ draft: { source: "one\ntwo\nthree\nfour\n" } }));
  using _ = there.wire;
  const draft = await openDraft("acme", "usr_ada", there.detail);
  expectOneText(draft, "one\ntwo\nthree\nfour\n");

  draft.model.setValue("ONE\ntwo\nthree\nfour\n");
  expectOneText(draft, "ONE\ntwo\nthree\nfour\n");
  draft.session.flush();
  await vi.waitFor(() => expect(there.draft().source).toBe("ONE\ntwo\nthree\nfour\n"));

  // A clean editor follows.
  await vi.waitFor(() => expect(draft.session.state().inFlight).toBeNull());
  draft.session.hear(there.change("ONE\ntwo\nthree\nFOUR\n"));
  await vi.waitFor(() => expectOneText(draft, "ONE\ntwo\nthree\nFOUR\n"));

  // A dirty one merges.
  draft.model.setValue("one again\ntwo\nthree\nFOUR\n");
  draft.session.hear(there.change("ONE\ntwo\nthree\nfour again\n"));
  await vi.waitFor(() => expectOneText(draft, "one again\ntwo\nthree\nfour again\n"));

  actOnDraft(draft, "live\r\ntext\n", { kind: "discard", version: 1 });
  expectOneText(draft, "live\ntext\n");
  await (draft.model as unknown as { undo: () => Promise<void> }).undo();
  expectOneText(draft, "one again\ntwo\nthree\nfour again\n");
});

test("the same lines wait for a decision, and what is decided is one text too", async () => {
  const there = server(aDetail({ draft: { source: "one\n" } }));
  using _ = there.wire;
  const draft = await openDraft("acme", "usr_ada", there.detail);
  draft.model.setValue("mine\n");
  there.change("theirs\n");
  draft.session.flush();
  await vi.waitFor(() => expect(draft.session.state().conflict?.theirs.source).toBe("theirs\n"));
  expectOneText(draft, "mine\n");
  expect(there.draft().source).toBe("theirs\n");
  draft.session.resolve("both\n");
  expectOneText(draft, "both\n");
  await vi.waitFor(() => expect(there.draft().source).toBe("both\n"));
});

test("a text with another system's line ends is not changed before anybody typed", async () => {
  const there = server(aDetail({ draft: { source: "one\r\ntwo\r\n" } }));
  using _ = there.wire;
  const draft = await openDraft("acme", "usr_ada", there.detail);
  expectOneText(draft, "one\ntwo\n");
  draft.session.flush();
  expect(there.wire.sent("drafts.save")).toEqual([]);
});

test("a script that is open already is not opened twice, and one that was removed is forgotten", async () => {
  const there = server();
  using _ = there.wire;
  const [draft, again] = await Promise.all([
    openDraft("acme", "usr_ada", there.detail),
    openDraft("acme", "usr_ada", there.detail),
  ]);
  expect(again).toBe(draft);
  expect(openDrafts().includes(draft)).toBe(true);
  expect(draftOpenNow("usr_ada", draft.scriptId)).toBe(draft);
  closeDraft(draft.scriptId);
  expect(openDrafts().includes(draft)).toBe(false);
  expect(draftOpenNow("usr_ada", draft.scriptId)).toBeNull();
  expect(draft.model.isDisposed()).toBe(true);
});
