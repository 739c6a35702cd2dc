import { Button } from "@mantine/core";
import { Plus, Workflow } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";
import styles from "../flow.module.css";

/** A flow of which nothing is drawn. */
export function EmptyGraph({ onAdd }: { onAdd?: (() => void) | undefined }) {
  return (
    <div className={styles.empty}>
      <EmptyState
        icon={Workflow}
        title="Nothing is drawn yet"
        actions={
          onAdd ? (
            <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={onAdd}>
              Add the first node
            </Button>
          ) : null
        }
      >
        A node runs one script: it decides, shows a page, or completes the flow. The first one is where walks
        start; draw edges from it to the next, and to the end.
      </EmptyState>
    </div>
  );
}
