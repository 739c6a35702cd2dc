import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useRunnerEvents } from "../../../app/events/index.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { HostsSection } from "./hosts-section.tsx";
import { LevelsSection } from "./levels-section.tsx";
import { RulesSection } from "./rules-section.tsx";
import styles from "./security.module.css";
import { SecurityEvents } from "./security-events.tsx";

/** What scripts of the realm may do, and what they were kept from. */
export function SecurityTab() {
  const realm = useRealm();
  const trpc = useTRPC();
  const query = useQuery(trpc.policy.get.queryOptions({ realm }));
  useRunnerEvents(["policy"], () => void queryClient.invalidateQueries(trpc.policy.pathFilter()));
  useRunnerEvents(["security"], () => void queryClient.invalidateQueries(trpc.policy.events.pathFilter()));
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <RowSkeletons rows={4} height={64} />
    );
  const problems = query.data.file?.problems ?? [];
  return (
    <>
      {problems.length > 0 && (
        <div className={styles.broken} role="alert">
          <TriangleAlert size={16} aria-hidden="true" />
          <div>
            <strong>The server's policy file is not valid; what it said before stays in force.</strong>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <LevelsSection view={query.data} />
      <RulesSection view={query.data} />
      <HostsSection view={query.data} />
      <SecurityEvents />
    </>
  );
}
