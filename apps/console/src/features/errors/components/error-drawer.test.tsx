import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { aDetail, aGroup, anEntry, errorsWire } from "../testing/errors-wire.ts";
import { useTriage } from "../triage/use-triage.tsx";
import { ErrorDrawer } from "./error-drawer.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

function Drawer() {
  const triage = useTriage();
  return (
    <>
      <ErrorDrawer id="erg_1" triage={triage} muting={false} onMuting={vi.fn()} onClose={vi.fn()} />
      <ConfirmHost />
    </>
  );
}

const activity = () => screen.findByRole("region", { name: "Activity" });

test("the drawer says who brought it and why, and leads to the roll-back", async () => {
  using _ = errorsWire([aGroup(1)]);
  await show(<Drawer />);
  const began = (await screen.findByText("Began with")).nextElementSibling!;
  expect(began.textContent).toContain("v3 by Ada");
  expect(began.textContent).toContain("“Break it”");
  const link = await screen.findByRole("link", { name: "Roll back login/risk-check to v2…" });
  expect(link.getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk-check?tab=versions&rollback=2&error=erg_1",
  );
});

test("an operator sees the way back, and that authors go it", async () => {
  const detail = aDetail();
  using _ = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "operator", name: "Ota", email: "o@example.org" }),
    "errors.get": () => detail,
    "errors.activity": () => [],
  });
  await show(<Drawer />);
  const button = await screen.findByRole("button", { name: "Roll back login/risk-check to v2…" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(screen.queryByRole("link", { name: /Roll back/ })).toBeNull();
});

test("what was rolled back says so, and offers it no more", async () => {
  const rolledBack = { version: 2, note: "it throws", authorName: "Ada", at: 5_000 };
  using _ = errorsWire([], aDetail({ liveVersion: 2, wayBack: null, rolledBack: rolledBack as never }), [
    {
      id: "pub_1",
      kind: "rolled-back",
      at: 5_000,
      version: 2,
      text: "it throws",
      userId: null,
      userName: "Ada",
    },
  ]);
  await show(<Drawer />);
  expect((await screen.findByText("Rolled back")).nextElementSibling!.textContent).toContain("to v2 by Ada");
  expect(screen.getByText("v2, which is live, is from before it.")).toBeTruthy();
  expect((await activity()).textContent).toContain("Ada rolled the script back to v2");
  expect(screen.queryByText(/Roll back login/)).toBeNull();
});

test("a muted one says until when and by whom; it is unmuted from here", async () => {
  const muted = { status: "muted" as const, statusByName: "Artur", mutedUntilCount: 6 };
  using wire = errorsWire([], aDetail(muted));
  await show(<Drawer />);
  expect(
    await screen.findByText("Muted by Artur until it happens 2 more times. It does not count until then."),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Unmute" }));
  await waitFor(() =>
    expect(wire.sent("errors.act")).toEqual([{ realm: "acme", ids: ["erg_1"], act: { kind: "reopen" } }]),
  );
});

test("the activity is one list of what was said and done; hostile text is text", async () => {
  const hostile = "<img src=x onerror=alert(1)>\n\u202e [link](javascript:alert(1))";
  using _ = errorsWire([], aDetail(), [
    anEntry({ id: "eac_1", kind: "muted", times: 3 }),
    anEntry({ id: "eac_2", text: hostile }),
    anEntry({ id: "eac_3", kind: "unmuted", userId: null, userName: null }),
    anEntry({ id: "eac_4", kind: "resolved", version: 4 }),
    anEntry({ id: "eac_5", kind: "returned", version: 5, userId: null, userName: null }),
  ]);
  await show(<Drawer />);
  const list = await within(await activity()).findByRole("list");
  expect([...list.children].map((entry) => entry.textContent)).toEqual([
    expect.stringContaining("Artur muted it until it happens 3 more times"),
    expect.stringContaining(hostile),
    expect.stringContaining("It happened as often as it was muted for: open again"),
    expect.stringContaining("Artur resolved it in v4"),
    expect.stringContaining("It happened again in v5: open again"),
  ]);
  expect(list.querySelector("img, a")).toBeNull();
  expect(screen.queryByRole("button", { name: "Edit the comment" })).toBeNull();
});

test("a comment is written by the keyboard, and kept until it was sent", async () => {
  using wire = errorsWire([]);
  await show(<Drawer />);
  const field = await screen.findByRole("textbox", { name: "Comment" });
  fireEvent.keyDown(document.body, { key: "c", code: "KeyC" });
  expect(document.activeElement).toBe(field);
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  expect(await screen.findByText("Write what others should know.")).toBeTruthy();
  fireEvent.change(field, { target: { value: " known since v3 " } });
  cleanup();
  await show(<Drawer />);
  const again = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Comment" });
  expect(again.value).toBe(" known since v3 ");
  fireEvent.keyDown(again, { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(wire.sent("errors.comment")).toEqual([{ id: "erg_1", text: "known since v3" }]));
  expect(await screen.findByRole("article", { name: "Comment by Ada" })).toBeTruthy();
  await waitFor(() => expect(again.value).toBe(""));
});

test("one's own comment is changed, and removed after a question", async () => {
  const mine = anEntry({ id: "eac_1", userId: "usr_1", userName: "Ada", mine: true, text: "typo" });
  using wire = errorsWire([], aDetail(), [mine]);
  await show(<Drawer />);
  fireEvent.click(await screen.findByRole("button", { name: "Edit the comment" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Your comment" }), { target: { value: "no typo" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("no typo")).toBeTruthy();
  expect(await screen.findByText("edited")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Remove the comment" }));
  const dialog = await screen.findByRole("dialog", { name: "Remove your comment?" });
  fireEvent.click(dialog.querySelector("[data-autofocus]") as Element);
  await waitFor(() => expect(wire.sent("errors.removeComment")).toEqual([{ commentId: "eac_1" }]));
  await waitFor(() => expect(screen.queryByText("no typo")).toBeNull());
});

test("a refused comment says why and keeps the text", async () => {
  using _ = fakeWire({
    "errors.get": () => aDetail(),
    "errors.activity": () => [],
    "errors.comment": () => {
      throw new Refusal("This error has 200 comments, which is the most.", { fault: "too_large" });
    },
  });
  await show(<Drawer />);
  const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Comment" });
  fireEvent.change(field, { target: { value: "one more" } });
  fireEvent.click(screen.getByRole("button", { name: "Comment" }));
  expect(await screen.findByText("This error has 200 comments, which is the most.")).toBeTruthy();
  expect(field.value).toBe("one more");
});

test("a group that is gone, and an activity that cannot be read, say so", async () => {
  {
    using _ = fakeWire({});
    await show(<Drawer />);
    expect(await screen.findByText(/There is no answer for errors.get/)).toBeTruthy();
    cleanup();
  }
  using _ = fakeWire({ "errors.get": () => aDetail() });
  await show(<Drawer />);
  expect(await screen.findByText(/There is no answer for errors.activity/)).toBeTruthy();
  expect(await screen.findByText("Began with")).toBeTruthy();
});
