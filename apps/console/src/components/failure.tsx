import type { ScriptError, StackFrame } from "@scriptyard/model";
import type { ReactNode } from "react";
import { CodeFrame } from "./code-frame.tsx";
import styles from "./failure.module.css";
import { failureWords } from "./failure-words.ts";
import { formatNumber } from "./format.ts";

type FailureProps = {
  error: ScriptError;
  /** The script that ran, `module/name`: its own line is the one that is shown, not a library's. */
  script: string;
  /** Its text as it ran; null where that is not known. */
  source: string | null;
  /** Leads to a place in the text that ran. */
  frameLink: (frame: StackFrame, place: string) => ReactNode;
  /** Lines of text around the marked one. */
  around?: number;
};

/** Why a run failed: what was thrown and where, the marked line, what such a failure usually means, the stack. */
export function Failure({ error, script, source, frameLink, around = 2 }: FailureProps) {
  const own = error.stack.find((frame) => frame.file === script);
  const top = error.stack[0];
  const words = failureWords[error.type];
  const link = (frame: StackFrame) => frameLink(frame, `${frame.file}:${frame.line}:${frame.column}`);
  return (
    <div className={styles.failure}>
      <p className={styles.message}>
        {error.name ? `${error.name}: ` : ""}
        {error.message}
      </p>
      {top && <p>at {link(top)}</p>}
      {error.limit && (
        <p className="soft">
          Limit <code>{error.limit.name}</code>: {formatNumber(error.limit.value)}
          {error.limit.reached !== undefined && `, reached ${formatNumber(error.limit.reached)}`}
        </p>
      )}
      {error.issues && error.issues.length > 0 && (
        <ul className={styles.issues}>
          {error.issues.map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>
              <code>{issue.path || "result"}</code> {issue.message}
            </li>
          ))}
        </ul>
      )}
      {own && source !== null && (
        <CodeFrame
          source={source}
          line={own.line}
          column={own.column}
          around={around}
          label={`${script} around line ${own.line}`}
        />
      )}
      <p className={styles.meaning}>
        <strong>{words.title}.</strong> {words.meaning}
      </p>
      {error.stack.length > 1 && (
        <details className={styles.fold}>
          <summary>Stack, {error.stack.length} frames</summary>
          <ol className={styles.stack}>
            {error.stack.map((frame, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a stack has no other identity
              <li key={index}>
                <code>{frame.function ?? "(top level)"}</code> {link(frame)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
