import { CopyButton } from "@mantine/core";
import type { Json } from "@scriptyard/model";
import { JsonView } from "../json-view.tsx";
import styles from "./result.module.css";

/** Raw JSON, folded until somebody wants it. */
export function JsonFold({ label, value }: { label: string; value: Json }) {
  return (
    <details className={styles.fold}>
      <summary>{label} as JSON</summary>
      <div className={styles.json}>
        <CopyButton value={JSON.stringify(value, null, 2)}>
          {({ copied, copy }) => (
            <button type="button" className={styles.copy} onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </button>
          )}
        </CopyButton>
        <JsonView value={value} label={`${label} as JSON`} />
      </div>
    </details>
  );
}
