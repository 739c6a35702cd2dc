import type { LogLine, Metrics, Outcome, ScriptError } from "@scriptyard/model";
import type { RunResult } from "./executor.ts";
import { limitError } from "./failure.ts";
import { readJson, textProblem } from "./guest-records/json-text.ts";
import { unreadable } from "./guest-records/unreadable.ts";
import { MAX_DEPTH, prototypeKeyProblem } from "./json.ts";
import type { ImageData } from "./profile.ts";
import { refineFrame } from "./refine-frame.ts";

/** The outcome of a run, decoded and checked where its caller lives. The run is used up: copying its figures would cost more than a small hook. */
export function toOutcome(run: RunResult, logs: LogLine[], image: ImageData, queueUs: number): Outcome {
  const { metrics, trace } = run;
  metrics.queueUs = queueUs;
  const outcome = outcomeOf(run, logs, image);
  return trace === undefined ? outcome : { ...outcome, trace };
}

function outcomeOf(run: RunResult, logs: LogLine[], image: ImageData): Outcome {
  const { metrics } = run;
  if (run.ok && run.paused) return cannotWait(run.paused.state.pending[0]?.name, logs, metrics);
  if (!run.ok) return { status: "error", error: placed(run.error, image), logs, metrics };
  // A value that was read already was measured while it was read.
  const result = run.value ?? (run.text === "" ? null : readJson(run.text));
  if (result === undefined) return { status: "error", error: resultProblem(run.text), logs, metrics };
  return { status: "ok", result, effects: run.effects, logs, metrics };
}

/** What is wrong with a result that `readJson` does not take. */
export function resultProblem(text: string): ScriptError {
  switch (textProblem(text)) {
    case "depth":
      return limitError("resultDepth", MAX_DEPTH, undefined);
    case "prototype":
      return { type: "execution", message: prototypeKeyProblem("The script's result"), stack: [] };
    case null:
      return unreadable("The script's result");
  }
}

/** Whoever ran it takes no answers: `executeSync`, for example. */
export function cannotWait(call: string | undefined, logs: LogLine[], metrics: Metrics): Outcome {
  return { status: "error", error: cannotWaitError(call), logs, metrics };
}

/** @param call name of the function that the guest waits for */
export function cannotWaitError(call = "A call"): ScriptError {
  const message = `${call} is answered later, and this kind of run cannot wait.`;
  return { type: "execution", message, stack: [] };
}

/** An answer that no engine gave. */
export function refusal(type: "busy" | "cancelled" | "not_found", message: string): ScriptError {
  return { type, message, stack: [] };
}

/** Of a run that had not begun when its caller went away. */
export function goneError(): ScriptError {
  return refusal("cancelled", "Its caller went away before it began.");
}

/** What is asked of a sandbox that is no more. */
export function disposedError(): ScriptError {
  return refusal("cancelled", "The sandbox was disposed.");
}

/** The author's place of an error, moved to where the engine's own note is coarse. */
export function placed(
  error: ScriptError,
  { engine, sources }: Pick<ImageData, "engine" | "sources">,
): ScriptError {
  if (engine !== "quickjs-ng" || error.type !== "execution" || !sources) return error;
  return refineFrame(error, (file) => (Object.hasOwn(sources, file) ? sources[file] : undefined));
}
