import type { ScriptError, StackFrame } from "@scriptyard/model";
import { CodeFrame } from "../../../components/code-frame.tsx";
import { formatNumber } from "../../../components/format.ts";
import { useJump } from "../code/use-jump.ts";
import { useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import { errorWords } from "./error-words.ts";
import styles from "./result.module.css";

/** Message, place, code around it, and what such an error usually means. */
export function ErrorDetail({ error, source }: { error: ScriptError; source: string | null }) {
  const { detail } = useScriptScope();
  const here = specifierOf(detail.item);
  const top = error.stack[0];
  const own = error.stack.find((frame) => frame.file === here);
  const words = errorWords[error.type];
  return (
    <div className={styles.error}>
      <p className={styles.message}>
        {error.name ? `${error.name}: ` : ""}
        {error.message}
      </p>
      {top && (
        <p>
          at <FrameLink frame={top} />
        </p>
      )}
      {error.limit && (
        <p className="soft">
          Limit <code>{error.limit.name}</code>: {formatNumber(error.limit.value)}
          {error.limit.reached !== undefined && `, reached ${formatNumber(error.limit.reached)}`}
        </p>
      )}
      {error.issues && error.issues.length > 0 && (
        <ul className={styles.issues}>
          {error.issues.map((issue) => (
            <li key={`${issue.path}${issue.message}`}>
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
          around={2}
          label={`${here} around line ${own.line}`}
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
                <code>{frame.function ?? "(top level)"}</code> <FrameLink frame={frame} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function FrameLink({ frame }: { frame: StackFrame }) {
  const jump = useJump();
  return (
    <button type="button" className={styles.link} onClick={() => jump(frame)}>
      {frame.file}:{frame.line}:{frame.column}
    </button>
  );
}
