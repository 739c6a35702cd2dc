import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { useMore } from "./use-more.tsx";

afterEach(cleanup);

const fetchNextPage = vi.fn(async () => {});
const idle = { hasNextPage: true, isFetchingNextPage: false, isFetchNextPageError: false, fetchNextPage };

/** A list whose end is in view: it asks whenever it may, as a `RowList` does. */
function List({ pages }: { pages: Parameters<typeof useMore>[0] }) {
  const { more, onMore, footer } = useMore(pages);
  useEffect(() => {
    if (more) onMore();
  }, [more, onMore]);
  return footer;
}

test("the next page is asked for at the end of a list; one that failed waits for somebody to say so", () => {
  const view = (change: object) => (
    <MantineProvider env="test">
      <List pages={{ ...idle, ...change }} />
    </MantineProvider>
  );
  const { rerender } = render(view({}));
  const asked = () => fetchNextPage.mock.calls.length;
  expect(asked()).toBe(1);
  rerender(view({ isFetchingNextPage: true }));
  rerender(view({ isFetchNextPageError: true }));
  rerender(view({ isFetchNextPageError: true, isFetchingNextPage: true }));
  rerender(view({ isFetchNextPageError: true }));
  expect(asked()).toBe(1);
  expect(screen.getByRole("alert").textContent).toContain("More could not be loaded.");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(asked()).toBe(2);
  rerender(view({}));
  expect(asked()).toBe(3);
  rerender(view({ hasNextPage: false }));
  expect([asked(), screen.queryByRole("alert")]).toEqual([3, null]);
});
