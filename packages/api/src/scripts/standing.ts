import type { RecentError } from "@scriptyard/store";

/**
 * Whether an error may be met again: its group is open, and nothing ran since that is another version than the one that met
 * it. A mended script, or one that was rolled back, is marked no longer.
 *
 * @param lastAtMs of the script's last run
 */
export function stands(
  { lastVersion, lastSeenAt }: Pick<RecentError, "lastVersion" | "lastSeenAt">,
  { liveVersion, lastAtMs }: { liveVersion: number | null; lastAtMs: number | null },
): boolean {
  const isOther = liveVersion !== lastVersion;
  return !(isOther && lastAtMs !== null && lastAtMs > lastSeenAt);
}
