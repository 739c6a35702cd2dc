import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { inTurn, type Turn, turnWords } from "./in-turn.ts";

const refusal = (fault: string, details: unknown, retry = true) =>
  new TRPCClientError("full", {
    result: { error: { message: "full", data: { fault, retry, details } } } as never,
  });

/** Fails with each error in turn, then answers. */
function scripted(...errors: Error[]) {
  const waits: (Turn | null)[] = [];
  const slept: number[] = [];
  let calls = 0;
  const work = async () => {
    const error = errors[calls++];
    if (error) throw error;
    return "done";
  };
  const options = {
    onWait: (turn: Turn | null) => void waits.push(turn),
    sleep: async (ms: number) => void slept.push(ms),
  };
  return { work, options, waits, slept, calls: () => calls };
}

test("what is full is tried again when the server said, and says behind how many it waits", async () => {
  const one = scripted(
    refusal("rate_limited", { retryAfterMs: 700, waitingBehind: 3 }),
    refusal("busy", { retryAfterMs: 60_000 }),
    refusal("rate_limited", null),
  );
  expect(await inTurn(one.work, one.options)).toBe("done");
  expect(one.slept).toEqual([700, 10_000, 1_000]);
  expect(one.waits).toEqual([{ behind: 3 }, null, { behind: null }, null, { behind: null }, null]);
  expect(one.waits.flatMap((turn) => (turn ? [turnWords(turn)] : []))).toEqual([
    "Waiting behind 3",
    "Waiting for a free place",
    "Waiting for a free place",
  ]);
});

test("any other failure is the caller's at once; so is being full for ever", async () => {
  for (const error of [refusal("draft_invalid", null, false), refusal("unavailable", null), new Error("x")]) {
    const one = scripted(error);
    await expect(inTurn(one.work, one.options)).rejects.toBe(error);
    expect(one.calls()).toBe(1);
  }
  const never = scripted(...Array.from({ length: 99 }, () => refusal("busy", { retryAfterMs: 1 })));
  await expect(inTurn(never.work, never.options)).rejects.toThrow("full");
  expect(never.calls()).toBe(30);
});

test("who cancels while waiting is not kept: the next try is theirs to refuse", async () => {
  const cut = new AbortController();
  const full = refusal("rate_limited", { retryAfterMs: 9_000 });
  const work = async () => {
    throw full;
  };
  const waiting = inTurn(work, { signal: cut.signal, onWait: (turn) => turn && cut.abort() });
  await expect(waiting).rejects.toBe(full);
});
