import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListTree } from "lucide-react";
import { useFollow } from "../../../app/frame/use-follow.ts";
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
  const query = useQuery(trpc.executions.list.queryOptions({ realm, filter: { triggerId }, limit: 20 }));
  useFollow(
    ["execution"],
    ({ execution }) => execution.triggerId === triggerId,
    () => void query.refetch(),
  );
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
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
              <bdi>{run.errorMessage ?? run.logLine}</bdi>
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
