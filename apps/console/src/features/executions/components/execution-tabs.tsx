import { Tabs } from "@mantine/core";
import { ExecutionError } from "../../../components/execution-error.tsx";
import styles from "../executions.module.css";
import { type ExecutionTab, executionTabs } from "../search.ts";
import { ExecutionArguments } from "./execution-arguments.tsx";
import type { ExecutionDetail } from "./execution-drawer.tsx";
import { ExecutionLogs } from "./execution-logs.tsx";
import { ExecutionResult } from "./execution-result.tsx";
import { ExecutionSummary } from "./execution-summary.tsx";
import { SaveSample } from "./save-sample.tsx";

/** A record, part by part; one that did not fail has no part for its error. */
export function ExecutionTabs(props: {
  execution: ExecutionDetail;
  tab: ExecutionTab;
  onTab: (tab: ExecutionTab) => void;
}) {
  const { execution } = props;
  const tabs = tabsOf(execution);
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
        <ExecutionArguments execution={execution} />
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

export const tabWords: Record<ExecutionTab, string> = {
  summary: "Summary",
  input: "Input",
  result: "Result",
  logs: "Logs",
  error: "Error",
};

export function tabsOf({ error }: Pick<ExecutionDetail, "error">): ExecutionTab[] {
  return executionTabs.filter((tab) => tab !== "error" || error !== null);
}
