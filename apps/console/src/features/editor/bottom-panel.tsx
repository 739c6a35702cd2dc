import { ActionIcon, Tabs, Tooltip } from "@mantine/core";
import type { Diagnostic } from "@scriptyard/model";
import { ChevronDown } from "lucide-react";
import type { BottomPanel as PanelId } from "../../app/editor-search.ts";
import { formatDuration } from "../../components/format.ts";
import type { ScriptCommands } from "./commands.ts";
import { ProblemsPanel } from "./diagnostics/problems-panel.tsx";
import { useEditorScope } from "./editor-context.ts";
import { togglePanel } from "./layout/panels.ts";
import styles from "./panel-tabs.module.css";
import { ReferencesPanel } from "./references/references-panel.tsx";
import { ConsolePanel } from "./run/console-panel.tsx";
import { ResultPanel } from "./run/result-panel.tsx";
import { runningWords } from "./run/run-store.ts";
import { RunsPanel } from "./run/runs-panel.tsx";
import type { Run } from "./run/use-run.ts";
import { TracePanel } from "./trace/trace-panel.tsx";
import type { OpenTrace } from "./trace/use-trace.ts";

/** Below the code: what the last run did, what it logged, what is wrong with the text, earlier runs, where a name is used, and a run step by step. */
export function BottomPanel({ run, diagnostics, commands, trace }: BottomPanelProps) {
  const { route } = useEditorScope();
  const { execution, running } = run.state;
  const logs = execution?.logs.length ?? 0;
  const errors = diagnostics.filter((d) => d.severity === "error").length;

  return (
    <Tabs
      className={styles.tabs}
      value={route.search.panel ?? "result"}
      onChange={(panel) => route.patch({ panel: (panel as PanelId | null) ?? undefined })}
      keepMounted={false}
    >
      <div className={styles.head}>
        <Tabs.List aria-label="Panels" className={styles.list}>
          <Tabs.Tab value="result">Result</Tabs.Tab>
          <Tabs.Tab value="console" rightSection={<Count value={logs} label="log lines" />}>
            Console
          </Tabs.Tab>
          <Tabs.Tab
            value="problems"
            rightSection={
              <Count value={diagnostics.length} tone={errors > 0 ? "error" : "warn"} label="problems" />
            }
          >
            Problems
          </Tabs.Tab>
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          <Tabs.Tab value="references">References</Tabs.Tab>
          <Tabs.Tab value="trace">Trace</Tabs.Tab>
        </Tabs.List>
        <span className={styles.aside} role="status">
          {running ? runningWords(running) : execution ? formatDuration(execution.metrics.runUs) : ""}
        </span>
        <Tooltip label="Hide">
          <ActionIcon size={24} aria-label="Hide the panel below" onClick={() => togglePanel("bottom")}>
            <ChevronDown size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Tabs.Panel value="result" className={styles.body}>
        <ResultPanel run={run} commands={commands} />
      </Tabs.Panel>
      <Tabs.Panel value="console" className={styles.body}>
        <ConsolePanel execution={execution} />
      </Tabs.Panel>
      <Tabs.Panel value="problems" className={styles.body}>
        <ProblemsPanel diagnostics={diagnostics} />
      </Tabs.Panel>
      <Tabs.Panel value="runs" className={styles.body}>
        <RunsPanel run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="references" className={styles.body}>
        <ReferencesPanel />
      </Tabs.Panel>
      <Tabs.Panel value="trace" className={styles.body}>
        <TracePanel open={trace} />
      </Tabs.Panel>
    </Tabs>
  );
}

type BottomPanelProps = {
  run: Run;
  diagnostics: Diagnostic[];
  commands: ScriptCommands;
  trace: OpenTrace | null;
};

function Count({ value, tone, label }: { value: number; tone?: "error" | "warn"; label: string }) {
  if (value === 0) return null;
  return (
    <span className={styles.count} data-tone={tone}>
      {value}
      <span className="hidden-text"> {label}</span>
    </span>
  );
}
