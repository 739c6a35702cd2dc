import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "../../../app/trpc.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { plural } from "../../../components/format.ts";

export type DraftEditor = Outputs["drafts"]["editors"][number];

/** Whose changes are in the draft and in no version yet; asked anew each time, because it decides what is said before an act. */
export function useDraftEditors(scriptId: string) {
  return useQuery(useTRPC().drafts.editors.queryOptions({ scriptId }, { staleTime: 0, gcTime: 0 }));
}

/** The others among them. */
export function othersOf(editors: readonly DraftEditor[], userId: string): DraftEditor[] {
  return editors.filter((one) => one.userId !== userId);
}

/** `Artur Author (3 lines)`; several with commas and "and". */
export function namesWithLines(editors: readonly DraftEditor[]): string {
  return listed(
    editors.map(({ userName, lines }) => {
      const name = userName ?? "somebody unknown";
      return lines === null ? name : `${name} (${plural(lines, "line")})`;
    }),
  );
}

/** `2 changes, 1 by Artur Author`. */
export function changesWithNames(changes: string, others: readonly DraftEditor[]): string {
  if (others.length === 0) return changes;
  return `${changes}, ${listed(others.map(({ userName, lines }) => `${lines ?? "some"} by ${userName ?? "somebody unknown"}`))}`;
}

/** What a discard does, before it is done. */
export function discardWords(version: number, changes: string, others: readonly DraftEditor[]): string {
  const told = others.length === 0 ? "" : ` ${changesWithNames(changes, others)}; they will be told.`;
  return `The draft becomes the text of version ${version} again.${told} Undo brings it back, and the draft’s history keeps it.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
