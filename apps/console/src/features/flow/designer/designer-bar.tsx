import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  Cable,
  Plus,
  Redo2,
  Trash2,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { InlineNote } from "../../../components/inline-note.tsx";
import styles from "./designer.module.css";
import type { Designing } from "./use-designing.ts";

/** What can be done to the graph, and whether it is saved. */
export function DesignerBar(props: {
  designing: Designing;
  /** What belongs to looking, at the end of the bar: in the graph it would cover nodes. */
  beside: ReactNode;
  onAdd: () => void;
  onConnect: () => void;
  onProblems: () => void;
}) {
  const { designing } = props;
  const { findings } = designing;
  const picked = designing.picked.line ? 1 : designing.names.size;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const problems = findings.length;
  return (
    <div className={styles.bar} role="toolbar" aria-label="Draw the flow">
      <Button
        size="xs"
        variant="default"
        leftSection={<Plus size={14} aria-hidden="true" />}
        onClick={props.onAdd}
      >
        Add node
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<Cable size={14} aria-hidden="true" />}
        disabled={designing.names.size !== 1}
        onClick={props.onConnect}
      >
        Connect
      </Button>
      <Act label="Undo" disabled={!designing.canUndo} onClick={designing.undo} icon={Undo2} />
      <Act label="Redo" disabled={!designing.canRedo} onClick={designing.redo} icon={Redo2} />
      <Act label="Delete" disabled={picked === 0} onClick={designing.remove} icon={Trash2} />
      {picked > 1 ? (
        <>
          <Act label="Align in a row" onClick={() => designing.align("row")} icon={AlignCenterHorizontal} />
          <Act
            label="Align in a column"
            onClick={() => designing.align("column")}
            icon={AlignCenterVertical}
          />
          <span className="soft small">{picked} nodes picked</span>
        </>
      ) : null}
      <span className={styles.spacer} />
      {problems > 0 ? (
        <Button
          size="xs"
          variant="subtle"
          {...(errors > 0 ? { color: "red" } : {})}
          leftSection={<TriangleAlert size={14} aria-hidden="true" />}
          onClick={props.onProblems}
        >
          {problems === 1 ? "1 problem" : `${problems} problems`}
        </Button>
      ) : null}
      {designing.problem !== null ? (
        <>
          <InlineNote tone="warn" role="status">
            Not saved: {designing.problem}
          </InlineNote>
          <Button size="xs" variant="default" onClick={() => void designing.saveNow()}>
            Try again
          </Button>
        </>
      ) : (
        <span className="faint small">{designing.saved ? "Draft saved" : "Saving…"}</span>
      )}
      <span className={styles.beside}>{props.beside}</span>
    </div>
  );
}

function Act(props: { label: string; icon: typeof Undo2; disabled?: boolean; onClick: () => void }) {
  const Icon = props.icon;
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        aria-label={props.label}
        disabled={props.disabled ?? false}
        onClick={props.onClick}
      >
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
