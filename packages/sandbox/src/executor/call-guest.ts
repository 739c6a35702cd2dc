import type { ScriptError } from "@scriptyard/model";
import { noHandle } from "../engine/brands.ts";
import type { Machine } from "../engine/machine.ts";
import { type Answer, noAnswer, readAnswer } from "./answer.ts";
import type { Armed } from "./armed-images.ts";
import { deliver, putBack } from "./async-pause.ts";
import { drainJobs } from "./drain-jobs.ts";
import type { Job } from "./executor.ts";
import { failureOf, limitError } from "./failure.ts";
import type { HostPort } from "./host-port.ts";
import { restoreWithInput } from "./input.ts";
import { neverSettles } from "./never-settles.ts";
import type { Watch } from "./watch.ts";

/** How a call ended, or that it waits for answers; `discard` where the instance may be damaged. */
export type GuestEnd =
  | { answer: Answer }
  | { error: ScriptError; discard?: boolean }
  | { waits: true; jobs: number };

type Seat = { machine: Machine; watch: Watch; armed: Armed; port: HostPort };

/** The hook, its promise's jobs, its answer; throws what `failureOf` sorts out. */
export function callGuest({ machine, watch, armed, port }: Seat, job: Job): GuestEnd {
  const { limits, image } = job.profile;
  let handle = noHandle;
  let jobs = job.paused?.state.jobs ?? 0;
  let answered = 0;
  // A run that waited has asked `settle` already; once more would be an operation more.
  let asked = job.paused !== undefined;
  if (job.paused) {
    putBack(machine, armed.plan, job.paused);
    watch.restartCount(job.paused.state.operations);
  } else {
    const tooLarge = giveInput({ machine, watch, armed }, job);
    if (tooLarge) return { error: tooLarge };
    handle = machine.callForValue("run");
  }
  while (port.isWaiting && !watch.checkDeadline()) {
    if (!asked) {
      jobs = drainJobs(machine, watch, limits.promiseJobs, jobs);
      if (watch.checkDeadline()) break;
      port.isWaiting = false;
      handle = machine.callForValue("settle");
      if (!port.isWaiting) break;
    }
    asked = false;
    // A run that was stopped meanwhile does not wait.
    if (watch.checkDeadline() || watch.denied) break;
    const answer = job.answers?.[answered++];
    if (!answer && port.requests.pending.length === 0) return { error: neverSettles() };
    if (!answer) return { waits: true, jobs };
    const problem = deliver(machine, port, answer);
    if (problem !== null) return { error: replayMismatch(problem) };
  }
  const answer = watch.checkDeadline() ? noAnswer : readAnswer(machine, handle, image.plainResults, limits);
  watch.checkDeadline();
  if (!watch.stop && !watch.denied) return { answer };
  return failureOf(null, { machine, watch, files: armed.files, limits });
}

/** Restores the armed image with the arguments in it. Null, or why they cannot be given. */
function giveInput(place: Omit<Seat, "port">, { profile, input }: Job): ScriptError | null {
  const { limits, constantBytes } = profile;
  const bytes = restoreWithInput(place, input, limits.inputBytes - constantBytes);
  if (bytes !== null) return limitError("inputBytes", limits.inputBytes, bytes + constantBytes);
  // Operations are the script's: what it takes to bring its arguments in does not count.
  place.watch.restartCount();
  return null;
}

function replayMismatch(message: string): ScriptError {
  return { type: "execution", name: "ReplayMismatch", message, stack: [] };
}
