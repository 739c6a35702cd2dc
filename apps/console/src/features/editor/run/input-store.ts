import type { SeenExecution } from "@scriptyard/model";
import { createStoreFamily } from "../../../app/store.ts";

/** An execution with the text that ran. */
export type Recording = SeenExecution & { source: string | null };

/** How the next run of a script is made, beside the arguments' texts (those live in their Monaco models). */
export type RunOptions = {
  /** Sample the arguments came from; null after a replay or for input typed by hand. */
  sampleId: string | null;
  /** Sample that was chosen and whose arguments are still on their way: a run that is asked for waits for them. */
  choosing: string | null;
  /** null = a new seed for every run. */
  seed: string | null;
  /** Clock the script sees, epoch ms; null = now. */
  clockMs: number | null;
  /** What `fetch` and async functions are answered, as JSON text; "": nothing. A sample keeps it beside its arguments. */
  calls: string;
  /** Libraries' drafts instead of their live versions. */
  libraryDrafts: boolean;
  /** The recorded execution that was loaded for replay. */
  replaying: Recording | null;
  /** Text a replay runs and shows: what ran then, or the draft as it is now. */
  replayOn: "recorded" | "draft";
  /** Arguments were filled in once: from a sample, a recording or by default. */
  filled: boolean;
};

export const runOptionsOf = createStoreFamily<RunOptions>(() => ({
  sampleId: null,
  choosing: null,
  seed: null,
  clockMs: null,
  calls: "",
  libraryDrafts: false,
  replaying: null,
  replayOn: "recorded",
  filled: false,
}));
