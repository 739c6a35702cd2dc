import type { ErrorAct, ErrorGroup } from "@scriptyard/model";

/** The part of a group that acts and occurrences change. */
export type ErrorState = Pick<
  ErrorGroup,
  | "status"
  | "statusAt"
  | "statusBy"
  | "mutedUntil"
  | "mutedUntilCount"
  | "resolvedVersion"
  | "cameBack"
  | "cameBackVersion"
>;

const untouched: ErrorState = {
  status: "open",
  statusAt: null,
  statusBy: null,
  mutedUntil: null,
  mutedUntilCount: null,
  resolvedVersion: null,
  cameBack: false,
  cameBackVersion: null,
};

/** What is stored, as it is now: nothing is written when the time of a mute passes. */
export function stateAt<S extends ErrorState>(stored: S, nowMs: number): S {
  if (stored.status !== "muted" || stored.mutedUntil === null || stored.mutedUntil > nowMs) return stored;
  return { ...stored, ...untouched, statusAt: stored.mutedUntil };
}

/**
 * After one or more occurrences; also what an undone act leaves, of what was before it and what occurred since.
 *
 * @param now.count of the group, with them
 * @param now.latestMs when the latest began: one that was only late does not open a resolved group
 */
export function afterOccurring(
  stored: ErrorState,
  now: { count: number; latestMs: number; version: number | null },
): ErrorState {
  if (stored.status === "resolved" && (stored.statusAt ?? -1) < now.latestMs)
    return {
      ...untouched,
      statusAt: now.latestMs,
      resolvedVersion: stored.resolvedVersion,
      cameBack: true,
      cameBackVersion: now.version,
    };
  if (stored.status === "muted" && stored.mutedUntilCount !== null && stored.mutedUntilCount <= now.count)
    return { ...untouched, statusAt: now.latestMs };
  return stored;
}

/** After somebody's act; null where it is so already. */
export function afterAct(
  stored: ErrorState,
  act: ErrorAct,
  by: { userId: ErrorGroup["statusBy"]; atMs: number; count: number; liveVersion: number | null },
): ErrorState | null {
  const { status } = stateAt(stored, by.atMs);
  const made = { ...untouched, statusAt: by.atMs, statusBy: by.userId };
  switch (act.kind) {
    case "resolve":
      return status === "resolved"
        ? null
        : { ...made, status: "resolved", resolvedVersion: act.version ?? by.liveVersion };
    case "reopen":
      return status === "open" ? null : made;
    case "mute":
      return { ...made, status: "muted", mutedUntil: act.until };
    case "mute-times":
      return { ...made, status: "muted", mutedUntilCount: by.count + act.times };
  }
}
