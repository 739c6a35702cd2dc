import { isDeepStrictEqual } from "node:util";
import { failedOutcome, type LogLine, type ScriptError } from "@scriptyard/model";
import { sendLines, sendProgress } from "../chunks.ts";
import { refusal } from "../executor/outcome.ts";
import { lostError } from "../pool/pool-run.ts";
import { decodeSuspension, resealSuspension } from "../suspension/envelope.ts";
import { SuspensionRefused } from "../suspension/refused.ts";
import type { HostRequestAnswerer, ResumeOptions, RunState, StartOptions } from "../suspension/types.ts";
import type { ExecuteOptions, Image, Invocation, Program } from "../types.ts";
import { callProblem, HostAsks } from "./host-asks.ts";
import type { HostTask, ProcessHost } from "./process-host.ts";
import type { FromChild, ToChild } from "./protocol.ts";

/** One run, or the rest of one, for the sandbox's process. */
export type RunOrder = {
  image: Image;
  program: Program;
  /** What it runs as; of a run that goes on, what its suspension says. */
  invocation: Invocation;
  options: StartOptions;
  how:
    | { type: "execute" | "start" }
    /** `suspension` under no key: that process must not know the key. */
    | {
        type: "resume";
        suspension: Uint8Array;
        lines: readonly LogLine[];
        answer: ResumeOptions["answer"];
        clockMs: number;
      };
  answer: HostRequestAnswerer;
};

export type Submit = (
  fail: (error: ScriptError) => void,
  task: Pick<HostTask, "realm" | "message" | "onAnswer">,
) => number | null;

/**
 * Runs there what is told here: chunks, calls of the host, the outcome or the suspension.
 *
 * @throws SuspensionRefused as that process says
 */
export function runThere(
  host: Pick<ProcessHost, "cancel" | "answer">,
  submit: Submit,
  order: RunOrder,
): Promise<RunState> {
  const { program, invocation, options, how } = order;
  const { signal, onChunk } = options;
  return new Promise((resolve, reject) => {
    let onAbort: (() => void) | undefined;
    const shown: LogLine[] = how.type === "resume" ? [...how.lines] : [];
    const clockMs = how.type === "resume" ? how.clockMs : invocation.clockMs;
    const asks = new HostAsks({ program, invocation, clockMs }, order.answer);
    const close = () => {
      if (onAbort) signal?.removeEventListener("abort", onAbort);
      asks[Symbol.dispose]();
    };
    const end = (state: RunState) => {
      close();
      resolve(state);
    };
    const fail = (error: ScriptError) =>
      end({ status: "done", outcome: { ...failedOutcome(error), logs: shown } });
    const id = submit(fail, {
      realm: invocation.realm,
      message: (own, known) => messageOf(order, own, known),
      onAnswer: (message) => {
        if (message.type === "ran") end({ status: "done", outcome: message.outcome });
        else if (message.type === "waits" && how.type !== "execute") {
          const state = waitingState(message, order);
          if (state) end(state);
          else fail(lostError("it sent a suspension of something else"));
        } else if (message.type === "refused" && how.type === "resume") {
          close();
          reject(new SuspensionRefused(message.reason, message.message));
        } else {
          if (message.type === "chunk" && onChunk) showChunk(onChunk, message.chunk, shown);
          if (message.type === "ask") {
            asks.take(message, (answer) =>
              host.answer({ type: "answer", id: message.id, ...answer }, asks.waits),
            );
          }
          return false;
        }
        return true;
      },
    });
    if (id === null || !signal) return;
    onAbort = () => {
      if (host.cancel(id)) fail(refusal("cancelled", "The run was cancelled."));
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

function messageOf(order: RunOrder, id: number, known: Set<string>): ToChild {
  const { image, invocation, options, how } = order;
  const program = known.has(image.hash) ? null : order.program;
  known.add(image.hash);
  const common = { id, image: image.hash, program, stream: options.onChunk !== undefined };
  if (how.type !== "resume") return { type: "execute", ...common, invocation, start: how.type === "start" };
  const suspension = Buffer.from(how.suspension).toString("base64");
  return { type: "resume", ...common, suspension, answer: how.answer, clockMs: how.clockMs };
}

/** Null for a suspension that is none of this run: what it may do is in it, and that process is not believed. */
function waitingState(
  { event, metrics, logs, effects, hostAnswers, suspension: text }: Extract<FromChild, { type: "waits" }>,
  { program, image, invocation, options }: RunOrder,
): RunState | null {
  const suspension = new Uint8Array(Buffer.from(text, "base64"));
  try {
    const run = decodeSuspension(suspension, undefined);
    if (run.image !== image.hash || !isDeepStrictEqual(run.invocation, startedAs(invocation))) return null;
    if (callProblem(program, invocation, "event", event) !== null) return null;
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
