import type { Destination, Execution, Json } from "@scriptyard/model";

export type PreviewInput = {
  scriptId: string;
  /** Text in the editor, saved or not; absent = the stored draft. */
  source?: string;
  args: Json[];
  seed?: string;
  clockMs?: number;
  /** Run with the drafts of the realm's libraries instead of their live versions. */
  libraryDrafts?: boolean;
  /** Set when this preview replays a recorded execution. */
  replayOf?: `exe_${string}` | null;
  /** Whoever asks may know every number that the recorded run drew: then any text draws them again. Default: not. */
  seesSeeds?: boolean;
  signal?: AbortSignal;
};

/** What ran, and where the flow would go on by it: null where nothing was decided to continue. */
export type Preview = Execution & {
  leadsTo: Destination | null;
  /** Of a replay: whether it drew from the recorded seed; see `ReplayResult`. */
  sameNumbers: boolean | null;
};

export type ExecuteInput = {
  realm: string;
  module: string;
  name: string;
  args: Json[];
  /** For tests and replays; random and now otherwise. */
  seed?: string;
  clockMs?: number;
  signal?: AbortSignal;
};
