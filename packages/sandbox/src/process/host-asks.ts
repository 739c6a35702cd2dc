import type { GuestFunction, HostAnswer, Json, Limits } from "@scriptyard/model";
import { argumentProblem } from "../executor/arguments.ts";
import { answered } from "../suspension/open-calls.ts";
import type { HostRequestAnswerer } from "../suspension/types.ts";
import type { Invocation, Program } from "../types.ts";
import { type GivenAnswer, ownRecord } from "./own-record.ts";
import type { AskAnswer } from "./protocol.ts";

export type Ask = { ask: number; name: string; args: Json[] };

export type AskingRun = {
  program: Program;
  invocation: Invocation;
  /** What its clock says when it begins, or goes on. */
  clockMs: number;
  /** Answers it has to begin with: a recording, or those of a run that goes on. */
  before: readonly HostAnswer[];
};

/**
 * Answers what one run in the sandbox's process asks of the host, here, where the host is. That process is not believed:
 * function, capability, arguments and number of calls are judged once more, and the record of the answers is kept here. The
 * calls are aborted with the run.
 */
export class HostAsks implements Disposable {
  private readonly abort = new AbortController();
  private readonly startedAt = performance.now();
  private readonly limits: Limits;
  private readonly run: AskingRun;
  private readonly answer: HostRequestAnswerer;
  private readonly given: GivenAnswer[] = [];
  private open = 0;
  private count = 0;

  constructor(run: AskingRun, answer: HostRequestAnswerer) {
    this.run = run;
    this.limits = run.invocation.limits;
    this.answer = answer;
  }

  /** Calls nobody has answered yet: while there are any, the run's engine may serve others. */
  get waits(): boolean {
    return this.open > 0;
  }

  take({ ask, name, args }: Ask, reply: (answer: AskAnswer) => void): void {
    const problem = this.problem(name, args);
    this.open++;
    const { seed, hostContext: context = null } = this.run.invocation;
    const call = { seed, context, clockMs: this.now(), signal: this.abort.signal };
    const result =
      problem === null
        ? answered(this.answer, { name, args }, call, this.limits.inputBytes)
        : Promise.resolve({ error: problem });
    void result.then((given) => {
      this.open--;
      if (this.abort.signal.aborted) return;
      if ("error" in given) {
        const error = given.error.slice(0, 1_000);
        this.given.push({ ask, name, args, ok: false, value: null, error });
        reply({ ask, ok: false, message: error });
      } else {
        this.given.push({ ask, name, args, ok: true, value: given.value });
        reply({ ask, ok: true, value: given.value });
      }
    });
  }

  /** The answers of the run's record; null when the process tells of others than were given. */
  record(told: readonly HostAnswer[] | undefined): HostAnswer[] | null {
    const span = { fromMs: this.run.clockMs, toMs: this.now() };
    return ownRecord(told, this.run.before, this.given, span);
  }

  private now(): number {
    return this.run.clockMs + Math.floor(performance.now() - this.startedAt);
  }

  private problem(name: string, args: Json[]): string | null {
    if (this.run.invocation.hostAnswers) return `${name}: a recording is fed again, and nobody is asked.`;
    if (++this.count > this.limits.hostCalls) return `${name}: too many host calls.`;
    return callProblem(this.run.program, this.run.invocation, "async", { name, args });
  }

  [Symbol.dispose](): void {
    this.abort.abort();
  }
}

/** Why a run may not make this call; null when it may. */
export function callProblem(
  { bindings }: Program,
  { capabilities }: Pick<Invocation, "capabilities">,
  kind: GuestFunction["kind"],
  { name, args }: { name: string; args: Json[] },
): string | null {
  const found = bindings.functions.find((one) => one.name === name && one.kind === kind);
  if (!found || !capabilities.includes(found.capability)) return `${name} is not open to this run.`;
  const problem = argumentProblem(found.params, args);
  return problem === null ? null : `${name}: ${problem}.`;
}
