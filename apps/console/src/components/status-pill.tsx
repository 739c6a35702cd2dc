import { Tooltip } from "@mantine/core";
import { type LiveState, liveState, type ScriptStatus, type SourceLayer } from "@scriptyard/model";
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

/** What a node's script is, as flows tell it. `liveLayer` says where the text that runs comes from; null = nothing runs. */
export type NodeScript = {
  status: ScriptStatus | null;
  liveVersion: number | null;
  liveLayer: SourceLayer | null;
};

/** What runs at a node. A file or a default of the host runs also where nobody has opened the script yet. */
export function nodeState(script: NodeScript | null | undefined): LiveState | "missing" {
  if (!script || (script.status === null && script.liveLayer === null)) return "missing";
  return script.status === null ? "live" : liveState({ ...script, status: script.status });
}

/** What runs, in two words: `Live v3`, `Live file`, `Live default`; null = nothing. */
export function liveWord({ liveVersion, liveLayer }: Omit<NodeScript, "status">): string | null {
  if (liveVersion !== null) return `Live v${liveVersion}`;
  return liveLayer === null ? null : liveLayer === "file" ? "Live file" : "Live default";
}

/** Why a text that is no version runs: nothing was published, or what was is retired. */
export function unpublishedSentence(liveLayer: SourceLayer): string {
  return `No version is live, so the ${liveLayer === "file" ? "file in the scripts folder" : "default that the host ships"} runs.`;
}

/** What runs at a node, in few words. `short`: where there is no room for more: `Live v12 · draft`. */
export function ScriptStatusPill({ of, short = false }: { of: NodeScript | null; short?: boolean }) {
  const state = nodeState(of);
  if (of === null || state === "missing")
    return (
      <StatusPill tone="error" hint="The node's script does not exist. The node cannot run.">
        No script
      </StatusPill>
    );
  const { liveVersion, liveLayer } = of;
  if (state === "nothing" && of.status === "retired")
    return (
      <StatusPill
        tone="warn"
        hint="It was retired: no version is live. Roll back or publish, and the node runs it."
      >
        Retired
      </StatusPill>
    );
  if (state === "nothing")
    return (
      <StatusPill tone="warn" hint="There is a draft only. Publish it and the node runs it.">
        Never published
      </StatusPill>
    );
  if (state === "changed")
    return (
      <StatusPill tone="warn" hint={`Version ${liveVersion} runs. The draft differs and is not published.`}>
        {liveWord(of)} · {short ? "draft" : "draft differs"}
      </StatusPill>
    );
  return (
    <StatusPill
      tone="ok"
      hint={
        liveVersion === null && liveLayer !== null
          ? `${unpublishedSentence(liveLayer)} Publish a draft and it runs instead.`
          : `Version ${liveVersion} runs. The draft is the same text.`
      }
    >
      {liveWord(of)}
    </StatusPill>
  );
}
