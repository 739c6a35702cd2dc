import type { Actor } from "../actor.ts";
import type { FlowGraphs } from "./flows/types.ts";
import type { RunnerPolicy } from "./policy/types.ts";
import type { Preview, PreviewInput } from "./preview/preview.ts";
import type { RunnerVersions } from "./publish/types.ts";
import type { RunnerReferences } from "./references/types.ts";
import type { ReplayInput, ReplayResult } from "./replay/replay.ts";
import type { RunnerRetirement } from "./retire/types.ts";
import type { RunnerScripts } from "./scripts/types.ts";
import type { TraceInput, TraceResult } from "./trace/trace.ts";

/** Everything that authors do. */
export interface Authoring
  extends RunnerScripts,
    RunnerVersions,
    RunnerRetirement,
    RunnerReferences,
    RunnerPolicy {
  preview(input: PreviewInput, actor: Actor): Promise<Preview>;
  /** Runs a recorded execution again with its own seed, clock and input, on its own text (default), the draft or the live version. */
  replay(input: ReplayInput, actor: Actor): Promise<ReplayResult>;
  /**
   * What a recorded execution did, step by step: it runs again with what was recorded, and says what it does. Nothing is
   * recorded, nothing is applied.
   */
  trace(input: TraceInput, actor: Actor): Promise<TraceResult>;
  /** Flows as people draw them. */
  readonly flowGraphs: FlowGraphs;
}
