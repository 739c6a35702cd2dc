import type { Sandbox, SandboxHealth, SandboxStats } from "@scriptyard/sandbox";
import type { ReadingStats, Recorder, Store } from "@scriptyard/store";
import type { Compiler } from "./engine/compiler.ts";
import type { EventHub } from "./events/hub.ts";
import type { Policies } from "./policy/policies.ts";
import type { PolicyFileState } from "./policy/policy-file.ts";
import type { Triggers } from "./starters/triggers/types.ts";

/** How the runner's parts are, for operators. */
export type RunnerStats = {
  sandbox: SandboxStats;
  /** Whether engines can do their work, and why not. */
  sandboxHealth: SandboxHealth;
  /** Records; dropped ones are lost. */
  recorder: { queued: number; written: number; dropped: number };
  reading: ReadingStats;
  /** Images that are kept. */
  compiled: { entries: number; hits: number; misses: number };
  events: { subscribers: number; dropped: number };
  /** State of the installation's policy file; null without one. */
  policyFile: PolicyFileState | null;
  triggers: ReturnType<Triggers["stats"]>;
};

export type StatsPorts = {
  store: Store;
  recorder: Recorder;
  sandbox: Sandbox;
  compiler: Compiler;
  hub: EventHub;
  policies: Policies;
  triggers: Triggers;
};

export function statsOf({
  store,
  recorder,
  sandbox,
  compiler,
  hub,
  policies,
  triggers,
}: StatsPorts): RunnerStats {
  const { queued, written, dropped } = recorder.stats();
  return {
    sandbox: sandbox.stats(),
    sandboxHealth: sandbox.health(),
    recorder: { queued, written, dropped },
    reading: store.reading(),
    compiled: compiler.stats(),
    events: hub.stats(),
    policyFile: policies.file(),
    triggers: triggers.stats(),
  };
}
