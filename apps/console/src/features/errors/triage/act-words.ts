import type { ErrorAct } from "@scriptyard/model";
import { countOf, formatNumber, formatTimeIn } from "../../../components/format.ts";

/**
 * What an act did, for the toast.
 *
 * @example actWords({ kind: "resolve" }, 3) // "3 errors resolved"
 */
export function actWords(act: ErrorAct, changed: number): string {
  const errors = countOf(changed, "error");
  switch (act.kind) {
    case "resolve":
      return `${errors} resolved`;
    case "reopen":
      return `${errors} open again`;
    case "mute":
      return `${errors} muted until ${formatTimeIn(act.until)}`;
    case "mute-times":
      return `${errors} muted until ${changed === 1 ? "it happens" : "each happens"} ${timesWords(act.times)}`;
  }
}

/** @example timesWords(1) // "once more" */
export function timesWords(times: number): string {
  return times === 1 ? "once more" : `${formatNumber(times)} more times`;
}

type Group = {
  status: "open" | "muted" | "resolved";
  count: number;
  statusByName: string | null;
  mutedUntil: number | null;
  mutedUntilCount: number | null;
  resolvedVersion: number | null;
  cameBack: boolean;
  cameBackVersion: number | null;
};

/**
 * What a group is, in few words, for its row; null for one that is simply open.
 *
 * @example stateWords(group) // "muted until Sun 29 Nov, 16:35"
 */
export function stateWords(group: Group): string | null {
  if (group.status === "muted") return `muted ${untilWords(group)}`;
  if (group.status === "resolved")
    return group.resolvedVersion === null ? "resolved" : `resolved in v${group.resolvedVersion}`;
  return group.cameBack ? cameBackWords(group) : null;
}

/** The whole of it, for the drawer: with who. */
export function stateSentence(group: Group): string | null {
  const by = group.statusByName === null ? "" : ` by ${group.statusByName}`;
  if (group.status === "muted") return `Muted${by} ${untilWords(group)}. It does not count until then.`;
  if (group.status === "resolved")
    return `Resolved${group.resolvedVersion === null ? "" : ` in v${group.resolvedVersion}`}${by}. It opens again when it happens again.`;
  if (!group.cameBack) return null;
  const words = cameBackWords(group);
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

function untilWords({ mutedUntil, mutedUntilCount, count }: Group): string {
  if (mutedUntil !== null) return `until ${formatTimeIn(mutedUntil)}`;
  return `until it happens ${timesWords(Math.max(1, (mutedUntilCount ?? count) - count))}`;
}

/** A version from before the resolving one is a run that began before it: a flow session keeps its versions. */
function cameBackWords({ resolvedVersion, cameBackVersion }: Group): string {
  const back = cameBackVersion === null ? "came back" : `came back in v${cameBackVersion}`;
  if (resolvedVersion === null) return `${back} after it was resolved`;
  if (cameBackVersion === resolvedVersion) return `${back}, which was to resolve it`;
  return `${back} after it was resolved in v${resolvedVersion}`;
}
