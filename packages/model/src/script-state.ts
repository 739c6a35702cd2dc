import type { SourceLayer } from "./entities/execution.ts";

/** `retired`: versions are there, and none of them is live. */
export type ScriptStatus = "never-published" | "retired" | "live" | "live-with-changes";

/**
 * @param differs whether the draft's lines are others than those of the live version (`sameLines`)
 */
export function scriptStatus(
  script: { liveVersion: number | null; retiredVersion: number | null },
  differs: boolean,
): ScriptStatus {
  if (script.liveVersion === null) return script.retiredVersion === null ? "never-published" : "retired";
  return differs ? "live-with-changes" : "live";
}

/** What runs of a script: what a dot stands for, never how it runs. `changed`: a version, and the draft goes on from it. */
export type LiveState = "live" | "changed" | "nothing";

/** @param liveLayer where the text that runs comes from; null = nothing can run */
export function liveState(script: { status: ScriptStatus; liveLayer: SourceLayer | null }): LiveState {
  if (script.status === "live-with-changes") return "changed";
  return script.liveLayer === null ? "nothing" : "live";
}

/** The states of a module's scripts, counted. */
export type ModuleStates = {
  scripts: number;
  /** Of which something runs; those in `changed` among them. */
  live: number;
  changed: number;
  /** That failed within the last hour. */
  failing: number;
};

export function countStates(
  scripts: Iterable<{ status: ScriptStatus; liveLayer: SourceLayer | null; failures: number }>,
): ModuleStates {
  const counted = { scripts: 0, live: 0, changed: 0, failing: 0 };
  for (const script of scripts) {
    const state = liveState(script);
    counted.scripts += 1;
    if (state !== "nothing") counted.live += 1;
    if (state === "changed") counted.changed += 1;
    if (script.failures > 0) counted.failing += 1;
  }
  return counted;
}

/** One state for a module: changed where a script is, nothing where nothing of it runs. */
export function moduleState({ live, changed }: Pick<ModuleStates, "live" | "changed">): LiveState {
  if (changed > 0) return "changed";
  return live > 0 ? "live" : "nothing";
}
