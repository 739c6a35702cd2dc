import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LinkState } from "./hub.ts";
import { keepOpen } from "./keep-open.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Told = { state: (state: LinkState) => void; ended: () => void };

function stream() {
  const tries: Told[] = [];
  const states: LinkState[] = [];
  let closed = 0;
  const close = keepOpen(
    (told) => {
      tries.push(told);
      return () => {
        closed++;
        // As a subscription that is taken off does.
        told.ended();
      };
    },
    (state) => states.push(state),
  );
  return { tries, states, close, closed: () => closed };
}

test("a stream that ended is lost, and opened again with growing pauses until it is open", () => {
  const { tries, states, close } = stream();
  tries[0]!.state("open");
  tries[0]!.ended();
  expect(states).toEqual(["open", "lost"]);
  vi.advanceTimersByTime(1_000);
  expect(tries).toHaveLength(2);
  tries[1]!.ended();
  vi.advanceTimersByTime(1_000);
  expect(tries).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  tries[2]!.state("open");
  tries[2]!.ended();
  vi.advanceTimersByTime(1_000);
  expect(tries).toHaveLength(4);
  close();
});

test("what is closed is not opened again, and an earlier try says nothing any more", () => {
  const { tries, states, close, closed } = stream();
  tries[0]!.ended();
  tries[0]!.state("open");
  vi.advanceTimersByTime(1_000);
  close();
  expect(closed()).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect([tries.length, states]).toEqual([2, ["lost"]]);
});
