import type { Outputs } from "../../../app/trpc.ts";
import { formatTimeIn } from "../../../components/format.ts";
import { timesWords } from "../triage/act-words.ts";

export type Entry = Outputs["errors"]["activity"][number];

/**
 * What happened, after who did it: `Ada` `muted it until it happens 3 more times`. Where nobody did, a whole sentence.
 */
export function entryWords(entry: Entry): string {
  switch (entry.kind) {
    case "comment":
      return "wrote";
    case "resolved":
      return entry.version === null ? "resolved it" : `resolved it in v${entry.version}`;
    case "reopened":
      return "reopened it";
    case "muted":
      if (entry.until !== null) return `muted it until ${formatTimeIn(entry.until)}`;
      return `muted it until it happens ${timesWords(entry.times ?? 1)}`;
    case "returned":
      return entry.version === null
        ? "It happened again: open again"
        : `It happened again in v${entry.version}: open again`;
    case "unmuted":
      return entry.until === null
        ? "It happened as often as it was muted for: open again"
        : "The time it was muted for passed: open again";
    case "rolled-back":
      return `rolled the script back to v${entry.version}`;
  }
}

/** A token's acts bear no name. */
export const whoOf = (entry: { userId: string | null; userName: string | null }): string =>
  entry.userName ?? (entry.userId === null ? "A token" : "Somebody");
