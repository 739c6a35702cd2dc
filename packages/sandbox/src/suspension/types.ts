import type { Effect, Json, LogLine, Metrics, Outcome } from "@scriptyard/model";
import type { HandedSecrets } from "../standard/secrets.ts";
import type { ExecuteOptions } from "../types.ts";

/** What an async host function knows of the run that calls it. `signal` aborts when the run no longer wants the answer. */
export type AsyncCall = { seed: string; clockMs: number; context: Json; signal: AbortSignal };

/** An async host function: its arguments fit its schema. What it throws rejects the script's promise with that message. */
export type AsyncHostCall = (args: Json[], call: AsyncCall) => Promise<Json>;

/** By host id, then by dotted name. */
export type AsyncHost = { [hostId: string]: { [name: string]: AsyncHostCall } };

export type HostRequestAnswerer = (request: { name: string; args: Json[] }, call: AsyncCall) => Promise<Json>;

export type StartOptions = ExecuteOptions & {
  /** Secret that authenticates suspensions with HMAC-SHA-256: for stores that others can write. At least 16 bytes. */
  key?: Uint8Array;
};

export type ResumeOptions = StartOptions & {
  /** What the awaited event brings: its value, or the message of an error to throw at the script's `await`. */
  answer: { ok: true; value: Json } | { ok: false; message: string };
  /** What the guest's clock says from now on, epoch milliseconds; never earlier than it said before. */
  clockMs: number;
  /** As for the run that it goes on with: none are kept in what is stored. */
  secrets?: HandedSecrets | undefined;
};

/**
 * Where a run is. `waiting` carries everything so far, the guest's memory included: store the bytes, and hand them to
 * `resume` with the event's answer, in this process or another one.
 */
export type RunState =
  | { status: "done"; outcome: Outcome }
  | {
      status: "waiting";
      event: { name: string; args: Json[] };
      suspension: Uint8Array;
      metrics: Metrics;
      logs: LogLine[];
      effects: Effect[];
      hostAnswers: NonNullable<Outcome["hostAnswers"]>;
    };
