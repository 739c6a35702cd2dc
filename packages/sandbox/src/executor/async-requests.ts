import { type GuestFunction, type HostAnswer, type Json, sameButMasked } from "@scriptyard/model";
import { argumentProblem } from "./arguments.ts";
import { readArguments } from "./guest-records/arguments.ts";

/** A call that left the guest and waits for its answer. */
export type HostRequest = {
  /** Which one of the run's such calls, from 0. */
  call: number;
  name: string;
  /** `event` waits for somebody outside, `async` for the host itself. */
  kind: "async" | "event";
  args: Json[];
};

/** The calls of one run that nobody has answered yet, oldest first. */
export class AsyncRequests {
  readonly pending: HostRequest[];
  next: number;

  constructor(pending: readonly HostRequest[] = [], next = 0) {
    this.pending = [...pending];
    this.next = next;
  }

  /** Takes a call; answers its number, or what is wrong with its arguments. */
  add({ name, kind, params }: GuestFunction, argsText: string): number | string {
    const given = readArguments(name, argsText);
    if (typeof given === "string") return given;
    const problem = argumentProblem(params, given);
    if (problem !== null) return `${name}: ${problem}.`;
    const args = given.slice(0, params.length);
    this.pending.push({ call: this.next, name, kind: kind === "event" ? "event" : "async", args });
    return this.next++;
  }

  /** Closes the call an answer is for; null, or why the answer fits none. */
  close(answer: HostAnswer): string | null {
    const at = this.pending.findIndex((request) => request.call === answer.call);
    const request = this.pending[at];
    if (!request)
      return `The recording answers call ${answer.call} of ${answer.name}, which this run has not made.`;
    // What an event asked may hold what recordings mask: its number and name must do.
    const sameArgs = request.kind === "event" || sameButMasked(request.args, answer.args);
    if (request.name !== answer.name || !sameArgs) {
      return `The recording answers ${answer.name} as call ${answer.call}, but this run called ${request.name}, or gave it other arguments.`;
    }
    this.pending.splice(at, 1);
    return null;
  }
}

export function answersLater({ kind }: GuestFunction): boolean {
  return kind === "async" || kind === "event";
}
