import { createHash } from "node:crypto";
import type { Effect, GuestFunction, HostAnswer } from "@scriptyard/model";
import type { Machine, RestorePlan } from "../engine/machine.ts";
import type { Pages } from "../engine/pages.ts";
import { EngineTrap } from "../engine/wasm-imports.ts";
import { answersLater, type HostRequest } from "./async-requests.ts";
import type { HostPort } from "./host-port.ts";
import { toJsonText } from "./json.ts";
import type { LogBuffer } from "./log-buffer.ts";
import type { TapeState } from "./trace-tape.ts";
import type { Watch } from "./watch.ts";

/** What the host counts of a run, to go on counting in another thread or process. */
export type RunState = {
  operations: number;
  /** Processor time, and time on the clock. */
  guestMs: number;
  guestWallMs: number;
  runUs: number;
  calls: number;
  effects: Effect[];
  effectBytes: number;
  logLines: number;
  logBytes: number;
  logsDropped: number;
  logsCutBy?: "logLines" | "logBytes" | undefined;
  /** Promise jobs so far. */
  jobs: number;
  pending: HostRequest[];
  nextCall: number;
  /** What the guest's clock said last. */
  clockMs: number;
};

/** A run that waits: the pages it changed, and the host's side of it. */
export type Paused = {
  pages: Pages;
  /** The pages are how they differ from the armed image's: quick to compress, slower to put back. For events. */
  asDifference: boolean;
  /** sha-256 of the armed image that the pages go on top of. */
  onto: string;
  state: RunState;
  /** Of a traced run: what it said so far. */
  tape?: TapeState;
};

/** Takes a waiting run out of its machine, which is free for others then. */
export function pauseRun(
  machine: Machine,
  plan: RestorePlan,
  counted: {
    port: HostPort;
    logs: LogBuffer;
    watch: Watch;
    jobs: number;
    guestMs: number;
    guestWallMs: number;
    runUs: number;
  },
  shared: boolean,
): Paused {
  const { port, logs, watch, jobs, guestMs, guestWallMs, runUs } = counted;
  const state: RunState = {
    operations: watch.operations,
    guestMs,
    guestWallMs,
    runUs,
    calls: port.calls,
    effects: port.effects,
    effectBytes: port.effectBytes,
    logLines: logs.count,
    logBytes: logs.bytes,
    logsDropped: logs.dropped,
    logsCutBy: logs.cutBy,
    jobs,
    pending: port.requests.pending,
    nextCall: port.requests.next,
    clockMs: port.now(),
  };
  const asDifference = state.pending.every(({ kind }) => kind === "event");
  const pages = machine.changes(plan, { shared, asDifference });
  return { pages, asDifference, onto: planHash(plan), state };
}

/** Restores the armed image in scrubbed memory, and puts a paused run's pages over it. */
export function putBack(machine: Machine, plan: RestorePlan, { pages, asDifference, onto }: Paused): void {
  if (planHash(plan) !== onto) {
    throw new EngineTrap("the run was paused on another armed image: it cannot go on here");
  }
  machine.restore(plan);
  machine.apply(plan, pages, asDifference);
}

/** Hands one answer to the guest; null, or why it fits no open call. */
export function deliver(machine: Machine, port: HostPort, given: HostAnswer): string | null {
  const problem = port.requests.close(given);
  if (problem !== null) return problem;
  port.setClock(given.atMs);
  const { call, ok, value, error = "The call failed." } = given;
  machine.call("deliver", toJsonText(ok ? { call, ok, value } : { call, ok, error, kind: "E" }));
  return null;
}

/**
 * Whether a program can call what answers later. What words it contains says nothing: `return flow.challenge(1)` waits as
 * well, and a name can be put together at run time.
 */
export function programWaits(functions: readonly GuestFunction[]): boolean {
  return functions.some(answersLater);
}

const hashes = new WeakMap<RestorePlan, string>();

function planHash(plan: RestorePlan): string {
  let known = hashes.get(plan);
  if (known === undefined) {
    const hash = createHash("sha256");
    for (const { at, data } of plan.runs) hash.update(`${at}:${data.length}\n`).update(data);
    known = hash.digest("hex");
    hashes.set(plan, known);
  }
  return known;
}
