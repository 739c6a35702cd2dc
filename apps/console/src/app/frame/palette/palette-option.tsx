import { Highlight } from "@mantine/core";
import { KeyHint } from "../../../components/key-hint.tsx";
import { shortcuts } from "../../keys/shortcuts.ts";
import { closePalette } from "../overlays.ts";
import type { PaletteEntry } from "./entries.ts";
import styles from "./palette.module.css";

/** One thing to choose, with the words that were looked for marked in it. */
export function PaletteOption(props: {
  entry: PaletteEntry;
  words: string[];
  active: boolean;
  onPoint: () => void;
}) {
  const { entry, words } = props;
  const { label, blocked = null, keys } = entry;
  const description = blocked ?? entry.description;
  return (
    <button
      type="button"
      id={optionId(entry)}
      role="option"
      tabIndex={-1}
      className={styles.entry}
      aria-selected={props.active}
      aria-disabled={blocked !== null}
      onMouseMove={props.onPoint}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => blocked ?? choose(entry)}
    >
      {entry.icon}
      <span className={styles.words}>
        <Highlight component="span" className="cut" highlight={words} inherit>
          {label}
        </Highlight>
        {description ? <span className={`cut ${styles.description}`}>{description}</span> : null}
      </span>
      {keys ? <KeyHint of={typeof keys === "string" ? shortcuts[keys] : keys} /> : null}
    </button>
  );
}

export const optionId = (entry: PaletteEntry) => `palette ${entry.id}`.replaceAll(" ", "-");

/** Closed first: what it opens finds the focus where it was, and gives it back there. */
export function choose(entry: PaletteEntry): void {
  closePalette();
  entry.run();
}
