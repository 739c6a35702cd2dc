import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useLooking } from "./use-looking.ts";

test("empty pages are followed by the next until there is a row, an end or an error", () => {
  const fetchNextPage = vi.fn(async () => {});
  const idle = { hasNextPage: true, isFetchingNextPage: false, isFetchNextPageError: false, fetchNextPage };
  const { result, rerender } = renderHook(({ rows, list }) => useLooking(rows, list), {
    initialProps: { rows: 0, list: idle },
  });
  expect([result.current, fetchNextPage.mock.calls.length]).toEqual([true, 1]);
  rerender({ rows: 0, list: { ...idle, isFetchingNextPage: true } });
  expect([result.current, fetchNextPage.mock.calls.length]).toEqual([true, 1]);
  rerender({ rows: 0, list: idle });
  expect([result.current, fetchNextPage.mock.calls.length]).toEqual([true, 2]);
  rerender({ rows: 3, list: idle });
  rerender({ rows: 0, list: { ...idle, hasNextPage: false } });
  rerender({ rows: 0, list: { ...idle, isFetchNextPageError: true } });
  expect([result.current, fetchNextPage.mock.calls.length]).toEqual([false, 2]);
});
