import type { GuestFunction, Json, Limits } from "@scriptyard/model";
import { argumentProblem } from "../executor/arguments.ts";
import { answered } from "../suspension/open-calls.ts";
import type { HostRequestAnswerer } from "../suspension/types.ts";
import type { Invocation, Program } from "../types.ts";
import type { AskAnswer } from "./protocol.ts";

export type Ask = { ask: number; name: string; args: Json[] };

/**
 * Answers what one run in the sandbox's process asks of the host, here, where the host is. That process is not believed:
 * function, capability, arguments and number of calls are judged once more. The calls are aborted with the run.
 */
export class HostAsks implements Disposable {
  private readonly abort = new AbortController();
  private readonly startedAt = performance.now();
  private readonly limits: Limits;
  private readonly run: { program: Program; invocation: Invocation; clockMs: number };
  private readonly answer: HostRequestAnswerer;
  private open = 0;
  private count = 0;

  constructor(
    run: { program: Program; invocation: Invocation; clockMs: number },
    answer: HostRequestAnswerer,
  ) {
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
    const clockMs = this.run.clockMs + Math.floor(performance.now() - this.startedAt);
    const call = { seed, context, clockMs, signal: this.abort.signal };
    const result =
      problem === null
        ? answered(this.answer, { name, args }, call, this.limits.inputBytes)
        : Promise.resolve({ error: problem });
    void result.then((given) => {
      this.open--;
      if (this.abort.signal.aborted) return;
      reply(
        "error" in given ? { ask, ok: false, message: given.error } : { ask, ok: true, value: given.value },
      );
    });
  }

  private problem(name: string, args: Json[]): string | null {
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
