import type { Outputs } from "../../../app/trpc.ts";

export type Began = Outputs["errors"]["list"]["items"][number]["began"];

/**
 * What an error began with, for its row.
 *
 * @example beganWords(began) // "began with v3 by Admin “Break it on purpose”"
 */
export function beganWords(began: Began): string {
  switch (began.kind) {
    case "version":
      if (began.earlier !== null) return `began before v${began.version}: v${began.earlier} has it too`;
      return `began with v${began.version} by ${authorOf(began)}${began.note ? ` “${began.note}”` : ""}`;
    case "file":
      return "began with a file, without a version";
    case "default":
      return "began with the default, without a version";
    case "unknown":
      return "began without a version";
  }
}

/** A version that nobody's name stands at was made by a token, or delivered with the product. */
export const authorOf = (began: { authorName: string | null }): string => began.authorName ?? "Scriptyard";

/**
 * Whether what is live now brought the error: what one wants to know before rolling back.
 *
 * @returns null where that is nothing to tell
 */
export function liveWords(began: Began, liveVersion: number | null): string | null {
  if (began.kind !== "version" || liveVersion === null) return null;
  const first = began.earlier ?? began.version;
  if (liveVersion === first) return null;
  return liveVersion > first
    ? `It began before v${liveVersion}, which is live.`
    : `v${liveVersion}, which is live, is from before it.`;
}
