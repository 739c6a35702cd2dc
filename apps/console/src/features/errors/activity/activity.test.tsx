import { errorTriage } from "@scriptyard/model";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { anEntry } from "../testing/errors-wire.ts";
import { ActivityList } from "./activity-list.tsx";
import { type Entry, entryWords } from "./activity-words.ts";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const mine = (text: string) => anEntry({ id: "eac_1", userId: "usr_1", userName: "Ada", mine: true, text });
const open = (answers: Answers) => {
  const wire = fakeWire(answers);
  return { wire, shown: show(<ActivityAndQuestions />) };
};
function ActivityAndQuestions() {
  return (
    <>
      <ActivityList id="erg_1" />
      <ConfirmHost />
    </>
  );
}
const refuse = (message: string, fault?: string) => () => {
  throw new Refusal(message, fault === undefined ? {} : { fault });
};
const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Comment" });
const type = (box: HTMLElement, value: string) => fireEvent.change(box, { target: { value } });

test("while it is on its way nothing is claimed; empty says what will be here; what fails is asked for again", async () => {
  let answer: () => unknown = () => new Promise(() => {});
  {
    using _ = open({ "errors.activity": () => answer() }).wire;
    expect(await field()).toBeTruthy();
    expect(screen.queryByText(/Nothing yet/)).toBeNull();
    cleanup();
    answer = () => [];
    await show(<ActivityAndQuestions />);
  }
  cleanup();
  answer = refuse("The database is away.", "internal");
  using _ = fakeWire({ "errors.activity": () => answer() });
  await show(<ActivityAndQuestions />);
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  // One can say something all the same.
  expect((await field()).disabled).toBe(false);
  answer = () => [];
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/^Nothing yet\. Comments, resolving/)).toBeTruthy();
});

test("a comment is no longer than the server takes, is not sent twice, and its words stand at the field", async () => {
  let answer: (message: string) => void = () => {};
  const { wire } = open({
    "errors.activity": () => [],
    "errors.comment": () =>
      new Promise((_, reject) => {
        answer = (message) => reject(Refusal.of([{ path: "text", message }]));
      }),
  });
  using _ = wire;
  const box = await field();
  expect(box.maxLength).toBe(errorTriage.commentLength);
  expect(screen.queryByRole("button", { name: "Comment" })).toBeNull();
  type(box, "   ");
  fireEvent.click(screen.getByRole("button", { name: "Comment" }));
  expect(await screen.findByText("Write what others should know.")).toBeTruthy();
  expect(document.activeElement).toBe(box);
  type(box, "known");
  fireEvent.click(screen.getByRole("button", { name: "Comment" }));
  await waitFor(() => expect(wire.sent("errors.comment")).toHaveLength(1));
  fireEvent.click(screen.getByRole("button", { name: "Comment" }));
  answer("holds characters that do not show");
  const problem = await screen.findByText("Holds characters that do not show.");
  expect(box.getAttribute("aria-describedby")).toContain(problem.id);
  expect(wire.sent("errors.comment")).toHaveLength(1);
  expect(box.value).toBe("known");
});

test("c goes to the field, Escape leaves the field and not what it stands in", async () => {
  using _ = open({ "errors.activity": () => [] }).wire;
  const box = await field();
  fireEvent.keyDown(document.body, { key: "c", code: "KeyC" });
  expect(document.activeElement).toBe(box);
  type(box, "half");
  expect(fireEvent.keyDown(box, { key: "Escape" })).toBe(false);
  expect(document.activeElement).not.toBe(box);
  expect(box.value).toBe("half");
});

test("an edit that is left by Escape or Cancel changes nothing; one that is empty or refused says so and stays", async () => {
  const { wire } = open({
    "errors.activity": () => [mine("typo")],
    "errors.editComment": refuse("Comments of another day stay as they are.", "forbidden"),
  });
  using _ = wire;
  const edit = async () => {
    fireEvent.click(await screen.findByRole("button", { name: "Edit the comment" }));
    return screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Your comment" });
  };
  type(await edit(), "other");
  expect(fireEvent.keyDown(screen.getByRole("textbox", { name: "Your comment" }), { key: "Escape" })).toBe(
    false,
  );
  expect(await screen.findByText("typo")).toBeTruthy();
  let box = await edit();
  expect(box.value).toBe("typo");
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  box = await edit();
  type(box, " ");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Write what others should know.")).toBeTruthy();
  expect(wire.sent("errors.editComment")).toEqual([]);
  type(box, "no typo");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Comments of another day stay as they are.")).toBeTruthy();
  expect(box.value).toBe("no typo");
});

test("a comment that was not removed is still there, and says why; a question that is left removes nothing", async () => {
  const { wire } = open({
    "errors.activity": () => [mine("typo")],
    "errors.removeComment": refuse("Somebody removed it before."),
  });
  using _ = wire;
  const ask = async () => {
    fireEvent.click(await screen.findByRole("button", { name: "Remove the comment" }));
    return within(await screen.findByRole("dialog", { name: "Remove your comment?" }));
  };
  fireEvent.click((await ask()).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(wire.sent("errors.removeComment")).toEqual([]);
  fireEvent.click((await ask()).getByRole("button", { name: "Remove the comment" }));
  expect(await screen.findByText("Somebody removed it before.")).toBeTruthy();
  expect(screen.getByText("typo")).toBeTruthy();
});

test("every kind of entry has its words, and none of them an empty place", () => {
  const entry = (change: Partial<Entry>) => anEntry({ id: "eac_1", ...change } as never);
  const words = [
    entry({ kind: "resolved" }),
    entry({ kind: "reopened" }),
    entry({ kind: "muted", times: 1 } as never),
    entry({ kind: "muted", until: 1_795_000_000_000 } as never),
    entry({ kind: "returned" }),
    entry({ kind: "unmuted", until: 1 } as never),
    entry({ kind: "rolled-back", version: 3 } as never),
  ].map(entryWords);
  expect(words).toEqual([
    "resolved it",
    "reopened it",
    "muted it until it happens once more",
    expect.stringMatching(/^muted it until \w{3},? \d+ \w+, \d\d:\d\d$/),
    "It happened again: open again",
    "The time it was muted for passed: open again",
    "rolled the script back to v3",
  ]);
});
