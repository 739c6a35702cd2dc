import { notifications } from "@mantine/notifications";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import "../../../testing/browser-parts.ts";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { PublishSheet } from "./publish-sheet.tsx";
import { openPublishSheet, publishSheet, publishStateOf } from "./publish-store.ts";

afterEach(() => {
  notifications.clean();
  publishSheet.set({ scriptId: null, resolves: null });
  closeEditor();
});

type Publish = { note: string; revision: number; idempotencyKey: string };
async function sheet(answers: Answers, detail = aDetail({ draft: { source: "return 2" } })) {
  const wire = fakeWire({
    "versions.list": () => ({ items: [{ id: "ver_1", number: 1 }], next: null }),
    "drafts.editors": () => [],
    "versions.publish": () => ({ version: { number: 2 } }),
    ...answers,
  });
  const shown = await inEditor(<PublishSheet diagnostics={[]} />, { detail });
  act(() => openPublishSheet(shown.draft));
  const dialog = within(await screen.findByRole("dialog", { name: /^Publish acme/ }));
  const note = dialog.getByRole<HTMLTextAreaElement>("textbox", { name: /^Note/ });
  fireEvent.change(note, { target: { value: "Asks less" } });
  const button = await dialog.findByRole<HTMLButtonElement>("button", { name: /^Publish/ });
  await waitFor(() => expect(button.disabled).toBe(false));
  const publish = () => fireEvent.keyDown(note, { key: "Enter", ctrlKey: true });
  const sent = () => wire.sent("versions.publish") as Publish[];
  const [state] = [publishStateOf(shown.draft.scriptId)];
  return { ...shown, wire, dialog, note, button, publish, sent, state };
}
const alertOf = async (dialog: ReturnType<typeof within>) => (await dialog.findByRole("alert")).textContent;

test("Ctrl+Enter in the note publishes; a second one meanwhile does not, nor does Enter of an input method", async () => {
  let answer = () => {};
  const shown = await sheet({
    "versions.publish": () =>
      new Promise((resolve) => {
        answer = () => resolve({ version: { number: 2 } });
      }),
  });
  using _ = shown.wire;
  fireEvent.keyDown(shown.note, { key: "Enter", ctrlKey: true, isComposing: true });
  fireEvent.keyDown(shown.note, { key: "Enter" });
  expect(shown.sent()).toEqual([]);
  shown.publish();
  await waitFor(() => expect(shown.sent()).toHaveLength(1));
  shown.publish();
  await act(async () => {});
  expect(shown.sent()).toHaveLength(1);
  answer();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a lost answer keeps note and text, and the next try is the same publish", async () => {
  let lost = true;
  const shown = await sheet({
    "versions.publish": () => {
      if (lost) throw new TypeError("network");
      return { version: { number: 2 } };
    },
  });
  using _ = shown.wire;
  shown.publish();
  expect(await alertOf(shown.dialog)).toBe(
    "Nothing was published. The server cannot be reached. Your text is kept; publish again when the connection is back.",
  );
  expect(shown.note.value).toBe("Asks less");
  lost = false;
  shown.publish();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const [first, second] = shown.sent();
  expect(second).toEqual(first);
});

test("another version that is live by now is said as it is", async () => {
  const shown = await sheet({
    "versions.publish": () => {
      throw new Refusal("v1 is live now, and this publish was decided on while v2 was.", {
        fault: "conflict",
        details: { live: 1, expected: 2 },
      });
    },
  });
  using _ = shown.wire;
  shown.publish();
  expect(await alertOf(shown.dialog)).toBe(
    "Nothing was published. v1 is live now, and this publish was decided on while v2 was.",
  );
});

test("another text is another publish", async () => {
  let refused = true;
  const shown = await sheet({
    "versions.publish": () => {
      if (refused) throw new Refusal("Somebody published v2 just now.", { fault: "conflict" });
      return { version: { number: 3 } };
    },
    "drafts.save": ({ source }: { source: string }) => ({
      ok: true,
      item: aDetail().item,
      draft: { ...aDetail().draft, source, revision: 2 },
    }),
    "scripts.named": () => ({ items: [], modules: [] }),
  });
  using _ = shown.wire;
  shown.publish();
  expect(await alertOf(shown.dialog)).toBe(
    "Nothing was published. Somebody published v2 just now. Close this sheet to see both texts, then publish again.",
  );
  refused = false;
  act(() => shown.draft.model.setValue("return 3"));
  shown.publish();
  await waitFor(() => expect(shown.sent()).toHaveLength(2));
  const [first, second] = shown.sent();
  expect([first!.revision, second!.revision]).toEqual([1, 2]);
  expect(second!.idempotencyKey).not.toBe(first!.idempotencyKey);
});

test("what comes into the draft between the look and the publish stops it, and says so", async () => {
  const detail = aDetail({ draft: { source: "one\ntwo\nthree\n" } });
  const theirs = { ...detail.draft, source: "one\ntwo\nTHREE\n", revision: 2 };
  let saved = 0;
  const shown = await sheet(
    {
      "drafts.save": ({ source }: { source: string }) => {
        saved += 1;
        if (saved === 1)
          return { ok: false, conflict: { scriptId: detail.item.id, current: theirs }, savedBy: "Artur" };
        return { ok: true, item: detail.item, draft: { ...theirs, source, revision: 3 } };
      },
      "scripts.named": () => ({ items: [], modules: [] }),
    },
    detail,
  );
  using _ = shown.wire;
  act(() => shown.draft.model.setValue("ONE\ntwo\nthree\n"));
  shown.publish();
  expect(await alertOf(shown.dialog)).toBe(
    "Nothing was published. Somebody saved meanwhile, and both changes are in the draft now. Look at it, then publish again.",
  );
  expect(shown.draft.model.getValue()).toBe("ONE\ntwo\nTHREE\n");
  expect(shown.sent()).toEqual([]);
});

test("a draft in conflict is not published, and the way to both texts is said", async () => {
  const detail = aDetail({ draft: { source: "one\n" } });
  const shown = await sheet(
    {
      "drafts.save": () => ({
        ok: false,
        conflict: { scriptId: detail.item.id, current: { ...detail.draft, source: "theirs\n", revision: 2 } },
        savedBy: "Artur",
      }),
    },
    detail,
  );
  using _ = shown.wire;
  act(() => shown.draft.model.setValue("mine\n"));
  shown.publish();
  expect(await alertOf(shown.dialog)).toBe(
    "Nothing was published. Artur changed the same lines meanwhile. Close this sheet to see both texts.",
  );
  expect(shown.sent()).toEqual([]);
});

test("a full server is waited for, in words, and it is published by itself", async () => {
  let tries = 0;
  const shown = await sheet({
    "versions.publish": () => {
      tries += 1;
      if (tries === 1)
        throw new Refusal("Too much is under way.", {
          fault: "rate_limited",
          details: { retryAfterMs: 250, waitingBehind: 3 },
          retry: true,
        });
      return { version: { number: 2 } };
    },
  });
  using _ = shown.wire;
  shown.publish();
  await waitFor(() => expect(shown.state.get().state).toEqual({ status: "publishing", turn: { behind: 3 } }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(shown.sent().map(({ idempotencyKey }) => idempotencyKey)).toHaveLength(2);
  expect(new Set(shown.sent().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
});

test("what is live now leads to its versions, and back to what was live before, with a reason to be given", async () => {
  const shown = await sheet({});
  using _ = shown.wire;
  shown.publish();
  fireEvent.click(await screen.findByRole("button", { name: "Versions" }));
  expect(shown.address()).toEqual({ tab: "versions" });
  act(() => openPublishSheet(shown.draft));
  const again = within(await screen.findByRole("dialog", { name: /^Publish acme/ }));
  // The note was published with its version: it does not wait for the next one.
  expect(again.getByRole<HTMLTextAreaElement>("textbox", { name: /^Note/ }).value).toBe("");
});

test("a first version has nothing to go back to; a failed try is forgotten with its sheet, its note is not", async () => {
  const never = { liveVersion: null, liveVersionId: null, status: "never-published", liveLayer: null };
  const detail = aDetail({ item: never, live: null });
  let refused = true;
  const shown = await sheet(
    {
      "versions.list": () => ({ items: [], next: null }),
      "versions.publish": () => {
        if (refused) throw new Refusal("Not now.", { fault: "internal" });
        return { version: { number: 1 } };
      },
    },
    detail,
  );
  using _ = shown.wire;
  expect(shown.dialog.getByText(/^First version:/)).toBeTruthy();
  expect(shown.button.textContent).toContain("Publish v1 to acme / login");
  shown.publish();
  expect(await alertOf(shown.dialog)).toContain("Not now.");
  fireEvent.click(shown.dialog.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(shown.state.get().state).toEqual({ status: "idle" });
  act(() => openPublishSheet(shown.draft));
  const again = within(await screen.findByRole("dialog", { name: /^Publish acme/ }));
  const note = again.getByRole<HTMLTextAreaElement>("textbox", { name: /^Note/ });
  expect(note.value).toBe("Asks less");
  refused = false;
  await waitFor(() =>
    expect(again.getByRole<HTMLButtonElement>("button", { name: /^Publish v1/ }).disabled).toBe(false),
  );
  fireEvent.keyDown(note, { key: "Enter", ctrlKey: true });
  expect(await screen.findByText(/is live$/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Roll back to/ })).toBeNull();
});

test("while the versions are not known no number is made up", async () => {
  const shown = await sheet({
    "versions.list": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  using _ = shown.wire;
  expect(shown.button.textContent).toMatch(/^Publish to acme \/ login/);
});
