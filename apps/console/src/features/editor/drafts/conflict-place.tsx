import { SegmentedControl } from "@mantine/core";
import styles from "./conflict.module.css";
import type { Choice, ConflictPart } from "./conflict-hunks.ts";

/** Lines around a place that show where it is. */
const context = 3;

/** One place that two people changed: both texts, and which of them the draft shall say. */
export function ConflictPlace(props: {
  parts: readonly ConflictPart[];
  at: number;
  saver: { name: string; whose: string };
  name: string;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const { parts, at, saver, name, choice, onChoose } = props;
  const part = parts[at];
  if (part?.kind !== "conflict") return null;
  return (
    <>
      <div className={styles.placeHead}>
        <h3>{name}</h3>
        <SegmentedControl
          size="xs"
          aria-label={name}
          value={choice ?? ""}
          onChange={(value) => onChoose(value as Choice)}
          data={[
            { value: "mine", label: "Yours" },
            { value: "theirs", label: saver.whose },
            { value: "both", label: "Both" },
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by the keyboard */}
      <section className={styles.code} tabIndex={0} aria-label={`${name}, both texts`}>
        <Lines lines={settledAt(parts, at - 1).slice(-context)} />
        <Lines lines={part.mine} side="mine" label="Yours" left={choice === "theirs"} />
        <Lines lines={part.theirs} side="theirs" label={saver.name} left={choice === "mine"} />
        <Lines lines={settledAt(parts, at + 1).slice(0, context)} />
      </section>
    </>
  );
}

function Lines(props: {
  lines: readonly string[];
  side?: "mine" | "theirs";
  label?: string;
  left?: boolean;
}) {
  const { lines, side, label, left } = props;
  if (!side && lines.length === 0) return null;
  return (
    <div className={styles.lines} data-side={side} data-left={left || undefined}>
      {label && <span className={styles.side}>{label}</span>}
      {lines.length === 0 ? <em className="faint">removed</em> : <pre>{lines.join("\n") || " "}</pre>}
    </div>
  );
}

function settledAt(parts: readonly ConflictPart[], at: number): string[] {
  const part = parts[at];
  return part?.kind === "settled" ? part.lines : [];
}
