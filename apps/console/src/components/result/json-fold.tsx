import { useClipboard } from "@mantine/hooks";
import type { Json } from "@scriptyard/model";
import { JsonView } from "../json-view.tsx";
import { NotCopied } from "../not-copied.tsx";
import styles from "./result.module.css";

/** Raw JSON, folded until somebody wants it. */
export function JsonFold({ label, value }: { label: string; value: Json }) {
  const clipboard = useClipboard({ timeout: 1_000 });
  return (
    <details className={styles.fold}>
      <summary>{label} as JSON</summary>
      <div className={styles.json}>
        <button
          type="button"
          className={styles.copy}
          onClick={() => clipboard.copy(JSON.stringify(value, null, 2))}
        >
          {clipboard.copied ? "Copied" : "Copy"}
        </button>
        {clipboard.error ? <NotCopied /> : null}
        <JsonView value={value} label={`${label} as JSON`} />
      </div>
    </details>
  );
}
