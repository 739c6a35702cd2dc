import { Check, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import styles from "./filter-bar.module.css";

/** A filter that is typed. */
export type FilterField = {
  key: string;
  name: string;
  placeholder: string;
  /** What it holds now; empty for none. */
  text: string;
  /** Takes what was typed, or says why not. */
  take: (text: string) => string | null;
};

/** The chip of a filter while its text is typed. Enter takes it, Escape leaves it as it was. */
export function FilterEdit({ field, onDone }: { field: FilterField; onDone: () => void }) {
  const [text, setText] = useState(field.text);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const problemId = useId();
  useEffect(() => {
    // After the menu it was chosen from has given the focus back.
    const timer = setTimeout(() => {
      input.current?.focus();
      input.current?.select();
    }, 0);
    return () => clearTimeout(timer);
  }, []);
  return (
    <form
      noValidate
      className={styles.edit}
      onSubmit={(event) => {
        event.preventDefault();
        const refused = field.take(text.trim());
        setProblem(refused);
        if (refused === null) onDone();
        else input.current?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onDone();
      }}
    >
      <label className={styles.chip} data-problem={problem !== null || undefined}>
        <span className={styles.name}>{field.name}</span>
        <input
          ref={input}
          className={styles.input}
          placeholder={field.placeholder}
          maxLength={200}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" aria-label={`Filter by ${field.name}`}>
        <Check size={13} aria-hidden="true" />
      </button>
      <button type="button" aria-label="Leave it as it was" onClick={onDone}>
        <X size={13} aria-hidden="true" />
      </button>
      {problem === null ? null : (
        <span id={problemId} role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </form>
  );
}
