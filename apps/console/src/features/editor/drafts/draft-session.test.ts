import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDraftSession, type DraftPorts, type SaveAnswer } from "./draft-session.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup(answers: (SaveAnswer | Error)[], storageWorks = true) {
  const sent: [string, number][] = [];
  const kept: string[] = [];
  const ports: DraftPorts = {
    async save(source, baseRevision) {
      sent.push([source, baseRevision]);
      const answer = answers.shift() ?? { ok: true as const, revision: baseRevision + 1 };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    load: async () => ({ revision: 9, source: "theirs" }),
    problemOf: (error) => ({ kind: "offline", message: String(error), retry: true }),
    keep: ({ source }) => {
      kept.push(source);
      return storageWorks;
    },
    forget: () => void kept.push("(forgotten)"),
    replace: () => {},
  };
  const session = createDraftSession({
    scriptId: "scr_1",
    draft: { revision: 1, source: "start" },
    kept: null,
    ports,
  });
  return { session, sent, kept };
}

test("keeps every keystroke at once and saves after a pause", async () => {
  const { session, sent, kept } = setup([]);
  session.edit("a");
  session.edit("ab");
  expect(kept).toEqual(["a", "ab"]);
  await vi.advanceTimersByTimeAsync(599);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([["ab", 1]]);
  expect(session.state().base).toEqual({ revision: 2, source: "ab" });
  expect(kept.at(-1)).toBe("(forgotten)");
});

test("typing without a pause is saved too", async () => {
  const { session, sent } = setup([]);
  for (let i = 0; i < 20; i++) {
    session.edit("x".repeat(i + 1));
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(sent.length).toBeGreaterThanOrEqual(1);
});

test("a lost connection is retried with growing pauses until it works, with the newest text", async () => {
  const { session, sent } = setup([new Error("net"), new Error("net"), new Error("net")]);
  session.edit("a");
  await vi.advanceTimersByTimeAsync(600);
  session.edit("ab");
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(session.state().problem?.kind).toBe("offline");
  session.online();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)).toEqual(["ab", 1]);
  expect(session.state().problem).toBeNull();
});

test("storage that refuses shows as not kept", () => {
  const { session } = setup([], false);
  session.edit("a");
  expect(session.state().kept).toBe(false);
});
