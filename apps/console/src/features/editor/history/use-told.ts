import { type LiveEventOf, useRunnerEvents } from "../../../app/events/index.ts";
import { type Told, toldOf } from "./told-store.ts";

/** Hears what others do with this user's edits, in whichever script. */
export function useTold(userId: string): void {
  useRunnerEvents(["draft"], (event) => {
    const told = toldByAct(event, userId);
    if (told) toldOf(event.scriptId).set({ told });
  });
  useRunnerEvents(["published"], ({ event, by, of }) => {
    if (event.kind === "publish" && of.includes(userId))
      toldOf(event.scriptId).set({ told: { kind: "published", by, version: event.version } });
  });
}

export function toldByAct(event: Pick<LiveEventOf<"draft">, "act">, userId: string): Told | null {
  const { act } = event;
  if (!act?.of.includes(userId)) return null;
  const to = act.kind === "restore" ? "an earlier text" : `v${act.version}`;
  return { kind: "put-back", by: act.by, to, before: act.before };
}
