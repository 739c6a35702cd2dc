import { Button } from "@mantine/core";
import type { FlowClash } from "@scriptyard/model";
import { InlineNote } from "../../../components/inline-note.tsx";
import styles from "./designer.module.css";
import type { DesignerState } from "./designer-state.ts";

/** Two people changed the same thing: nothing is saved, and nothing lost, until somebody says which counts. */
export function ClashBar(props: {
  clash: NonNullable<DesignerState["clash"]>;
  onChoose: (whose: "mine" | "theirs") => void;
}) {
  const { clash, onChoose } = props;
  return (
    <div className={styles.clash} role="alert">
      <InlineNote tone="warn">
        {clash.theirs.by ?? "Somebody else"} changed the same at {clash.clashes.map(wordsOf).join(", ")}.
        Everything else of both is kept.
      </InlineNote>
      <span className={styles.spacer} />
      <Button size="xs" variant="default" onClick={() => onChoose("theirs")}>
        Take theirs
      </Button>
      <Button size="xs" onClick={() => onChoose("mine")}>
        Keep mine
      </Button>
    </div>
  );
}

function wordsOf(clash: FlowClash): string {
  switch (clash.kind) {
    case "entry":
      return "the start";
    case "node":
      return `the node ${clash.node}`;
    case "edge":
      return `the edge from ${clash.from}${clash.outcome === null ? "" : ` when ${clash.outcome}`}`;
  }
}
