import { ErrorState } from "../../../components/error-state.tsx";
import { ExecutionError } from "../../../components/execution-error.tsx";
import { failureWord } from "../../../components/failure-words.ts";
import executions from "../../../components/record.module.css";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { ActivityList } from "../activity/activity-list.tsx";
import type { Triage } from "../triage/use-triage.tsx";
import { useGroup } from "../use-group.ts";
import { useOfferOfGroup } from "../use-offer-of-group.ts";
import { DrawerActions } from "./drawer-actions.tsx";
import { ErrorIcon } from "./error-icon.tsx";
import { GroupFacts } from "./group-facts.tsx";

export function ErrorDrawer(props: {
  id: string;
  triage: Triage;
  muting: boolean;
  onMuting: (open: boolean) => void;
  onClose: () => void;
}) {
  const id = props.id as `erg_${string}`;
  const query = useGroup(id);
  const group = query.data;
  useOfferOfGroup(group, props.triage, () => props.onMuting(true));
  return (
    <SidePanel
      label="Error group"
      width={600}
      onClose={props.onClose}
      title={
        group ? (
          <>
            <ErrorIcon type={group.type} quiet={group.status !== "open"} />
            <h2 className="cut">{failureWord(group.type)}</h2>
            <span className="soft">{group.status}</span>
          </>
        ) : null
      }
      actions={
        group ? (
          <DrawerActions
            group={group}
            triage={props.triage}
            muting={props.muting}
            onMuting={props.onMuting}
          />
        ) : null
      }
    >
      {group ? (
        <>
          <GroupFacts group={group} />
          {group.lastExecution ? (
            <ExecutionError execution={{ ...group.lastExecution, source: group.source }} />
          ) : (
            <div className={executions.section}>
              <p className={executions.errorMessage}>{group.message}</p>
              <p className={executions.meaning}>
                Its last execution was deleted after the retention time, so there is no input to replay.
              </p>
            </div>
          )}
          <ActivityList id={id} />
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowSkeletons rows={8} />
      )}
    </SidePanel>
  );
}
