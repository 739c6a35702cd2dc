import type { RunServices } from "@scriptyard/host-kit";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { CallMocks, Execution } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import type { Recorder } from "@scriptyard/store";
import type { EventHub } from "../events/hub.ts";
import type { RunnerLog } from "../options.ts";
import type { SecurityLog } from "../policy/security-log.ts";
import type { RunSecrets, Vault } from "../secrets/vault.ts";
import { type Compiler, createCompiler } from "./compiler.ts";
import { createLostEngines } from "./lost-engines.ts";
import { createPersonToll } from "./person-toll.ts";
import { type RunInput, type RunOutput, run } from "./run.ts";

/** Runs what is ready to run: it knows no script by name, no flow and no trigger. */
export type Engine = {
  /**
   * The one way a script runs, whoever asks: compile or find the image, execute, validate, record, notify.
   *
   * @throws Fault `bad_request` when the input breaks the hook's schema; `too_large` when what was sent is more than the script
   *   takes; `busy` when no engine is free
   */
  run(input: RunInput): Promise<RunOutput>;
  readonly compiler: Compiler;
};

/** What the platform does for the async functions of a run, bound to that run and to the secrets it was handed. */
export type Services = (input: RunInput, secrets: RunSecrets | null, mocks: CallMocks | null) => RunServices;

export type EnginePorts = {
  sandbox: Sandbox;
  recorder: Recorder;
  hub: EventHub;
  security: SecurityLog;
  workshop: Workshop;
  clock: () => number;
  random: (byteLength: number) => Uint8Array;
  log: RunnerLog;
  services: Services;
  vault: Vault;
  /** See `RunnerOptions`. */
  onExecution: ((execution: Execution) => void) | undefined;
  /** Of images; default 128 MB. */
  compiledCacheBytes: number | undefined;
};

export function createEngine({
  compiledCacheBytes = 128_000_000,
  onExecution,
  ...ports
}: EnginePorts): Engine {
  const toll = createPersonToll();
  const compiler = createCompiler(ports.sandbox, compiledCacheBytes, toll);
  const parts = {
    ...ports,
    compiler,
    toll,
    lostEngines: createLostEngines(ports.clock),
    onExecution: guarded(onExecution),
  };
  return { run: (input) => run(parts, input), compiler };
}

/** An observer must not be able to fail a run. */
function guarded(observe: EnginePorts["onExecution"]): (execution: Execution) => void {
  return (execution) => {
    try {
      observe?.(execution);
    } catch {
      // Its own business: the record is written, the answer is given.
    }
  };
}
