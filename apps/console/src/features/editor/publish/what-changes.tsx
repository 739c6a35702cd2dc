import { Alert } from "@mantine/core";
import { countLineChanges } from "@scriptyard/model";
import { DiffView } from "../../../monaco/diff-view.tsx";
import { useScriptScope } from "../editor-context.ts";
import { LineCounts } from "../versions/line-counts.tsx";
import { rolledBackSentence } from "../versions/rolled-back.ts";
import styles from "./publish.module.css";

/** From what is live to the draft: how many lines, and which. */
export function WhatChanges({ text }: { text: string }) {
  const { item, live, rolledBack } = useScriptScope().detail;
  return (
    <>
      {rolledBack ? (
        <Alert color="yellow" title={`v${live?.number ?? item.liveVersion} is live after a roll-back`} mb={8}>
          {rolledBackSentence(rolledBack)} Make sure that the draft does not bring it back.
        </Alert>
      ) : null}
      <p className="soft">
        {live ? `Live v${live.number} → draft: ` : "First version: "}
        {live?.source === text ? (
          "the draft is the same text as the live version."
        ) : (
          <>
            <LineCounts {...countLineChanges(live?.source ?? "", text)} /> lines
          </>
        )}
      </p>
      <div className={styles.diff}>
        <DiffView
          original={live?.source ?? ""}
          modified={text}
          language={item.language}
          labels={[live ? `Live v${live.number}` : "Nothing live", "Draft"]}
        />
      </div>
    </>
  );
}
