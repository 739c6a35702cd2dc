import { type DraftState, isDirty } from "./machine.ts";
import { saverOf } from "./saver.ts";

/** What the header says about the author's text. `loud` states also get a banner. */
export type SaveStatus = {
  kind: "saved" | "saving" | "offline" | "not-saved" | "conflict";
  label: string;
  /** One sentence: what happened, what was kept, what to do. */
  detail: string;
  loud: boolean;
};

export function saveStatus(state: DraftState): SaveStatus {
  const where = state.kept
    ? "Your text is kept in this browser."
    : "Your text is only in this tab: do not close it.";
  if (state.conflict)
    return {
      kind: "conflict",
      label: "Not saved",
      detail: `${saverOf(state.conflict.theirs).name} changed the same lines. Nothing was overwritten. ${where}`,
      loud: true,
    };
  if (state.problem?.kind === "offline")
    return {
      kind: "offline",
      label: state.kept ? "Offline, kept in this browser" : "Offline, not kept",
      detail: `The server cannot be reached. ${where} It is saved by itself when the connection is back.`,
      loud: !state.kept || state.attempts > 2,
    };
  if (state.problem)
    return {
      kind: "not-saved",
      label: `Not saved (${reason(state.problem.message)})`,
      detail: `${state.problem.message} ${where}${state.problem.retry ? " It is tried again by itself." : ""}`,
      loud: true,
    };
  if (!isDirty(state) && state.inFlight === null)
    return { kind: "saved", label: "Saved", detail: "The draft on the server is what you see.", loud: false };
  return {
    kind: "saving",
    label: "Saving…",
    detail: `${where} Drafts save themselves a moment after you stop typing.`,
    loud: !state.kept,
  };
}

/** First words of a message, without its full stop, to stand in brackets. */
function reason(message: string): string {
  const first = message.split(/[.:](?:\s|$)/)[0] ?? message;
  const text = first.charAt(0).toLowerCase() + first.slice(1);
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}
