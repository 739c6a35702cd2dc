import { isProduct } from "@scriptyard/model";
import { useMemo } from "react";
import { useFollow } from "../../app/frame/use-follow.ts";
import { keepInRealm } from "../../app/keep-in-realm.ts";
import { type Inputs, trpcClient, useTRPC } from "../../app/trpc.ts";
import { usePages } from "../../app/use-pages.ts";
import { useMore } from "../../components/use-more.tsx";

/** However much happens: reading a week of a busy realm takes the server some 50 ms. */
const everyMs = 3_000;
const pageSize = 100;

export type StatusQuestion = Required<Pick<Inputs["registry"]["scripts"], "realm" | "window">> &
  Pick<Inputs["registry"]["scripts"], "text" | "sort" | "turned">;

/** The status of scripts, by pages, following what happens; publishes and reloads reach it through `useLiveCaches`. */
export function useScriptStatuses(question: StatusQuestion) {
  const input = { ...question, limit: pageSize };
  const { list, pages } = usePages({
    queryKey: useTRPC().registry.scripts.infiniteQueryKey(input),
    ask: (cursor, signal) => trpcClient.registry.scripts.query({ ...input, cursor }, { signal }),
    placeholderData: keepInRealm(question.realm),
    // Runs leave the window as time goes by.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= mostFollowed ? 30_000 : false),
  });
  const { refetch } = list;
  const end = useMore(list);
  useFollow(
    ["execution"],
    ({ execution }) => isProduct(execution.trigger) && (pages?.length ?? 0) <= mostFollowed,
    () => void refetch(),
    everyMs,
  );
  // The order may have moved a script from one page to the next while they were read.
  const rows = useMemo(
    () => [
      ...new Map(
        pages?.flatMap((page) => page.scripts).map((row) => [`${row.module}/${row.name}`, row]),
      ).values(),
    ],
    [pages],
  );
  return { ...list, rows, total: pages?.at(-1)?.total, end };
}

/** Whoever has scrolled through many pages reads, and is not pulled about. */
const mostFollowed = 3;
