import type { Destination, SeenExecution } from "@scriptyard/model";
import { type Turn, turnWords } from "../../../app/in-turn.ts";
import { createStoreFamily } from "../../../app/store.ts";

/** What is shown of a script's runs. One per script, so that switching tabs keeps each result. */
export type RunState = {
  /** `leadsTo`: of a preview, where the flow would go on; absent for recordings, whose flow was another one perhaps. */
  execution: (SeenExecution & { leadsTo?: Destination | null }) | null;
  /** The text that ran; lines are marked in the editor only while it still holds this text. */
  sourceRan: string | null;
  /** `turn`: the server has no place for it yet; it is asked again. */
  running: { startedAt: number; abort: AbortController; turn: Turn | null } | null;
  /** Why there is no execution: the request itself failed, or the input is broken. */
  failure: string | null;
  /** The recording that was replayed, whether the outcome is the same, and whether the same random numbers were drawn. */
  replay: { original: SeenExecution; same: boolean; sameNumbers: boolean } | null;
};

/** What a run under way says of itself. */
export const runningWords = ({ turn }: { turn: Turn | null }): string =>
  turn === null ? "Running…" : `${turnWords(turn)}…`;

export const runStateOf = createStoreFamily<RunState>(() => ({
  execution: null,
  sourceRan: null,
  running: null,
  failure: null,
  replay: null,
}));
