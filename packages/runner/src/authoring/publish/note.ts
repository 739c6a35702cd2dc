import { Fault } from "@scriptyard/model";

const longestNote = 500;

/**
 * The note without the space around it.
 *
 * @throws Fault `bad_request`: whoever looks for a regression next month needs the reason
 */
export function checkNote(note: string): string {
  const trimmed = note.trim();
  if (trimmed === "")
    throw new Fault("bad_request", "note: is empty. Say in a few words what changes and why.");
  if (trimmed.length > longestNote)
    throw new Fault("bad_request", `note: has ${trimmed.length} characters. Shorten it to ${longestNote}.`);
  return trimmed;
}
