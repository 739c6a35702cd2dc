import { useLayoutEffect, useRef } from "react";
import styles from "./code-frame.module.css";

/** A few lines of source around one that matters; the marked line carries an arrow, the place in it an underline. */
export function CodeFrame(props: {
  source: string;
  /** 1-based. */
  line: number;
  column?: number | undefined;
  /** Lines before and after. */
  around?: number;
  label?: string;
}) {
  const frame = useRef<HTMLElement>(null);
  const mark = useRef<HTMLElement>(null);
  const around = props.around ?? 4;
  const lines = props.source.split("\n");
  const first = Math.max(1, props.line - around);
  const last = Math.min(lines.length, props.line + around);
  const digits = String(last).length;
  useLayoutEffect(() => {
    // A place far right in a long line is brought into sight, without moving the page.
    const box = frame.current;
    const place = mark.current;
    if (box && place)
      box.scrollLeft = Math.max(0, place.offsetLeft + place.offsetWidth - box.clientWidth + 24);
  });
  return (
    <section
      ref={frame}
      className={styles.frame}
      aria-label={props.label ?? `Source around line ${props.line}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways, so the keyboard must reach it
      tabIndex={0}
    >
      {lines.slice(first - 1, last).map((text, index) => {
        const line = first + index;
        const marked = line === props.line;
        const [before, word, after] = marked ? splitAt(text, props.column) : [text, "", ""];
        return (
          <span key={line} className={styles.line} data-marked={marked || undefined}>
            <span className={styles.number}>
              {marked ? "▸" : " "} {String(line).padStart(digits)}
            </span>
            <code>
              {before}
              {word ? <mark ref={mark}>{word}</mark> : null}
              {after || (text ? "" : " ")}
            </code>
          </span>
        );
      })}
    </section>
  );
}

/** The text before a column, the word or sign there, and the rest. */
export function splitAt(text: string, column: number | undefined): [string, string, string] {
  if (column === undefined || column < 1 || column > text.length) return [text, "", ""];
  const rest = text.slice(column - 1);
  const word = /^[\w$]+/.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 32);
  return [text.slice(0, column - 1), word, rest.slice(word.length)];
}
