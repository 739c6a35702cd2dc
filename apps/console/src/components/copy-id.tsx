import { Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Check, Copy } from "lucide-react";
import styles from "./copy-id.module.css";

/** An id in mono; a click copies it whole. `short` shows its last characters only. */
export function CopyId(props: { id: string; short?: boolean; label?: string }) {
  const clipboard = useClipboard({ timeout: 1_200 });
  const name = props.label ?? props.id;
  return (
    <Tooltip
      label={
        clipboard.error
          ? "Not copied"
          : clipboard.copied
            ? "Copied"
            : props.short
              ? `Copy ${props.id}`
              : "Copy"
      }
    >
      <button
        type="button"
        className={styles.id}
        aria-label={`Copy ${name}`}
        onClick={(event) => {
          event.stopPropagation();
          clipboard.copy(props.id);
        }}
      >
        <span className="cut">{props.short ? shortId(props.id) : props.id}</span>
        {clipboard.copied ? <Check size={12} aria-hidden="true" /> : <Copy size={12} aria-hidden="true" />}
        <span className="hidden-text" aria-live="polite">
          {clipboard.error ? "Not copied" : clipboard.copied ? "Copied" : ""}
        </span>
      </button>
    </Tooltip>
  );
}

/** `exe_01jd3x8k2m9q4r7t0v5w6y8z1a` → `exe_…5w6y8z1a`. */
export function shortId(id: string): string {
  const [prefix = "", rest = ""] = id.split("_", 2);
  return rest.length > 10 ? `${prefix}_…${rest.slice(-8)}` : id;
}
