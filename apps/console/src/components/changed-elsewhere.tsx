import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import styles from "./changed-elsewhere.module.css";
import { RelativeTime } from "./relative-time.tsx";

/** Somebody saved what a form is about after it was filled: who, when, where that is known, and what can be done. */
export function ChangedElsewhere(props: {
  /** `the realm`. */
  what: string;
  by?: string | null;
  at?: number | null;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  return (
    <div className={styles.elsewhere} role="alert">
      <TriangleAlert size={15} aria-hidden="true" />
      <div>
        <p>
          {props.by ?? "Somebody"} saved {props.what}{" "}
          {typeof props.at === "number" ? <RelativeTime at={props.at} /> : "meanwhile"}. What you did not
          touch is theirs already; the rest is yours, and not saved.
        </p>
        <div className={styles.choices}>
          <Button size="xs" variant="default" onClick={props.onTakeTheirs}>
            Take theirs
          </Button>
          <Button size="xs" variant="default" onClick={props.onKeepMine}>
            Keep mine, to save it over theirs
          </Button>
        </div>
      </div>
    </div>
  );
}
