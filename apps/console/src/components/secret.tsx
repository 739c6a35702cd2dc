import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Check, Copy } from "lucide-react";
import { NotCopied } from "./not-copied.tsx";
import styles from "./secret.module.css";

/** Something that is shown once: whole, and easy to copy. */
export function Secret({ value, label }: { value: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1_500 });
  return (
    <div className={styles.secret}>
      <output style={{ flex: 1 }} aria-label={label}>
        {value}
      </output>
      <Button
        variant="default"
        leftSection={
          clipboard.copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />
        }
        onClick={() => clipboard.copy(value)}
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
      {clipboard.error ? <NotCopied /> : null}
    </div>
  );
}
