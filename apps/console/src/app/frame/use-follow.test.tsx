import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../../testing/show.tsx";
import { fakeStream } from "../../testing/stream.ts";
import { fakeWire } from "../../testing/wire.ts";
import { useEventStream } from "../events/use-runner-events.ts";
import { useFollow } from "./use-follow.ts";

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Watching({ id, ask }: { id: string; ask: () => void }) {
  useEventStream("acme");
  useFollow(["execution"], ({ execution }) => execution.id === id, ask);
  return <p>watching</p>;
}

test("what is shown is asked for when it is concerned, and again when the record has surely been written", async () => {
  using _wire = fakeWire({});
  using stream = fakeStream();
  const ask = vi.fn();
  await show(<Watching id="exe_1" ask={ask} />);
  await screen.findByText("watching");
  await waitFor(() => expect(stream.followers).toBe(1));
  const tell = async (id: string, ms: number) => {
    stream.tell({ type: "execution", execution: { id } });
    await act(() => vi.advanceTimersByTimeAsync(ms));
  };
  await tell("exe_2", 5_000);
  expect(ask).not.toHaveBeenCalled();
  await tell("exe_1", 500);
  expect(ask).toHaveBeenCalledTimes(1);
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(ask).toHaveBeenCalledTimes(2);
  // A burst asks no more often than it may.
  for (let i = 0; i < 50; i++) await tell("exe_1", 10);
  expect(ask).toHaveBeenCalledTimes(3);
  await act(() => vi.advanceTimersByTimeAsync(5_000));
  expect(ask.mock.calls.length).toBeLessThanOrEqual(5);
  const before = ask.mock.calls.length;
  await tell("exe_1", 100);
  cleanup();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(before + 1);
});
