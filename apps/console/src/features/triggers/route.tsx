import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ZapOff } from "lucide-react";
import { useCallback } from "react";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useFollow } from "../../app/frame/use-follow.ts";
import { useGathered } from "../../app/frame/use-gathered.ts";
import { useCan } from "../../app/me.ts";
import { useRealm } from "../../app/realm.ts";
import { queryClient, useTRPC } from "../../app/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { SidePanel } from "../../components/side-panel.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { DeadLettersPanel } from "./components/dead-letters-panel.tsx";
import { NewTrigger } from "./components/new-trigger.tsx";
import { TriggerDrawer } from "./components/trigger-drawer.tsx";
import { TriggerList } from "./components/trigger-list.tsx";
import { TriggersActions } from "./components/triggers-actions.tsx";
import { TriggersEmpty } from "./components/triggers-empty.tsx";
import type { TriggersSearch } from "./search.ts";

const route = getRouteApi("/r/$realm/triggers");

export function TriggersPage() {
  const realm = useRealm();
  const trpc = useTRPC();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const canEdit = useCan("author");
  const change = useCallback(
    (next: TriggersSearch) => void navigate({ search: next, replace: true }),
    [navigate],
  );
  const list = useQuery(trpc.triggers.list.queryOptions({ realm }));
  const refresh = useGathered(() => void queryClient.invalidateQueries(trpc.triggers.pathFilter()));
  useRunnerEvents(["trigger", "message-refused"], refresh);
  useFollow(["execution"], ({ execution }) => execution.triggerId !== null, refresh);
  const rows = list.data ?? [];
  const opened = rows.find((row) => row.id === search.open);

  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Triggers"
          hint="What starts scripts by itself: requests, messages, the clock, calls of a tool."
          actions={
            <TriggersActions
              canEdit={canEdit}
              onLetters={() => change({ letters: true })}
              onNew={() => change({ new: "http" })}
            />
          }
        />
      </div>
      <div className={page.split}>
        {list.isError && !list.data ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          </div>
        ) : list.isPending ? (
          <div style={{ flex: 1 }}>
            <RowSkeletons rows={6} height={52} />
          </div>
        ) : rows.length === 0 ? (
          <div style={{ flex: 1, minWidth: 0, overflow: "auto" }}>
            <TriggersEmpty canEdit={canEdit} onNew={(kind) => change({ new: kind })} />
          </div>
        ) : (
          <TriggerList rows={rows} open={search.open ?? null} onOpen={(open) => change({ open })} />
        )}
        {search.new && canEdit ? (
          <NewTrigger
            kind={search.new}
            onKind={(kind) => change({ new: kind })}
            onMade={(id) => change({ open: id })}
            onClose={() => change({})}
          />
        ) : search.letters ? (
          <SidePanel
            label="Dead letters"
            width={600}
            title={<h2>Dead letters of {realm}</h2>}
            onClose={() => change({})}
          >
            <DeadLettersPanel nameOf={(id) => rows.find((row) => row.id === id)?.name ?? null} />
          </SidePanel>
        ) : opened ? (
          <TriggerDrawer
            key={opened.id}
            trigger={opened}
            tab={search.tab ?? "settings"}
            onTab={(tab) => change({ open: opened.id, tab })}
            onClose={() => change({})}
          />
        ) : search.open !== undefined && list.data ? (
          <SidePanel
            label="No such trigger"
            title={<h2>No such trigger</h2>}
            width={600}
            onClose={() => change({})}
          >
            <EmptyState icon={ZapOff} title="There is no trigger here">
              It was removed, or the address is mistyped. Messages it did not handle are under Dead letters.
            </EmptyState>
          </SidePanel>
        ) : null}
      </div>
    </div>
  );
}
