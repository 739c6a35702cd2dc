import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { FlowActions } from "./components/flow-actions.tsx";
import { FlowScreen } from "./components/flow-screen.tsx";
import styles from "./flow.module.css";
import { useLiveNodes } from "./use-live-nodes.ts";

const route = getRouteApi("/r/$realm/flows/$flow");

export function FlowPage() {
  const realm = useRealm();
  const { flow } = route.useParams();
  // What was drawn, dragged, counted and walked is of one flow: another may have nodes of the same names.
  return <FlowOf key={`${realm}/${flow}`} realm={realm} flow={flow} />;
}

function FlowOf({ realm, flow }: { realm: string; flow: string }) {
  const query = useQuery(useTRPC().flows.get.queryOptions({ realm, flow }));
  // From the start: what runs while the flow is on its way may not be in its figures yet.
  const live = useLiveNodes(flow, query.data?.nodeViews);
  if (query.data) return <FlowScreen realm={realm} flow={query.data} live={live} />;
  if (query.isError) return <ErrorState wholePage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title={flow}
          actions={<FlowActions ready={false} blocked={null} onTry={() => {}} menu={[]} />}
        />
      </div>
      <section className={styles.canvas} aria-label={`Graph of ${flow}`} />
    </div>
  );
}
