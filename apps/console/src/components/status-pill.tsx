import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./status-pill.module.css";
import type { Tone } from "./tone.ts";

/** A dot and a word: `● Live v12 · 3 changes`. `hint` is the sentence shown on hover and focus. */
export function StatusPill(props: { tone: Tone; children: ReactNode; hint?: ReactNode; busy?: boolean }) {
  const pill = (
    <span className={styles.pill} data-tone={props.tone} data-busy={props.busy || undefined}>
      <span className={styles.dot} aria-hidden="true" />
      {props.children}
    </span>
  );
  return props.hint ? (
    <Tooltip label={props.hint} multiline maw={320}>
      {pill}
    </Tooltip>
  ) : (
    pill
  );
}

/** The publish state of a script, in few words. */
export function ScriptStatusPill(props: {
  status: "never-published" | "live" | "live-with-changes" | null;
  liveVersion: number | null;
  changedLines?: number | undefined;
  /** Where there is no room for the change in words: `v12 · changed`. */
  short?: boolean;
}) {
  const { status, liveVersion, short = false } = props;
  if (status === null)
    return (
      <StatusPill tone="error" hint="The node's script does not exist. The node cannot run.">
        No script
      </StatusPill>
    );
  if (status === "never-published")
    return (
      <StatusPill tone="warn" hint="There is a draft only. Publish it and the node runs it.">
        Never published
      </StatusPill>
    );
  if (status === "live")
    return (
      <StatusPill tone="ok" hint={`Version ${liveVersion} runs. The draft is the same text.`}>
        Live v{liveVersion}
      </StatusPill>
    );
  const changes = props.changedLines;
  if (short)
    return (
      <StatusPill tone="warn" hint={`Version ${liveVersion} runs. The draft differs and is not published.`}>
        Live v{liveVersion} · draft
      </StatusPill>
    );
  return (
    <StatusPill tone="warn" hint={`Version ${liveVersion} runs. The draft differs and is not published.`}>
      Live v{liveVersion} ·{" "}
      {changes === undefined ? "draft differs" : `${changes} ${changes === 1 ? "change" : "changes"}`}
    </StatusPill>
  );
}
