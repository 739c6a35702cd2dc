import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useOffer } from "../../../app/commands/offers.ts";
import { useFollow } from "../../../app/frame/use-follow.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Outputs, useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { ExecutionError } from "../../../components/execution-error.tsx";
import { JsonView } from "../../../components/json-view.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import { ReplayButton, replayOf } from "../../../components/replay-button.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "../executions.module.css";
import { type ExecutionTab, executionTabs } from "../search.ts";
import { ExecutionLogs } from "./execution-logs.tsx";
import { ExecutionResult } from "./execution-result.tsx";
import { ExecutionSummary } from "./execution-summary.tsx";
import { SaveSample } from "./save-sample.tsx";

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
    ...executionTabs
      .filter((tab) => tab !== "error" || execution?.error)
      .map((tab) => ({ id: tab, label: `${tabWords[tab]} of the execution`, run: () => props.onTab(tab) })),
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
        <Detail execution={execution} tab={props.tab} onTab={props.onTab} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowSkeletons rows={10} />
      )}
    </SidePanel>
  );
}

function Detail(props: {
  execution: ExecutionDetail;
  tab: ExecutionTab;
  onTab: (tab: ExecutionTab) => void;
}) {
  const { execution } = props;
  const tabs = executionTabs.filter((tab) => tab !== "error" || execution.error !== null);
  const tab = tabs.includes(props.tab) ? props.tab : "summary";
  return (
    <Tabs value={tab} onChange={(value) => value && props.onTab(value as ExecutionTab)} keepMounted={false}>
      <Tabs.List px={8}>
        {tabs.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {tabWords[each]}
            {each === "logs" && execution.logs.length > 0 ? (
              <span className="faint"> {execution.logs.length}</span>
            ) : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="summary">
        <ExecutionSummary execution={execution} />
      </Tabs.Panel>
      <Tabs.Panel value="input">
        {execution.args.map((arg, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: arguments are their places
          <div key={index} className={styles.section}>
            <h3>{argumentName(execution.hook, index)}</h3>
            <JsonView value={arg} depth={2} label={argumentName(execution.hook, index)} />
          </div>
        ))}
        <div className={styles.section}>
          <SaveSample executionId={execution.id} />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="result">
        <ExecutionResult execution={execution} />
      </Tabs.Panel>
      <Tabs.Panel value="logs">
        <ExecutionLogs execution={execution} />
      </Tabs.Panel>
      <Tabs.Panel value="error">
        <ExecutionError execution={execution} />
      </Tabs.Panel>
    </Tabs>
  );
}

const tabWords: Record<ExecutionTab, string> = {
  summary: "Summary",
  input: "Input",
  result: "Result",
  logs: "Logs",
  error: "Error",
};

/** Every hook takes the context first; `onExecute` the form beside it. */
function argumentName(hook: string, index: number): string {
  if (index === 0) return "context";
  return hook === "onExecute" && index === 1 ? "form" : `Argument ${index + 1}`;
}
