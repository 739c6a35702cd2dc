import { Button, Group } from "@mantine/core";
import { GitMerge } from "lucide-react";
import { useState } from "react";
import { DiffView } from "../../../monaco/diff-view.tsx";
import { replaceText } from "../../../monaco/replace-text.ts";
import { useScriptScope } from "../editor-context.ts";
import styles from "./conflict.module.css";
import type { DraftBase } from "./machine.ts";

/** Somebody saved this draft while it was being edited here: both texts, and three ways out. Nothing is lost by any. */
export function ConflictView({ theirs }: { theirs: DraftBase }) {
  const { draft, detail } = useScriptScope();
  // The text at the start of the conflict; what is edited here from then on is the merge.
  const [mine] = useState(() => draft.model.getValue());
  const [merged, setMerged] = useState(mine);
  const edited = merged !== mine;

  // Into the draft's own model, which is kept in the browser at every keystroke.
  const edit = (text: string) => {
    setMerged(text);
    replaceText(draft.model, text);
  };
  const resolve = (text: string) => {
    for (const left of new Set([mine, merged, theirs.source]))
      if (left !== text) draft.kept.setAside(draft.scriptId, left);
    draft.session.resolve(text);
  };

  return (
    <section className={styles.conflict} aria-labelledby="conflict-title">
      <header className={styles.head}>
        <GitMerge size={18} aria-hidden className={styles.icon} />
        <div>
          <h2 id="conflict-title">This draft was saved elsewhere while you were typing</h2>
          <p className="soft">
            Nothing was overwritten. Left is the text on the server (revision {theirs.revision}), right is
            yours. Edit the right side to merge, or take one as it is; the text you leave is kept under “Lost
            texts”.
          </p>
        </div>
      </header>
      <div className={styles.sides} aria-hidden>
        <span>Theirs, on the server</span>
        <span>Yours{edited ? ", merged" : ""}</span>
      </div>
      <div className={styles.diff}>
        <DiffView
          original={theirs.source}
          modified={merged}
          language={detail.item.language}
          labels={["Text on the server, read-only", "Your text, editable"]}
          onEdit={edit}
        />
      </div>
      <Group className={styles.foot} gap={8}>
        <Button variant={edited ? "default" : "filled"} onClick={() => resolve(mine)}>
          Keep mine
        </Button>
        <Button variant="default" onClick={() => resolve(theirs.source)}>
          Take theirs
        </Button>
        <Button variant={edited ? "filled" : "default"} disabled={!edited} onClick={() => resolve(merged)}>
          Save merged
        </Button>
        <span className="faint small">
          {edited ? "Your merged text becomes the draft." : "Edit the right side to merge both."}
        </span>
      </Group>
    </section>
  );
}
