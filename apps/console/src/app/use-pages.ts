import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";

type Options<Page, Cursor> = UseInfiniteQueryOptions<
  Page,
  Error,
  InfiniteData<Page, Cursor | null>,
  QueryKey,
  Cursor | null
>;

/**
 * A list that comes by pages. Not tRPC's own query function: it sends a `direction` that the API, strict about its input,
 * refuses.
 *
 * A list that asks by itself when its end is near takes `useMore(list)`.
 *
 * @param ask one page: the first for null, then where the one before said that the next begins
 * @example
 * const { list, pages } = usePages({
 *   queryKey: trpc.errors.list.infiniteQueryKey(input),
 *   ask: (cursor, signal) => trpcClient.errors.list.query({ ...input, cursor }, { signal }),
 * });
 */
export function usePages<Page extends { next: Cursor | null }, Cursor = string>({
  ask,
  ...options
}: {
  ask: (cursor: Cursor | null, signal: AbortSignal) => Promise<Page>;
} & Pick<Options<Page, Cursor>, "queryKey" | "enabled" | "placeholderData" | "refetchInterval">) {
  const list = useInfiniteQuery({
    ...options,
    // Of a cursor whose type is open, the library says `unknown`.
    queryFn: ({ pageParam, signal }) => ask(pageParam as Cursor | null, signal),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: Page) => page.next,
  });
  return { list, pages: list.data?.pages };
}
