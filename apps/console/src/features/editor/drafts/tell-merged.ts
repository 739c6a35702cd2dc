import { notifications } from "@mantine/notifications";
import type { DraftBase } from "./machine.ts";
import { saverOf } from "./saver.ts";

/** Two who type at once are not told with every save. */
const quietMs = 60_000;
const toldAt = new Map<string, number>();

/** Says that somebody's changes came into the text in front. */
export function tellMerged(scriptId: string, specifier: string, theirs: DraftBase): void {
  const last = toldAt.get(scriptId);
  toldAt.set(scriptId, Date.now());
  if (last !== undefined && Date.now() - last < quietMs) return;
  notifications.show({
    title: `${saverOf(theirs).name} is changing ${specifier} too`,
    message: "Your changes are on different lines, so both are in the draft.",
  });
}
