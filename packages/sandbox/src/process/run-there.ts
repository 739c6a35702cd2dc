import { isDeepStrictEqual } from "node:util";
import { failedOutcome, type LogLine, type Outcome, type ScriptError } from "@scriptyard/model";
import { sendLines, sendProgress } from "../chunks.ts";
import { decodeSuspension, resealSuspension, type SuspendedRun } from "../suspension/envelope.ts";
import { SuspensionRefused } from "../suspension/refused.ts";
import { eventAnswer } from "../suspension/start-and-resume.ts";
import type { HostRequestAnswerer, ResumeOptions, RunState, StartOptions } from "../suspension/types.ts";
import type { Batch, CompileOptions, ExecuteOptions, Image, Invocation, Program } from "../types.ts";
import { type AskingRun, callProblem, HostAsks } from "./host-asks.ts";
import { learnedOf } from "./learned.ts";
import type { HostTask, ProcessHost } from "./process-host.ts";
import type { FromChild, SentProgram, ToChild } from "./protocol.ts";

/** What an image was compiled of, and how: a process that does not know it (any more) compiles it again, to the same pages. */
export type Source = { program: Program; limits: CompileOptions["limits"] };

/** One run, or the rest of one, for the sandbox's process. */
export type RunOrder = {
  image: Image;
  source: Source;
  /** What it runs as; of a run that goes on, what its suspension says. */
  invocation: Invocation;
  options: StartOptions;
  how:
    | { type: "execute" | "start" }
    /** `suspension` under no key: that process must not know the key. */
    | {
        type: "resume";
        suspension: Uint8Array;
        run: SuspendedRun;
        answer: ResumeOptions["answer"];
        clockMs: number;
      };
  answer: HostRequestAnswerer;
};

/** Hands something to the sandbox's process. `fail` is called where no answer comes, also when a signal aborts it in time. */
export type Submit = (
  fail: (error: ScriptError) => void,
  task: Pick<HostTask, "realm" | "cost" | "proof" | "message" | "onAnswer">,
  signals?: { signal?: AbortSignal | undefined; gone?: AbortSignal | undefined },
) => void;

/**
 * Runs there what is told here: chunks, calls of the host, the outcome or the suspension.
 *
 * @throws SuspensionRefused as that process says
 */
export function runThere(
  host: Pick<ProcessHost, "answer">,
  submit: Submit,
  order: RunOrder,
): Promise<RunState> {
  const { invocation, options, how } = order;
  const { limits } = invocation;
  const { onChunk } = options;
  return new Promise((resolve, reject) => {
    const shown: LogLine[] = how.type === "resume" ? [...how.run.lines] : [];
    const asks = new HostAsks(askingRun(order), order.answer);
    const end = (state: RunState) => {
      asks[Symbol.dispose]();
      resolve(state);
      return true;
    };
    const fail = (error: ScriptError) =>
      void end({ status: "done", outcome: { ...failedOutcome(error), logs: shown } });
    const { proof, run: cost } = learnedOf(order.image, invocation);
    const task: Parameters<Submit>[1] = {
      realm: invocation.realm,
      cost,
      // What went on before is let go on.
      proof: how.type === "resume" ? null : proof,
      message: (own, known) => messageOf(order, own, known),
      onAnswer: (message) => {
        if (message.type === "chunk") {
          if (shown.length > limits.logLines) return { lie: "it sent more lines than the run may have" };
          if (onChunk) showChunk(onChunk, message.chunk, shown);
          return false;
        }
        if (message.type === "ask") {
          asks.take(message, (answer) =>
            host.answer({ type: "answer", id: message.id, ...answer }, asks.waits),
          );
          return false;
        }
        if (message.type === "ran") {
          const outcome = withOwnRecord(message.outcome, asks);
          return outcome ? end({ status: "done", outcome }) : { lie: "it told of answers that nobody gave" };
        }
        if (message.type === "refused" && how.type === "resume") {
          asks[Symbol.dispose]();
          reject(new SuspensionRefused(message.reason, message.message));
          return true;
        }
        if (message.type !== "waits" || how.type === "execute") {
          return { lie: "it answered a run with something else" };
        }
        const state = waitingState(message, order, asks);
        return state ? end(state) : { lie: "it sent a suspension of something else" };
      },
    };
    // A resumed run has begun long ago: it goes on without its caller, too.
    const { signal, gone } = options;
    submit(fail, task, { signal, ...(how.type !== "resume" && { gone }) });
  });
}

/** Many inputs in one batch, for the sandbox's process. */
export function runManyThere(
  submit: Submit,
  {
    image,
    source,
    batch,
    signal,
  }: { image: Image; source: Source; batch: Batch; signal: AbortSignal | undefined },
): Promise<Outcome[]> {
  return new Promise((resolve) => {
    const { proof, batch: cost } = learnedOf(image, batch);
    const task: Parameters<Submit>[1] = {
      realm: batch.realm,
      cost,
      proof,
      message: (id, known) => ({
        type: "batch",
        id,
        image: image.hash,
        sent: unlessKnown(known, image, source, batch),
        batch,
      }),
      onAnswer: (message) => {
        // As many answers as inputs, or it is no answer.
        if (message.type !== "batched" || message.outcomes.length !== batch.inputs.length) {
          return { lie: "it answered a batch with something else" };
        }
        resolve(message.outcomes);
        return true;
      },
    };
    submit((error) => resolve(batch.inputs.map(() => failedOutcome(error))), task, { signal });
  });
}

/** The program, where this process has not seen its image yet. */
function unlessKnown(
  known: Set<string>,
  { hash }: Image,
  { program, limits }: Source,
  { realm }: { realm: string },
): SentProgram | null {
  if (known.has(hash)) return null;
  known.add(hash);
  return { program, options: { realm, ...(limits && { limits }) } };
}

function messageOf(order: RunOrder, id: number, known: Set<string>): ToChild {
  const { image, source, invocation, options, how } = order;
  const sent = unlessKnown(known, image, source, invocation);
  const common = { id, image: image.hash, sent, stream: options.onChunk !== undefined };
  if (how.type !== "resume") return { type: "execute", ...common, invocation, start: how.type === "start" };
  const suspension = Buffer.from(how.suspension).toString("base64");
  const { secrets } = invocation;
  const { answer, clockMs } = how;
  return { type: "resume", ...common, suspension, answer, clockMs, ...(secrets && { secrets }) };
}

function askingRun({ source: { program }, invocation, how }: RunOrder): AskingRun {
  if (how.type !== "resume") {
    const before = invocation.hostAnswers ?? [];
    return { program, invocation, clockMs: invocation.clockMs, before };
  }
  const answer = eventAnswer(how.run, how);
  return { program, invocation, clockMs: answer.atMs, before: [...how.run.answers, answer] };
}

/** Null when the outcome tells of answers that the owner did not give. */
function withOwnRecord(outcome: Outcome, asks: HostAsks): Outcome | null {
  const hostAnswers = asks.record(outcome.hostAnswers);
  if (!hostAnswers) return null;
  return hostAnswers.length > 0 ? { ...outcome, hostAnswers } : outcome;
}

/** Null for a suspension that is none of this run: what it may do is in it, and that process is not believed. */
function waitingState(
  {
    event,
    metrics,
    logs,
    effects,
    hostAnswers: told,
    suspension: text,
  }: Extract<FromChild, { type: "waits" }>,
  { source: { program }, image, invocation, options }: RunOrder,
  asks: HostAsks,
): RunState | null {
  const suspension = new Uint8Array(Buffer.from(text, "base64"));
  const hostAnswers = asks.record(told);
  if (!hostAnswers) return null;
  try {
    const run = decodeSuspension(suspension, undefined);
    if (run.image !== image.hash || !isDeepStrictEqual(run.invocation, startedAs(invocation))) return null;
    const { pending } = run.paused.state;
    if (!isDeepStrictEqual(run.answers, told)) return null;
    if (pending[0]?.name !== event.name || !isDeepStrictEqual(pending[0].args, event.args)) return null;
    if (pending.some((request) => callProblem(program, invocation, "event", request) !== null)) return null;
  } catch (error) {
    if (error instanceof SuspensionRefused) return null;
    throw error;
  }
  const sealed = options.key ? resealSuspension(suspension, options.key) : suspension;
  return { status: "waiting", event, suspension: sealed, metrics, logs, effects, hostAnswers };
}

/** As a suspension tells it. */
function startedAs(invocation: Invocation): unknown {
  const { hook, limits, seed, clockMs, capabilities, realm } = invocation;
  const { constants = [], hostContext = null } = invocation;
  const started = { hook, limits, seed, clockMs, capabilities, constants, hostContext, realm };
  return JSON.parse(JSON.stringify(started));
}

function showChunk(
  onChunk: NonNullable<ExecuteOptions["onChunk"]>,
  chunk: Extract<FromChild, { type: "chunk" }>["chunk"],
  shown: LogLine[],
): void {
  if (chunk.type === "progress") {
    sendProgress(onChunk, { value: chunk.value, message: chunk.message ?? null });
    return;
  }
  shown.push(chunk.line);
  sendLines(onChunk, [chunk.line]);
}
