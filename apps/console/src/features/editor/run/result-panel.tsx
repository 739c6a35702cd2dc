import { Button } from "@mantine/core";
import { uiBlockSchema } from "@scriptyard/model";
import { Play } from "lucide-react";
import { turnWords } from "../../../app/in-turn.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { KeyHint } from "../../../components/key-hint.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import type { ScriptCommands } from "../commands.ts";
import { BlockPreview } from "./block-preview.tsx";
import { Cost } from "./cost.tsx";
import { EffectList } from "./effect-list.tsx";
import { ErrorDetail } from "./error-detail.tsx";
import { JsonFold } from "./json-fold.tsx";
import { LeadsTo } from "./leads-to.tsx";
import { ReplayVerdict } from "./replay-verdict.tsx";
import styles from "./result.module.css";
import type { Run } from "./use-run.ts";

/** What the last run decided, first as a word, then in detail. */
export function ResultPanel({ run, commands }: { run: Run; commands: ScriptCommands }) {
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
        title={commands.runBlocked === null ? "Not run yet" : "A library does not run by itself"}
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

  const block = blockOf(execution.result, execution.hook);
  return (
    <div className={styles.result} aria-busy={running !== null} data-stale={running !== null || undefined}>
      <section className={styles.main} aria-label="Result of the run">
        <div className={styles.headline}>
          <OutcomeWord
            status={execution.status}
            action={execution.action}
            errorType={execution.errorType}
            large
          />
          <Summary result={execution.result} />
          {execution.leadsTo && <LeadsTo to={execution.leadsTo} />}
          {replay && <ReplayVerdict replay={replay} execution={execution} />}
        </div>
        {execution.error && <ErrorDetail error={execution.error} source={sourceRan} />}
        {block && <BlockPreview block={block} />}
        {execution.status === "ok" && <EffectList effects={execution.effects} />}
        {execution.status === "ok" && <JsonFold label="Result" value={execution.result} />}
        {execution.effects.length > 0 && <JsonFold label="Effects" value={execution.effects} />}
      </section>
      <Cost execution={execution} />
    </div>
  );
}

/** The one thing worth reading beside the word: the refusal's code and message. */
function Summary({ result }: { result: unknown }) {
  if (typeof result !== "object" || result === null) return null;
  const { code, message } = result as { code?: unknown; message?: unknown };
  return (
    <>
      {typeof code === "string" && <code className={styles.reject}>{code}</code>}
      {typeof message === "string" && <span className="soft">{message}</span>}
    </>
  );
}

function blockOf(result: unknown, hook: string) {
  const candidate = hook === "render" ? result : (result as { block?: unknown } | null)?.block;
  const parsed = uiBlockSchema.safeParse(candidate);
  return parsed.success ? parsed.data : null;
}
