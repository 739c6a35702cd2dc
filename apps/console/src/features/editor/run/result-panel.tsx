import { Button } from "@mantine/core";
import { Play } from "lucide-react";
import { turnWords } from "../../../app/in-turn.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { KeyHint } from "../../../components/key-hint.tsx";
import { ResultView } from "../../../components/result/result-view.tsx";
import type { ScriptCommands } from "../commands.ts";
import { useEditorScope } from "../editor-context.ts";
import { TraceButton } from "../trace/trace-button.tsx";
import { Cost } from "./cost.tsx";
import { ErrorDetail } from "./error-detail.tsx";
import { ReplayVerdict } from "./replay-verdict.tsx";
import styles from "./result.module.css";
import type { Run } from "./use-run.ts";

/** What the last run decided, first as a word, then in detail. */
export function ResultPanel({ run, commands }: { run: Run; commands: ScriptCommands }) {
  const { runBlocked: nothingRuns } = useEditorScope();
  const { execution, failure, replay, running, sourceRan } = run.state;
  if (failure !== null)
    return (
      <p className={styles.failure} role="alert">
        <strong>It did not run.</strong> {failure}
      </p>
    );
  if (running?.turn)
    return (
      <p className={styles.failure} role="status">
        <strong>{turnWords(running.turn)}.</strong> The server has much to do for this realm or for you. It
        runs by itself as soon as there is a place; your text stays as it is.
      </p>
    );
  if (!execution)
    return (
      <EmptyState
        icon={Play}
        title={
          commands.runBlocked === null
            ? "Not run yet"
            : nothingRuns === null
              ? "A library does not run by itself"
              : "Nothing runs in this realm"
        }
        actions={
          commands.runBlocked === null ? (
            <Button onClick={commands.run} loading={running !== null}>
              Run with the sample
            </Button>
          ) : undefined
        }
      >
        {commands.runBlocked ?? (
          <>
            <KeyHint of={shortcuts.run} /> runs the text in the editor, saved or not, against the input on the
            right, in the sandbox production uses. Nothing is applied.
          </>
        )}
      </EmptyState>
    );

  return (
    <div className={styles.result} aria-busy={running !== null} data-stale={running !== null || undefined}>
      <section className={styles.main} aria-label="Result of the run">
        <ResultView
          shown={execution}
          failure={execution.error && <ErrorDetail error={execution.error} source={sourceRan} />}
        >
          <TraceButton executionId={execution.id} />
          {replay && <ReplayVerdict replay={replay} execution={execution} />}
        </ResultView>
      </section>
      <Cost execution={execution} />
    </div>
  );
}
