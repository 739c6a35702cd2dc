import type { RunServices } from "@scriptyard/host-kit";
import type { CallMocks, Json, Outcome } from "@scriptyard/model";
import { failedOutcome } from "@scriptyard/model";
import type { CompileResult, Invocation, RunState, Sandbox } from "@scriptyard/sandbox";
import { SuspensionRefused } from "@scriptyard/sandbox";
import type { Actor } from "../actor.ts";
import type { RunnerLog } from "../options.ts";
import type { Compiler } from "./compiler.ts";
import { type LostEngines, runWithSecondTry } from "./lost-engines.ts";
import { mocked } from "./mocked.ts";
import type { Runnable } from "./runnable.ts";

export type ResumeInput = {
  suspension: Uint8Array;
  /** Name of the event it waits for, and what came. */
  event: string;
  answer: Json;
  /** What it was allowed when it began. */
  capabilities: readonly string[];
};

export type Performed = {
  outcome: Outcome;
  imageHash: string;
  asleep?: { event: string; suspension: Uint8Array };
  lost?: boolean;
};

type Order = {
  runnable: Runnable;
  prepared: Prepared;
  invocation: Invocation;
  resume: ResumeInput | undefined;
  signal: AbortSignal | undefined;
  services: RunServices;
  /** What is answered instead of them, where a text is only tried. */
  mocks: CallMocks | null;
  /** See `Actor`. */
  gone: AbortSignal | undefined;
  /** The request that the run is of. */
  requestId: string | null;
};

export type PerformPorts = {
  sandbox: Sandbox;
  lostEngines: LostEngines;
  clock: () => number;
  log: Pick<RunnerLog, "error">;
};

/** The image that a run needs, or why there is none. */
export type Prepared = { ok: true; image: Image; compileUs: number } | { ok: false; outcome: Outcome };

/** Finds or makes the image. */
export async function prepare(
  { compiler }: { compiler: Compiler },
  { linked, realm, limits }: Runnable,
  trialOf: Actor | null,
): Promise<Prepared> {
  if (!linked.ok) return { ok: false, outcome: failedOutcome(linked.error) };
  let compiled: CompileResult | undefined = compiler.peek(linked.keyed.key);
  let compileUs = 0;
  if (compiled === undefined) {
    const made = await compiler.compile(linked.keyed, { realm: realm.id, limits, trialOf });
    compileUs = made.cached ? 0 : made.compileUs;
    compiled = made;
  }
  if (compiled.status === "error")
    return { ok: false, outcome: failedOutcome(compiled.error, { compileUs }) };
  return { ok: true, image: compiled.image, compileUs };
}

/** Runs the image to its end or to the next event. */
export async function perform(ports: PerformPorts, order: Order): Promise<Performed> {
  const { prepared } = order;
  if (!prepared.ok) return { outcome: prepared.outcome, imageHash: "" };
  const { image, compileUs } = prepared;
  const narrowed = order.resume && narrower(order.resume, order.invocation);
  if (narrowed) return { outcome: narrowed, imageHash: image.hash, lost: true };
  const calls = hostCalls(ports.log, order);
  const performed = await runWithSecondTry(ports.lostEngines, image.hash, {
    once: () => once(ports, order, image, calls.answer),
    lostEngine,
    // Runs have no side effects; those that have asked the host for something may have.
    mayRepeat: () => !order.signal?.aborted && !calls.asked(),
  });
  if (compileUs === 0) return performed;
  const metrics = { ...performed.outcome.metrics, compileUs };
  return { ...performed, outcome: { ...performed.outcome, metrics } };
}

/**
 * A sleeping run has its capabilities in its memory. Where a policy has taken one away since, it must not go on with it:
 * policies count from the next step on.
 */
function narrower({ capabilities }: ResumeInput, now: Invocation): Outcome | null {
  const gone = capabilities.filter((name) => !now.capabilities.includes(name));
  if (gone.length === 0) return null;
  const message = `The run began with ${gone.join(", ")}, which its policy does not allow any more. It has to start again.`;
  return failedOutcome({ type: "security_violation", message, stack: [] });
}

type AnswerCall = NonNullable<NonNullable<Parameters<Sandbox["start"]>[2]>["answerCall"]>;
type Image = Extract<CompileResult, { status: "ok" }>["image"];

async function once(
  ports: PerformPorts,
  order: Order,
  image: Image,
  answerCall: AnswerCall,
): Promise<Performed> {
  const { runnable, invocation, resume, signal, gone } = order;
  const options = { answerCall, ...(signal && { signal }), ...(gone && { gone }) };
  let state: RunState;
  try {
    state = resume
      ? await ports.sandbox.resume(image, resume.suspension, {
          ...options,
          answer: { ok: true, value: resume.answer },
          clockMs: ports.clock(),
          secrets: invocation.secrets,
        })
      : await ports.sandbox.start(image, invocation, options);
  } catch (error) {
    if (!(error instanceof SuspensionRefused)) throw error;
    const { name, message } = error;
    const outcome = failedOutcome({ type: "engine_failure", name, message, stack: [] });
    return { outcome, imageHash: image.hash, lost: true };
  }
  if (state.status === "done") return { outcome: state.outcome, imageHash: image.hash };
  const { event, suspension, effects, logs, metrics, hostAnswers } = state;
  const outcome: Outcome = {
    status: "ok",
    result: runnable.host.meanwhile(event),
    effects,
    logs,
    metrics,
    ...(hostAnswers.length > 0 && { hostAnswers }),
  };
  return { outcome, imageHash: image.hash, asleep: { event: event.name, suspension } };
}

function lostEngine({ outcome, lost }: Performed): boolean {
  return outcome.status === "error" && outcome.error.type === "engine_failure" && !lost;
}

/** Answers the run's async calls with the services that are bound to it. */
function hostCalls(
  log: PerformPorts["log"],
  { runnable, services, mocks, requestId }: Order,
): { answer: AnswerCall; asked(): boolean } {
  const { asyncCalls } = runnable.host;
  /** A script may ask in a loop: each function's failure is logged once. */
  const told = new Set<string>();
  let asked = false;
  /** Scripts are not told why; whoever runs the server has to be. */
  const note = (name: string, { cause }: Error) => {
    if (cause === undefined || told.has(name)) return;
    told.add(name);
    log.error(
      { err: cause, realm: runnable.realm.name, function: name, requestId },
      "a call of a script failed",
    );
  };
  return {
    asked: () => asked,
    async answer({ name, args }, call) {
      asked = true;
      if (!Object.hasOwn(asyncCalls, name)) throw new Error(`${name} has no implementation on this server.`);
      const mock = mocks?.function(name, args);
      if (mock !== undefined) {
        const said = mocked(runnable.host, mock);
        if (said.ok) return said.value;
        throw new TypeError(`${name}: ${said.error}`);
      }
      try {
        return await asyncCalls[name]!(args, { ...call, services });
      } catch (error) {
        // What nobody waits for any more was ended on purpose.
        if (error instanceof Error && !call.signal.aborted) note(name, error);
        throw error;
      }
    },
  };
}
