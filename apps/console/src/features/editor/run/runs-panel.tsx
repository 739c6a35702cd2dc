import { Button, SegmentedControl } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { History } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, trpcClient, useTRPC } from "../../../app/trpc.ts";
import { usePages } from "../../../app/use-pages.ts";
import { askOlder } from "../../../components/ask-older.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useLooking } from "../../../components/use-looking.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import type { RunRow } from "../server/types.ts";
import { RunRowItem } from "./run-row.tsx";
import styles from "./runs.module.css";
import type { Run } from "./use-run.ts";

const filters = {
  all: {},
  previews: { trigger: "preview" },
  live: { trigger: "flow" },
  http: { trigger: "http" },
  errors: { status: "error" },
} as const;

/** Recent executions of this script, previews and live ones. A click shows one, Replay runs it again. */
export function RunsPanel({ run }: { run: Run }) {
  const { route } = useEditorScope();
  const { detail } = useScriptScope();
  const [filter, setFilter] = useState<keyof typeof filters>("all");
  const trpc = useTRPC();
  const input = { realm: route.realm, filter: { scriptId: detail.item.id, ...filters[filter] }, limit: 50 };
  const { list: runs, pages } = usePages({
    queryKey: trpc.executions.list.infiniteQueryKey(input),
    ask: (cursor, signal) => trpcClient.executions.list.query({ ...input, cursor }, { signal }),
  });
  const rows = pages?.flatMap((page) => page.items) ?? [];
  const looking = useLooking(rows.length, runs);
  const shown = run.state.execution?.id;

  const show = async (id: RunRow["id"]) => {
    try {
      const recording = await queryClient.ensureQueryData(
        trpc.executions.get.queryOptions({ id }, { staleTime: Infinity }),
      );
      run.show(recording);
      route.patch({ panel: "result" });
    } catch (error) {
      notifications.show({ color: "red", title: "It cannot be shown", message: faultOf(error).message });
    }
  };

  return (
    <div>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Which runs"
          value={filter}
          onChange={(value) => setFilter(value as keyof typeof filters)}
          data={[
            { value: "all", label: "All" },
            { value: "previews", label: "Previews" },
            { value: "live", label: "Flow" },
            { value: "http", label: "HTTP" },
            { value: "errors", label: "Failed" },
          ]}
        />
      </div>
      {runs.isPending || looking ? (
        <RowSkeletons rows={4} height={32} />
      ) : runs.error && !runs.data ? (
        <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={History} title="No runs yet">
          Previews from here and live runs of this script are listed, each with what is needed to replay it.
        </EmptyState>
      ) : (
        <ul className={styles.rows} aria-label="Recent runs">
          {rows.map((row) => (
            <RunRowItem
              key={row.id}
              row={row}
              shown={row.id === shown}
              onShow={() => void show(row.id)}
              onReplay={() =>
                route.patch({ execution: row.id, panel: "result", tab: "input" }, { push: true })
              }
            />
          ))}
          {runs.hasNextPage && (
            <li className={styles.more}>
              <Button
                size="compact-xs"
                variant="default"
                loading={runs.isFetchingNextPage}
                onClick={() => void askOlder(runs, "Earlier runs")}
              >
                Show earlier runs
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
