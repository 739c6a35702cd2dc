import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useOffer } from "../../../app/commands/offers.ts";
import { useFollow } from "../../../app/frame/use-follow.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Outputs, useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import { ReplayButton, replayOf } from "../../../components/replay-button.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import type { ExecutionTab } from "../search.ts";
import { ExecutionTabs, tabsOf, tabWords } from "./execution-tabs.tsx";

export type ExecutionDetail = Outputs["executions"]["get"];

export function ExecutionDrawer(props: {
  id: string;
  tab: ExecutionTab;
  onTab: (tab: ExecutionTab) => void;
  onClose: () => void;
}) {
  const query = useQuery({
    ...useTRPC().executions.get.queryOptions({ id: props.id as `exe_${string}` }),
    staleTime: Number.POSITIVE_INFINITY, // a record does not change
  });
  // Whoever follows a link that was just made may be here before the record is.
  useFollow(
    ["execution"],
    (event) => event.execution.id === props.id,
    () => void query.refetch(),
  );
  const execution = query.data;
  const navigate = useNavigate();
  const realm = useRealm();
  useOffer(execution ? "This execution" : null, [
    { id: "replay", label: "Replay", run: () => execution && void navigate(replayOf(realm, execution)) },
    ...(execution ? tabsOf(execution) : []).map((tab) => ({
      id: tab,
      label: `${tabWords[tab]} of the execution`,
      run: () => props.onTab(tab),
    })),
  ]);
  return (
    <SidePanel
      label="Execution"
      onClose={props.onClose}
      title={
        execution ? (
          <>
            <h2>
              <OutcomeWord
                status={execution.status}
                action={execution.action}
                errorType={execution.errorType}
                large
              />
            </h2>
            <span className="cut soft">
              {execution.module}/{execution.name}
            </span>
          </>
        ) : null
      }
      actions={execution ? <ReplayButton execution={execution} /> : null}
    >
      {execution ? (
        <ExecutionTabs execution={execution} tab={props.tab} onTab={props.onTab} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowSkeletons rows={10} />
      )}
    </SidePanel>
  );
}
