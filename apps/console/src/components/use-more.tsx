import { Button } from "@mantine/core";
import { type ReactNode, useCallback } from "react";
import styles from "./state.module.css";

type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
};

/** The end of a list, as a `RowList` takes it. */
export type ListEnd = { more: boolean; onMore: () => void; footer: ReactNode };

/**
 * Asks for the next page when the end of the list comes into view. One that was refused is said below the list and asked
 * for again when somebody says so: a list that asks at its end by itself would ask for ever.
 */
export function useMore(list: Pages): ListEnd {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const onMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const footer = isFetchNextPageError ? (
    <div role="alert" className={styles.more}>
      More could not be loaded.
      <Button
        size="compact-sm"
        variant="default"
        loading={isFetchingNextPage}
        onClick={() => void fetchNextPage()}
      >
        Try again
      </Button>
    </div>
  ) : null;
  return { more: hasNextPage, onMore, footer };
}
