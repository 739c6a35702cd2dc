import { failedOutcome, type HostAnswer, type Json, type LogLine, type Outcome } from "@scriptyard/model";
import { prelude } from "../engine/prelude.ts";
import type { RoomOptions, Runs } from "../engine-room.ts";
import { answersLater } from "../executor/async-requests.ts";
import { hasPrototypeKey, prototypeKeyProblem } from "../executor/json.ts";
import { cannotWait } from "../executor/outcome.ts";
import type { ImageData } from "../executor/profile.ts";
import { imageData } from "../images.ts";
import type { ExecuteOptions, Image, Invocation } from "../types.ts";
import { type DriveInput, drive, type Rest, type Segment, type SegmentEnd } from "./drive.ts";
import { decodeSuspension, encodeSuspension, type SuspendedRun } from "./envelope.ts";
import { SuspensionRefused } from "./refused.ts";
import type { AsyncHost, HostRequestAnswerer, ResumeOptions, RunState, StartOptions } from "./types.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** What a room lends: how one segment runs in its engines. */
export type SegmentRunner = (
  image: Image,
  invocation: Invocation,
  options: ExecuteOptions,
  segment: Segment,
) => Promise<SegmentEnd>;

/** Runs over engines of this process, with the place where those that wait lie meanwhile. */
export type WaitingRuns = Runs & { room: WaitingRoom };

/**
 * @param segment how one stretch of guest time runs in the room's engines; only the first of a run counts as an execution
 * @param ended told once for every run that came to its end
 */
export function createWaitingRuns(sandbox: {
  buildId: string;
  options: Pick<RoomOptions, "asyncHost" | "waitingBytes">;
  segment: SegmentRunner;
  ended(image: Image, invocation: Invocation, options: ExecuteOptions, outcome: Outcome): void;
}): WaitingRuns {
  const room = new WaitingRoom(sandbox.options.waitingBytes);

  const begin = (
    image: Image,
    invocation: Invocation,
    options: ExecuteOptions,
    at: Pick<DriveInput, "first" | "before">,
  ) =>
    drive({
      ...at,
      run: (segment) => sandbox.segment(image, invocation, options, segment),
      answer: invocation.hostAnswers
        ? null
        : // Of now: hosts are exchanged.
          (options.answerCall ?? hostOf(sandbox.options.asyncHost, imageData(image).host)),
      limits: invocation.limits,
      clockMs: at.first.answers.at(-1)?.atMs ?? invocation.clockMs,
      call: { seed: invocation.seed, context: invocation.hostContext ?? null },
      signal: options.signal,
      room,
    });

  const stateOf = (rest: Rest, image: Image, invocation: Invocation, options: StartOptions): RunState => {
    if ("outcome" in rest) {
      sandbox.ended(image, invocation, options, rest.outcome);
      return { status: "done", outcome: rest.outcome };
    }
    const { event, waiting, answers } = rest;
    const { hook, limits, seed, clockMs, hostContext = null, realm } = invocation;
    const capabilities = [...invocation.capabilities];
    const constants = [...(invocation.constants ?? [])];
    const suspended: SuspendedRun = {
      engine: sandbox.buildId,
      prelude: prelude().hash,
      image: image.hash,
      invocation: { hook, limits, seed, clockMs, capabilities, constants, hostContext, realm },
      paused: waiting.paused,
      lines: waiting.lines,
      answers: [...answers],
    };
    return {
      status: "waiting",
      event: { name: event.name, args: event.args },
      suspension: encodeSuspension(suspended, options.key),
      metrics: waiting.metrics,
      logs: waiting.lines,
      effects: waiting.paused.state.effects,
      hostAnswers: [...answers],
    };
  };

  return {
    room,
    async execute(image, invocation, options) {
      // Most programs ask the host for nothing that is answered later: they pay for nothing below.
      if (!hasAnswersLater(imageData(image))) {
        const outcome = inOneStretch(await sandbox.segment(image, invocation, options, atOnce));
        sandbox.ended(image, invocation, options, outcome);
        return outcome;
      }
      const rest = await begin(image, invocation, options, fromTheStart(invocation));
      const outcome = "outcome" in rest ? rest.outcome : waitsForEvent(rest);
      sandbox.ended(image, invocation, options, outcome);
      return outcome;
    },
    async start(image, invocation, options) {
      checkKey(options.key);
      const rest = await begin(image, invocation, options, fromTheStart(invocation));
      return stateOf(rest, image, invocation, options);
    },
    async resume(image, suspension, options) {
      checkKey(options.key);
      const run = decodeSuspension(suspension, options.key);
      mustBelong(run, sandbox.buildId, image);
      const first: Segment = { paused: run.paused, answers: [eventAnswer(run, options)], lines: run.lines };
      // The arguments are in the guest's memory.
      const { secrets } = options;
      const invocation: Invocation = { ...run.invocation, args: [], ...(secrets && { secrets }) };
      const rest = await begin(image, invocation, options, { first, before: run.answers });
      return stateOf(rest, image, invocation, options);
    },
  };
}

const atOnce: Segment = { answers: [], lines: [] };

/** The outcome of a run that takes no answers. */
export function inOneStretch(end: SegmentEnd): Outcome {
  if ("outcome" in end) return end.outcome;
  const { paused, lines, metrics } = end.waiting;
  return cannotWait(paused.state.pending[0]?.name, lines, metrics);
}

/** Whether runs of an image may wait at all. */
function hasAnswersLater({ bindings }: ImageData): boolean {
  return bindings.functions.some(answersLater);
}

function fromTheStart({ hostAnswers }: Invocation): Pick<DriveInput, "first" | "before"> {
  const lines: LogLine[] = [];
  return { first: { answers: hostAnswers ?? [], lines }, before: [] };
}

/** Who answers the calls of a program of this host. */
export function hostOf(asyncHost: AsyncHost, host: string | null): HostRequestAnswerer {
  const calls = host !== null && Object.hasOwn(asyncHost, host) ? asyncHost[host]! : {};
  return async ({ name, args }, call) => {
    if (!Object.hasOwn(calls, name)) throw new Error(`${name} has no implementation on this server.`);
    return calls[name]!(args, call);
  };
}

/**
 * The answer that a suspended run goes on with.
 *
 * @throws SuspensionRefused when it waits for no event; TypeError when the clock is no number, or the value no JSON
 */
export function eventAnswer({ paused: { state } }: SuspendedRun, given: ResumeOptions): HostAnswer {
  const event = state.pending.find(({ kind }) => kind === "event");
  if (!event)
    throw new SuspensionRefused("tampered", "The suspension waits for no event. Start the run again.");
  const { answer, clockMs } = given;
  if (!Number.isFinite(clockMs)) {
    throw new TypeError(`clockMs must be the time in epoch milliseconds, got ${String(clockMs)}`);
  }
  const { call, name, args } = event;
  const atMs = Math.max(clockMs, state.clockMs);
  return answer.ok
    ? { call, name, args, ok: true, value: plain(answer.value), atMs }
    : { call, name, args, ok: false, value: null, error: answer.message.slice(0, 1_000), atMs };
}

/** The caller may change its own afterwards, and the record must be what the guest got. */
function plain(value: Json | undefined): Json {
  let text: string | undefined;
  try {
    text = JSON.stringify(value ?? null);
  } catch (cause) {
    throw new TypeError(`answer.value must be JSON: ${String(cause)}`, { cause });
  }
  if (text === undefined) throw new TypeError(`answer.value must be JSON, got a ${typeof value}`);
  if (hasPrototypeKey(text)) throw new TypeError(prototypeKeyProblem("answer.value"));
  return JSON.parse(text) as Json;
}

/** @throws SuspensionRefused when the run cannot go on in this image on this engine */
export function mustBelong(run: SuspendedRun, buildId: string, image: Image): void {
  if (run.engine !== buildId) {
    throw new SuspensionRefused(
      "engine",
      `The run was suspended by the engine ${run.engine}, this one is ${buildId}: its memory means nothing here. Start the run again.`,
    );
  }
  if (run.prelude !== prelude().hash) {
    throw new SuspensionRefused(
      "prelude",
      "The run was suspended by another version of the sandbox. Start the run again.",
    );
  }
  if (run.image !== image.hash) {
    throw new SuspensionRefused(
      "image",
      "The run was suspended in another program. Resume it with the program it started with, or start it again.",
    );
  }
}

/** @throws TypeError for a key that is too short */
export function checkKey(key: Uint8Array | undefined): void {
  if (key && key.length < MIN_KEY_BYTES) {
    throw new TypeError(`key must have at least ${MIN_KEY_BYTES} bytes, got ${key.length}`);
  }
}

function waitsForEvent({ event, waiting, answers }: Extract<Rest, { event: unknown }>): Outcome {
  const message = `${event.name} waits for an event, and this run cannot wait: run it with start() instead of execute().`;
  const outcome = failedOutcome({ type: "execution", message, stack: [] }, waiting.metrics);
  const hostAnswers = answers.length > 0 ? { hostAnswers: [...answers] } : {};
  return { ...outcome, ...hostAnswers, logs: waiting.lines };
}

const MIN_KEY_BYTES = 16;
