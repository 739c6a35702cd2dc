import { useQuery } from "@tanstack/react-query";
import { Workflow } from "lucide-react";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { Bar } from "../../components/skeletons.tsx";
import { FlowCard } from "./components/flow-card.tsx";
import styles from "./flows.module.css";

export function FlowsPage() {
  const realm = useRealm();
  const query = useQuery(useTRPC().flows.list.queryOptions({ realm }));
  return (
    <div className={page.page}>
      <PageHeader
        title="Flows"
        hint="A flow is a graph of steps a user walks through. Each node runs one script."
      />
      {query.data ? (
        query.data.length === 0 ? (
          <EmptyState icon={Workflow} title="This realm has no flow">
            The host's default flows are created with the realm. Seed the demo realm, or add a flow through
            the host.
          </EmptyState>
        ) : (
          <ul className={styles.flows}>
            {query.data.map((flow) => (
              <FlowCard key={flow.id} flow={flow} realm={realm} />
            ))}
          </ul>
        )
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className={styles.flows} aria-busy="true">
          {["a", "b", "c"].map((key) => (
            <div key={key} className={`${page.card} ${styles.card}`} style={{ height: 132 }}>
              <Bar width={140} height={16} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
