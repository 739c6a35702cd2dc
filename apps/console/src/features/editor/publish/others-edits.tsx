import { Checkbox } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { type DraftEditor, namesWithLines } from "../history/others-edits.ts";
import styles from "./publish.module.css";

/** Says whose edits a publish ships beside one's own, and asks for a tick. */
export function OthersEdits(props: {
  others: readonly DraftEditor[];
  ticked: boolean;
  onTick: (ticked: boolean) => void;
}) {
  const { others, ticked, onTick } = props;
  if (others.length === 0) return null;
  return (
    <section className={styles.others} aria-label="Edits by others">
      <TriangleAlert size={15} aria-hidden />
      <div>
        <p>
          Contains edits by <strong>{namesWithLines(others)}</strong>
          <span className="soft">; they are told when you publish them.</span>
        </p>
        <Checkbox
          mt={6}
          size="xs"
          label="I have read them, and they are finished"
          checked={ticked}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
      </div>
    </section>
  );
}
