import { Button, SegmentedControl } from "@mantine/core";
import { GitMerge } from "lucide-react";
import { useMemo, useState } from "react";
import { plural } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "./conflict.module.css";
import { type Choice, type ConflictPart, conflictParts, decidedText } from "./conflict-hunks.ts";
import type { DraftBase } from "./machine.ts";

/** Lines around a place that show where it is. */
const context = 3;

/** Each place that two people changed, for itself; what is elsewhere is merged already. */
export function ConflictChoice(props: {
  base: string | null;
  mine: string;
  theirs: DraftBase;
  onDecide: (text: string) => void;
}) {
  const { base, mine, theirs, onDecide } = props;
  const parts = useMemo(() => conflictParts(base, mine, theirs.source), [base, mine, theirs.source]);
  const places = parts.flatMap((part, at) => (part.kind === "conflict" ? [at] : []));
  const [made, setMade] = useState<(Choice | undefined)[]>([]);
  const who = theirs.by ?? "Somebody";
  const text = decidedText(parts, made);
  const open = places.filter((_, i) => made[i] === undefined).length;
  const choose = (i: number, choice: Choice) =>
    setMade((now) => Array.from({ length: places.length }, (_, k) => (k === i ? choice : now[k])));

  return (
    <section className={styles.conflict} aria-labelledby="conflict-title">
      <header className={styles.head}>
        <GitMerge size={18} aria-hidden className={styles.icon} />
        <div>
          <h2 id="conflict-title">
            {who} saved first{theirs.at !== undefined && ", "}
            {theirs.at !== undefined && <RelativeTime at={theirs.at} />}
          </h2>
          <p className="soft">
            Nothing was overwritten. {plural(places.length, "place was", "places were")} changed by both of
            you; everything else is merged. Choose for each what the draft shall say. What you leave is kept
            under “Lost texts”.
          </p>
        </div>
      </header>
      <ol className={styles.places} aria-label="Places that both changed">
        {places.map((at, i) => (
          <li key={at} className={styles.place}>
            <Place
              parts={parts}
              at={at}
              who={who}
              name={`Place ${i + 1} of ${places.length}`}
              choice={made[i]}
              onChoose={(choice) => choose(i, choice)}
            />
          </li>
        ))}
      </ol>
      <footer className={styles.foot}>
        <Button disabled={text === null} onClick={() => text !== null && onDecide(text)}>
          Save this text
        </Button>
        <span className="faint small" role="status">
          {open === 0
            ? "It becomes the draft; you can go on editing it."
            : `${plural(open, "place is", "places are")} not decided yet.`}
        </span>
      </footer>
    </section>
  );
}

function Place(props: {
  parts: readonly ConflictPart[];
  at: number;
  who: string;
  name: string;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const { parts, at, who, name, choice, onChoose } = props;
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
            { value: "theirs", label: who === "Somebody" ? "Theirs" : `${who}’s` },
            { value: "both", label: "Both" },
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by the keyboard */}
      <section className={styles.code} tabIndex={0} aria-label={`${name}, both texts`}>
        <Lines lines={settledAt(parts, at - 1).slice(-context)} />
        <Lines lines={part.mine} side="mine" label="Yours" left={choice === "theirs"} />
        <Lines lines={part.theirs} side="theirs" label={who} left={choice === "mine"} />
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
