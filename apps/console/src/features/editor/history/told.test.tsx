import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { LastChange } from "../header/last-change.tsx";
import { OthersEdits } from "../publish/others-edits.tsx";
import {
  changesWithNames,
  type DraftEditor,
  discardWords,
  namesWithLines,
  othersOf,
} from "./others-edits.ts";
import { ToldLine } from "./told-line.tsx";
import type { Told } from "./told-store.ts";
import { toldByAct } from "./use-told.ts";

afterEach(cleanup);

const show = (node: ReactNode) => render(<MantineProvider>{node}</MantineProvider>);
const artur: DraftEditor = { userId: "usr_artur", userName: "Artur Author", lines: 3 };
const me: DraftEditor = { userId: "usr_me", userName: "Ada", lines: 1 };
const unknown: DraftEditor = { userId: null, userName: null, lines: null };

test("the publish sheet names the others' edits and asks for a tick; one's own need none", () => {
  const onTick = vi.fn();
  show(<OthersEdits others={othersOf([artur, me], "usr_me")} ticked={false} onTick={onTick} />);
  expect(screen.getByRole("region", { name: "Edits by others" }).textContent).toContain(
    "Contains edits by Artur Author (3 lines)",
  );
  fireEvent.click(screen.getByRole("checkbox"));
  expect(onTick).toHaveBeenCalledWith(true);
  cleanup();
  show(<OthersEdits others={othersOf([me], "usr_me")} ticked={false} onTick={onTick} />);
  expect(screen.queryByRole("checkbox")).toBeNull();
});

test("a discard names whose changes go before it, and whose come back after it", () => {
  expect(discardWords(1, "2 changes", [{ ...artur, lines: 1 }])).toMatch(
    /^The draft becomes the text of version 1 again\. 2 changes, 1 by Artur Author; they will be told\./,
  );
  expect(discardWords(1, "2 changes", [])).not.toMatch(/told/);
  expect(changesWithNames("9 changes", [artur, unknown])).toBe(
    "9 changes, 3 by Artur Author and some by somebody unknown",
  );
  expect(namesWithLines([artur, { ...me, lines: 1 }, unknown])).toBe(
    "Artur Author (3 lines), Ada (1 line) and somebody unknown",
  );
});

test("only those whose edits went are told, with the way back", () => {
  const act = { kind: "discard" as const, version: 1, by: "Ada", before: 7, of: ["usr_artur"] };
  expect(toldByAct({ act }, "usr_me")).toBeNull();
  expect(toldByAct({}, "usr_artur")).toBeNull();
  const told = toldByAct({ act }, "usr_artur")!;
  const acts = { onRestore: vi.fn(), onDismiss: vi.fn() };
  show(<ToldLine told={told} locked={false} {...acts} />);
  expect(screen.getByRole("status").textContent).toContain("Ada put the draft back to v1.");
  fireEvent.click(screen.getByRole("button", { name: "Restore my text" }));
  expect(acts.onRestore).toHaveBeenCalledWith(7);
  fireEvent.click(screen.getByRole("button", { name: "Got it" }));
  expect(acts.onDismiss).toHaveBeenCalled();
  cleanup();
  show(<ToldLine told={told} locked {...acts} />);
  expect(screen.queryByRole("button", { name: "Restore my text" })).toBeNull();
});

test("a publish with somebody's edits says so to them", () => {
  const told: Told = { kind: "published", by: "Ada", version: 4 };
  show(<ToldLine told={told} locked={false} onRestore={() => {}} onDismiss={() => {}} />);
  expect(screen.getByRole("status").textContent).toContain("Ada published v4 with your edits.");
});

test("the status says who changed the draft last", () => {
  const draft = { updatedAt: Date.now() - 120_000, revision: 3, updatedBy: "usr_artur" } as never;
  show(<LastChange detail={{ draft, draftBy: "Artur" }} userId="usr_me" />);
  expect(document.body.textContent).toMatch(/Changed by Artur, 2.min ago\./);
  cleanup();
  show(<LastChange detail={{ draft, draftBy: "Artur" }} userId="usr_artur" />);
  expect(document.body.textContent).toMatch(/Changed by you/);
});
