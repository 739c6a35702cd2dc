import { notifications } from "@mantine/notifications";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { closeDraft, openDrafts } from "../drafts/open-drafts.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { RenameDialog } from "./rename-dialog.tsx";
import { type RenamePlan, renameRequest } from "./rename-store.ts";

const asked = {
  scriptId: "scr_1" as const,
  revision: 3,
  line: 1,
  column: 17,
  newName: "isRestDay",
};
const script = (n: number, over: Partial<RenamePlan["scripts"][number]> = {}) => ({
  scriptId: `scr_${n}` as const,
  specifier: `login/s${n}`,
  revision: 3,
  liveVersion: null,
  lines: [{ line: 2, before: "  isWeekend(1);", after: "  isRestDay(1);" }],
  digest: `of s${n}`,
  keepsName: false,
  openTo: [],
  lastSavedBy: null,
  ...over,
});
const plan: RenamePlan = {
  status: "ready",
  name: "isWeekend",
  newName: "isRestDay",
  place: { revision: 3, line: 1, column: 17, lineDigest: "line" },
  scripts: [script(1, { liveVersion: 2, openTo: ["Artur Author"] }), script(2, { keepsName: true })],
};
const scope = { route: { realm: "acme" }, userId: "usr_1", readOnlyReason: null } as unknown as EditorScope;
const open = () =>
  show(
    <EditorContext value={scope}>
      <RenameDialog />
    </EditorContext>,
  );
const drafts = [
  { scriptId: "scr_1", digest: "of s1" },
  { scriptId: "scr_2", digest: "of s2" },
];
const written = drafts.map(({ scriptId }) => ({ scriptId, revision: 4, before: 3 }));

beforeEach(() => {
  // What other tests have typed is saved before anything is planned.
  for (const { scriptId } of openDrafts()) closeDraft(scriptId);
  renameRequest.set({ shown: { asked, plan } });
});
afterEach(() => {
  notifications.clean();
  cleanup();
  renameRequest.set({ shown: null });
});

test("every line is shown before and after, who else is there, and what needs a publish", async () => {
  using _ = fakeWire({});
  await open();
  await screen.findByRole("dialog", { name: "Rename isWeekend to isRestDay" });
  expect(
    screen.getByText(
      /2 lines in 2 drafts\. Published versions stay as they are: 1 script of these has to be published/,
    ),
  ).toBeTruthy();
  const first = screen.getByRole("region", { name: "login/s1" });
  expect(first.textContent).toBe("login/s1Artur Author has it open2isWeekend(1);isRestDay(1);");
  expect(screen.getByText(/the import keeps the old one/)).toBeTruthy();
});

test("it is done as it was shown, says so with the way back, and the way back is one act", async () => {
  using wire = fakeWire({
    "references.rename": () => ({
      ok: true,
      drafts: written,
    }),
    "references.undoRename": () => ({ ok: true, drafts: [{ scriptId: "scr_1", revision: 5, before: 4 }] }),
  });
  await open();
  fireEvent.click(await screen.findByRole("button", { name: "Rename in 2 drafts" }));
  expect(await screen.findByText("isWeekend is isRestDay now")).toBeTruthy();
  expect(wire.sent("references.rename")).toEqual([{ ...asked, drafts }]);
  await waitFor(() => expect(renameRequest.get().shown).toBeNull());
  fireEvent.click(screen.getByRole("button", { name: "Undo in 2 drafts" }));
  await waitFor(() =>
    expect(wire.sent("references.undoRename")).toEqual([{ realm: "acme", drafts: written }]),
  );
  expect(await screen.findByText("1 draft as before.")).toBeTruthy();
});

test("who changed which draft is said, and one act shows the rename as it would be now", async () => {
  const now = { revision: 4, line: 2, column: 17, lineDigest: "line" };
  let moved = true;
  using wire = fakeWire({
    "references.rename": () =>
      moved
        ? {
            ok: false,
            changed: [{ specifier: "login/s2", by: { kind: "member", name: "Artur Author" } }],
            joined: ["login/s3"],
          }
        : { ok: true, drafts: written },
    "references.planRename": () => ({ ...plan, place: now, scripts: [script(1), script(2), script(3)] }),
  });
  await open();
  fireEvent.click(await screen.findByRole("button", { name: "Rename in 2 drafts" }));
  expect((await screen.findByRole("alert")).textContent).toContain(
    "Artur Author changed login/s2; login/s3 came to use the name meanwhile, so other lines would change",
  );
  expect(screen.queryByRole("button", { name: /^Rename in/ })).toBeNull();
  moved = false;
  fireEvent.click(screen.getByRole("button", { name: "Show it as it would be now" }));
  fireEvent.click(await screen.findByRole("button", { name: "Rename in 3 drafts" }));
  await waitFor(() => expect(renameRequest.get().shown).toBeNull());
  expect(wire.sent("references.rename").at(-1)).toMatchObject({ ...now, newName: "isRestDay" });
});

test("what was refused can be corrected in place: another name, looked at anew, and then done", async () => {
  let free = false;
  using wire = fakeWire({
    "references.rename": ({ newName }: { newName: string }) => {
      if (newName !== "isDayOff")
        throw new Refusal("`isRestDay` is a name in login/s1 already.", { fault: "conflict" });
      return { ok: true, drafts: written };
    },
    "references.planRename": ({ newName }: { newName: string }) =>
      free
        ? { ...plan, newName }
        : { status: "refused", message: `\`${newName}\` is a name in login/s2 already.` },
  });
  await open();
  fireEvent.click(await screen.findByRole("button", { name: "Rename in 2 drafts" }));
  expect((await screen.findByRole("alert")).textContent).toContain("is a name in login/s1 already");
  const name = screen.getByRole<HTMLInputElement>("textbox", { name: "New name" });
  expect(name.value).toBe("isRestDay");
  fireEvent.change(name, { target: { value: " isDayOff " } });
  const show = () => fireEvent.submit(name.closest("form")!);
  show();
  await waitFor(() =>
    expect(screen.getByRole("alert").textContent).toBe("`isDayOff` is a name in login/s2 already."),
  );
  free = true;
  show();
  await screen.findByRole("dialog", { name: "Rename isWeekend to isDayOff" });
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Rename in 2 drafts" }));
  await waitFor(() => expect(renameRequest.get().shown).toBeNull());
  expect(wire.sent("references.rename").at(-1)).toMatchObject({ newName: "isDayOff", drafts });
});

test("the same rename, refused as what it was, is shown anew under the same name", async () => {
  let moved = true;
  using _ = fakeWire({
    "references.rename": () => {
      throw new Refusal("Artur Author changed this line of login/s1 meanwhile.", { fault: "conflict" });
    },
    "references.planRename": () => {
      moved = false;
      return { ...plan };
    },
  });
  await open();
  fireEvent.click(await screen.findByRole("button", { name: "Rename in 2 drafts" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Artur Author changed this line");
  fireEvent.click(screen.getByRole("button", { name: "Show it as it would be now" }));
  expect(await screen.findByRole("button", { name: "Rename in 2 drafts" })).toBeTruthy();
  expect([moved, screen.queryByRole("alert")]).toEqual([false, null]);
});

test("what may go well the next time is tried again as it is shown", async () => {
  let away = true;
  using wire = fakeWire({
    "references.rename": () => {
      if (away) throw new TypeError("network");
      return { ok: true, drafts: written };
    },
  });
  await open();
  fireEvent.click(await screen.findByRole("button", { name: "Rename in 2 drafts" }));
  expect((await screen.findByRole("alert")).textContent).toContain("could not be reached");
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again in 2 drafts" }));
  await waitFor(() => expect(renameRequest.get().shown).toBeNull());
  expect(wire.sent("references.rename")).toEqual([
    { ...asked, drafts },
    { ...asked, drafts },
  ]);
});
