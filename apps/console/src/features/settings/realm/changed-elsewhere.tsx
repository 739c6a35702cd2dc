import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "./realm.module.css";

/** Somebody saved the realm after this form was filled: who, when, and what can be done. */
export function ChangedElsewhere(props: {
  by: string | null;
  at: number | null;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  return (
    <div className={styles.elsewhere} role="alert">
      <TriangleAlert size={15} aria-hidden="true" />
      <div>
        <p>
          {props.by ?? "Somebody"} saved the realm{" "}
          {props.at === null ? "meanwhile" : <RelativeTime at={props.at} />}. What you did not touch is theirs
          already; the rest is yours, and not saved.
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
