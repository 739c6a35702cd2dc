import { useEffect } from "react";

type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
};

/**
 * A page of a search looks at so many records: it may be empty and still not be the last. Asks for one after the other
 * until there is a row, and is true meanwhile; what failed is not asked again.
 */
export function useLooking(rows: number, list: Pages): boolean {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const looking = rows === 0 && hasNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (looking && !isFetchingNextPage) void fetchNextPage();
  }, [looking, isFetchingNextPage, fetchNextPage]);
  return looking;
}
