import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListTree } from "lucide-react";
import { useRunnerEvents } from "../../../app/events/index.ts";
import { useGathered } from "../../../app/frame/use-live-caches.ts";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "../triggers.module.css";

/** The last runs of a trigger; each leads to its execution. */
export function RunsPanel({ triggerId }: { triggerId: `trg_${string}` }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.executions.list.queryOptions({ realm, filter: { triggerId }, limit: 20 }),
    // Records are written in batches: the event of a run is heard before its record can be read.
    refetchInterval: 2_000,
  });
  const refresh = useGathered(() => void query.refetch());
  useRunnerEvents(["execution"], ({ execution }) => {
    if (execution.triggerId === triggerId) refresh();
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <RowSkeletons rows={6} />;
  if (query.data.items.length === 0)
    return (
      <EmptyState icon={ListTree} title="No run yet">
        It appears here when something fires the trigger, or when you try it from here.
      </EmptyState>
    );
  return (
    <>
      <ul className={styles.runs}>
        {query.data.items.map((run) => (
          <li key={run.id}>
            <Link
              to="/r/$realm/executions"
              params={{ realm }}
              search={{ open: run.id, triggerId, range: "30d" }}
            >
              <OutcomeWord status={run.status} action={run.action} errorType={run.errorType} />
            </Link>
            <span className="cut soft">
              {run.trigger === "trial" ? "trial " : ""}
              {run.errorMessage ?? ""}
            </span>
            <RelativeTime at={run.startedAt} className="soft" />
          </li>
        ))}
      </ul>
      <div className={styles.section}>
        <Link to="/r/$realm/executions" params={{ realm }} search={{ triggerId, range: "30d" }}>
          All executions of this trigger
        </Link>
      </div>
    </>
  );
}
