import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCan } from "../../app/me.ts";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { useHostReference } from "../../app/use-host-reference.ts";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { Bar } from "../../components/skeletons.tsx";
import { DeletedFlows } from "./components/deleted-flows.tsx";
import { FlowCard } from "./components/flow-card.tsx";
import { NewFlowForm } from "./components/new-flow-form.tsx";
import { NoFlows } from "./components/no-flows.tsx";
import styles from "./flows.module.css";
import type { FlowsSearch } from "./search.ts";

const route = getRouteApi("/r/$realm/flows");

export function FlowsPage() {
  const realm = useRealm();
  const query = useQuery(useTRPC().flows.list.queryOptions({ realm }));
  const host = useHostReference();
  const mayEdit = useCan("author") && host?.flows !== null;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show = (next: FlowsSearch) => void navigate({ search: next, replace: true });
  const newFlow = (
    <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => show({ new: true })}>
      New flow
    </Button>
  );
  return (
    <div className={page.page}>
      <PageHeader
        title="Flows"
        hint="A flow is a graph of steps a user walks through. Each node runs one script."
        actions={mayEdit ? newFlow : null}
      />
      {query.data ? (
        query.data.length === 0 ? (
          <NoFlows host={host} action={mayEdit ? newFlow : null} />
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
      <DeletedFlows realm={realm} />
      <Modal opened={mayEdit && search.new === true} onClose={() => show({})} title="New flow" size={480}>
        {search.new ? <NewFlowForm realm={realm} copy={search.copy} flows={query.data ?? []} /> : null}
      </Modal>
    </div>
  );
}
