import { Button } from "@mantine/core";
import { GitMerge } from "lucide-react";
import { useMemo, useState } from "react";
import { plural } from "../../../components/format.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "./conflict.module.css";
import { type Choice, conflictParts, decidedText } from "./conflict-hunks.ts";
import { ConflictPlace } from "./conflict-place.tsx";
import type { DraftBase } from "./machine.ts";
import { saverOf } from "./saver.ts";

/** What led here is gone: the next Tab goes to the first place. */
const takeLostFocus = (view: HTMLElement | null) => {
  if (document.activeElement === document.body) view?.focus();
};

/** Each place that two people changed, for itself; what is elsewhere is merged already. */
export function ConflictChoice(props: {
  base: string | null;
  mine: string;
  theirs: DraftBase;
  onDecide: (text: string) => void;
  onWriteOn: () => void;
}) {
  const { base, mine, theirs, onDecide, onWriteOn } = props;
  const parts = useMemo(() => conflictParts(base, mine, theirs.source), [base, mine, theirs.source]);
  const places = parts.flatMap((part, at) => (part.kind === "conflict" ? [at] : []));
  const [made, setMade] = useState<(Choice | undefined)[]>([]);
  const saver = saverOf(theirs);
  const text = decidedText(parts, made);
  const open = places.filter((_, i) => made[i] === undefined).length;
  const choose = (i: number, choice: Choice) =>
    setMade((now) => Array.from({ length: places.length }, (_, k) => (k === i ? choice : now[k])));

  return (
    <section ref={takeLostFocus} tabIndex={-1} className={styles.conflict} aria-labelledby="conflict-title">
      <header className={styles.head}>
        <GitMerge size={18} aria-hidden className={styles.icon} />
        <div>
          <h2 id="conflict-title">
            {saver.name} saved first{theirs.at !== undefined && ", "}
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
          <li key={at}>
            <ConflictPlace
              parts={parts}
              at={at}
              saver={saver}
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
        <Button variant="default" onClick={onWriteOn}>
          Go on writing
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
