import { useQuery } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { CallPanel } from "./call-panel.tsx";
import { EventPanel } from "./event-panel.tsx";
import type { TriggerRow } from "./trigger-list.tsx";

/** Tries a trigger by hand: an endpoint with a request, every other kind with its event. */
export function TestPanel({ trigger }: { trigger: TriggerRow }) {
  const realm = useRealm();
  const query = useQuery({
    ...useTRPC().triggers.get.queryOptions({ realm, name: trigger.name }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <RowSkeletons rows={6} />;
  const Panel = trigger.kind === "http" ? CallPanel : EventPanel;
  return <Panel key={trigger.updatedAt} trigger={trigger} sample={query.data.sample} />;
}
