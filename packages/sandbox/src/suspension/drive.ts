import {
  failedOutcome,
  type HostAnswer,
  type Json,
  type LogLine,
  type Metrics,
  type Outcome,
  type ScriptError,
} from "@scriptyard/model";
import type { Paused } from "../executor/async-pause.ts";
import type { HostRequest } from "../executor/async-requests.ts";
import { refusal } from "../executor/outcome.ts";
import { traceOf } from "../executor/trace-tape.ts";
import { OpenCalls } from "./open-calls.ts";
import type { HostRequestAnswerer } from "./types.ts";
import type { WaitingRoom } from "./waiting-room.ts";

/** A stretch of guest time between two waits. */
export type Segment = {
  paused?: Paused;
  answers: readonly HostAnswer[];
  /** Lines of the segments before. */
  lines: readonly LogLine[];
};

/** Why a segment ended without an outcome: the guest waits for answers. */
export type Waiting = { paused: Paused; lines: LogLine[]; metrics: Metrics };

export type SegmentEnd = { outcome: Outcome } | { waiting: Waiting };

/** Where a driven run came to rest: its end, or an event that only somebody outside can answer. */
export type Rest =
  | { outcome: Outcome }
  | { event: HostRequest; waiting: Waiting; answers: readonly HostAnswer[] };

export type DriveInput = {
  first: Segment;
  /** Answers given in earlier segments, of a resumed run. */
  before: readonly HostAnswer[];
  run(segment: Segment): Promise<SegmentEnd>;
  /** Null when answers come from a recording only. */
  answer: HostRequestAnswerer | null;
  limits: { waitMs: number; inputBytes: number };
  clockMs: number;
  call: { seed: string; context: Json };
  signal: AbortSignal | undefined;
  room: WaitingRoom;
};

/**
 * Runs a program that may wait: while the guest waits, its pages lie in the room and its engine serves others; every
 * answer puts them back. Answers are handed over in the order in which they come, each after the guest has
 * done all it could with the one before, so that the order alone decides what the run does.
 */
export async function drive(input: DriveInput): Promise<Rest> {
  const end = await input.run(input.first);
  const answers = [...input.before, ...input.first.answers];
  // Most runs never wait: they pay for nothing below.
  if ("waiting" in end) return driveOn(input, end, answers);
  return answers.length > 0 ? { outcome: { ...end.outcome, hostAnswers: answers } } : end;
}

async function driveOn(
  input: DriveInput,
  first: Extract<SegmentEnd, { waiting: unknown }>,
  answers: HostAnswer[],
): Promise<Rest> {
  const { room, limits } = input;
  using calls = new OpenCalls(input);
  let end: SegmentEnd = first;
  let queueUs = 0;
  while ("waiting" in end) {
    const { waiting } = end;
    const { pending } = waiting.paused.state;
    queueUs += waiting.metrics.queueUs;
    const event = pending.every(({ kind }) => kind === "event") ? pending[0] : undefined;
    if (event) return { event, waiting: withQueue(waiting, queueUs), answers };
    using place = room.enter(waiting.paused);
    if (!place) return { outcome: stopped(roomError(room.maxBytes), waiting, answers) };
    const arrived = await calls.next(pending);
    if (!Array.isArray(arrived))
      return { outcome: stopped(endError(arrived, limits.waitMs), waiting, answers) };
    answers.push(...arrived);
    end = await input.run({ paused: waiting.paused, answers: arrived, lines: waiting.lines });
  }
  const { outcome } = end;
  const metrics = { ...outcome.metrics, queueUs: outcome.metrics.queueUs + queueUs };
  return {
    outcome: answers.length > 0 ? { ...outcome, metrics, hostAnswers: answers } : { ...outcome, metrics },
  };
}

function withQueue(waiting: Waiting, queueUs: number): Waiting {
  return { ...waiting, metrics: { ...waiting.metrics, queueUs } };
}

function stopped(
  error: ScriptError,
  { lines, metrics, paused: { tape } }: Waiting,
  hostAnswers: HostAnswer[],
): Outcome {
  const outcome = { ...failedOutcome(error, metrics), logs: lines, ...(tape && { trace: traceOf(tape) }) };
  return hostAnswers.length > 0 ? { ...outcome, hostAnswers } : outcome;
}

function endError(why: "timeout" | "cancelled", waitMs: number): ScriptError {
  if (why === "cancelled") return refusal("cancelled", "The run was cancelled while it waited.");
  return {
    type: "timeout",
    message: `The script waited longer than its ${waitMs} ms for the host. Ask for less, or raise waitMs.`,
    stack: [],
    limit: { name: "waitMs", value: waitMs },
  };
}

function roomError(maxBytes: number): ScriptError {
  return {
    ...refusal("busy", `Waiting runs fill the ${maxBytes} bytes set aside for them. Try again shortly.`),
    limit: { name: "waitingBytes", value: maxBytes },
  };
}
