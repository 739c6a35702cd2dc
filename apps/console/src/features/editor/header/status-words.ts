import { turnWords } from "../../../app/in-turn.ts";
import { plural } from "../../../components/format.ts";
import { liveWord, unpublishedSentence } from "../../../components/status-pill.tsx";
import type { Tone } from "../../../components/tone.ts";
import type { PublishState } from "../publish/publish-store.ts";
import type { RolledBack, ScriptItem } from "../server/types.ts";
import { rolledBackSentence } from "../versions/rolled-back.ts";

export type StatusInput = {
  item: Pick<ScriptItem, "status" | "liveVersion" | "retiredVersion" | "changedLines" | "liveLayer">;
  /** Newer versions than the live one are there; null or left out: none. */
  rolledBack?: RolledBack | null;
  errors: number;
  publish: PublishState;
  /** A published version is shown instead of the draft. */
  version?: number | undefined;
  readOnlyReason: string | null;
};

export function scriptStatus(input: StatusInput): {
  tone: Tone;
  label: string;
  hint: string;
  busy?: boolean;
} {
  const { item, errors, publish, version, readOnlyReason } = input;
  const rolledBack = input.rolledBack ?? null;
  const live = liveWord(item);
  if (version !== undefined)
    return {
      tone: "info",
      label: `Read-only (version ${version})`,
      hint: "Published versions never change. Copy it into the draft to go on from it.",
    };
  if (readOnlyReason !== null) return { tone: "info", label: "Read-only", hint: readOnlyReason };
  if (publish.status === "publishing")
    return {
      tone: "info",
      label: publish.turn ? `${turnWords(publish.turn)}…` : "Publishing…",
      hint: publish.turn
        ? "It is published by itself as soon as there is a place."
        : "The version is checked, compiled and made live.",
      busy: true,
    };
  if (publish.status === "failed")
    return { tone: "error", label: "Publish failed", hint: `${publish.message} ${liveSentence(item)}` };
  if (errors > 0 && item.status !== "live")
    return {
      tone: "error",
      // What runs is never hidden by what does not.
      label: live === null ? "Invalid draft" : `${live}, invalid draft`,
      hint: `The draft has ${errors} ${errors === 1 ? "error" : "errors"}; it can be previewed but not published. ${liveSentence(item)}`,
    };
  switch (item.status) {
    case "never-published":
      if (item.liveLayer !== null)
        return {
          tone: "ok",
          label: live ?? "",
          hint: `${unpublishedSentence(item.liveLayer)} Publish the draft and it runs instead.`,
        };
      return {
        tone: "idle",
        label: "Never published",
        hint: "Nothing of this script is live yet. Publish it and its node or importers use it.",
      };
    case "retired":
      if (item.liveLayer !== null)
        return {
          tone: "ok",
          label: live ?? "",
          hint: `Version ${item.retiredVersion} was retired, so the ${item.liveLayer} runs. Publish the draft or roll back, and a version runs again.`,
        };
      return {
        tone: "idle",
        label: "Retired",
        hint: `Version ${item.retiredVersion} was live until it was retired: nothing of this script runs. Roll back to a version, or publish the draft.`,
      };
    case "live":
      return {
        tone: "ok",
        label: `${live ?? ""}${rolledBack === null ? "" : ", rolled back"}`,
        hint: `Version ${item.liveVersion} runs, and the draft is the same text.${rolledBack === null ? "" : ` ${rolledBackSentence(rolledBack)}`}`,
      };
    case "live-with-changes":
      // The changes are what was rolled back, or go on from it: a publish would bring that back.
      if (rolledBack !== null)
        return {
          tone: "warn",
          label: `${live}, rolled back`,
          hint: `${rolledBackSentence(rolledBack)} The draft differs from version ${item.liveVersion} in ${plural(item.changedLines, "line")}: publishing may bring back what was rolled back.`,
        };
      return {
        tone: "warn",
        label: `${live}, ${item.changedLines} ${item.changedLines === 1 ? "change" : "changes"}`,
        hint: `Version ${item.liveVersion} runs. ${item.changedLines === 1 ? "One line of the draft differs" : `${item.changedLines} lines of the draft differ`} and is not live until you publish.`,
      };
  }
}

function liveSentence(item: StatusInput["item"]): string {
  if (item.liveVersion === null && item.liveLayer !== null) return `The ${item.liveLayer} goes on running.`;
  if (item.status === "retired") return "Nothing is live: it is retired.";
  return item.liveVersion === null ? "Nothing is live yet." : `Version ${item.liveVersion} goes on running.`;
}
