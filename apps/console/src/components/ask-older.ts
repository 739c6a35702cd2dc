import { notifications } from "@mantine/notifications";

/** Reads the next page of a list. Where that fails, what is there stays, and the way on too: it is said in passing. */
export async function askOlder(
  list: { fetchNextPage: () => Promise<{ isFetchNextPageError: boolean }> },
  what: string,
): Promise<void> {
  const { isFetchNextPageError } = await list.fetchNextPage();
  if (isFetchNextPageError)
    notifications.show({ color: "red", message: `${what} could not be loaded. Try again.` });
}
