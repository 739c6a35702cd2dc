import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { DraftStateRow } from "../server/types.ts";
import { StateList } from "./state-list.tsx";
import { stateWords } from "./state-words.ts";

afterEach(cleanup);

const state = (over: Partial<DraftStateRow>): DraftStateRow => ({
  scriptId: "scr_1",
  revision: 1,
  kind: "save",
  origin: null,
  publishedVersion: null,
  userId: "usr_ann",
  userName: "Ann",
  beganAt: 1_000,
  at: 2_000,
  bytes: 10,
  change: { added: 3, removed: 1 },
  ...over,
});

const shown = (states: DraftStateRow[], over: Partial<Parameters<typeof StateList>[0]> = {}) => {
  const acts = { onCompare: vi.fn(), onRestore: vi.fn() };
  render(
    <MantineProvider>
      <StateList states={states} shown={undefined} userId="usr_bob" locked={false} {...acts} {...over} />
    </MantineProvider>,
  );
  return acts;
};

test("each state says who, how much and what happened; only earlier ones can be restored", async () => {
  const states = [
    state({ revision: 4, kind: "discard", origin: 2, userId: "usr_bob", userName: "Bob" }),
    state({ revision: 3, publishedVersion: 2 }),
    state({ revision: 1, kind: "start", userId: null, userName: null, change: null }),
  ];
  const { onRestore, onCompare } = shown(states);
  const rows = screen.getAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringMatching(/^You.*nowPut back to v2\+3 −1$/),
    expect.stringMatching(/^Ann.*published v2\+3 −1$/),
    expect.stringMatching(/^Scriptyard.*First text known$/),
  ]);
  expect(within(rows[0]!).queryByRole("button")).toBeNull();
  fireEvent.click(within(rows[1]!).getByRole("button", { name: /by Ann$/ }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Restore this text" }));
  expect(onRestore).toHaveBeenCalledWith(states[1]);
  expect(onCompare).not.toHaveBeenCalled();
});

test("who may not write compares only; a draft nobody changed says what will be here", async () => {
  const { onCompare } = shown([state({ revision: 2 }), state({ revision: 1 })], { locked: true });
  fireEvent.click(screen.getByRole("button", { name: /by Ann$/ }));
  expect((await screen.findByRole("menuitem", { name: "Restore this text" })).hasAttribute("disabled")).toBe(
    true,
  );
  fireEvent.click(await screen.findByText("Compare with the draft"));
  expect(onCompare).toHaveBeenCalledWith(1);
  cleanup();
  shown([]);
  expect(screen.getByText(/Nobody has changed this draft yet/)).toBeDefined();
});

test("a restore names the time of what it restored while that is known", () => {
  const restored = { kind: "restore", origin: 3 } as const;
  const words = (others: { revision: number; at: number }[]) =>
    stateWords(restored, others, (at) => `T${at}`);
  expect(words([{ revision: 3, at: 7 }])).toBe("Restored the text of T7");
  expect(words([])).toBe("Restored an earlier text");
});
