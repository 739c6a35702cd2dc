import type {
  CallMock,
  Execution,
  ExecutionTrigger,
  FlowEdge,
  Json,
  NodeDecision,
  Outcome,
  ScriptError,
} from "@scriptyard/model";
import { createCallMocks, decisionOf, emptyMetrics, Fault, kindOfHook, newId } from "@scriptyard/model";
import type { Invocation } from "@scriptyard/sandbox";
import type { Actor } from "../actor.ts";
import { violationOf } from "../policy/security-log.ts";
import { randomHex } from "../random.ts";
import type { Compiler } from "./compiler.ts";
import { splitConstants } from "./constants.ts";
import type { EnginePorts } from "./engine.ts";
import { explained } from "./explained.ts";
import type { LostEngines } from "./lost-engines.ts";
import { maskExecution, maskInput } from "./mask.ts";
import { maskTrace } from "./mask-trace.ts";
import { perform, prepare, type ResumeInput } from "./perform.ts";
import type { PersonToll } from "./person-toll.ts";
import type { Runnable } from "./runnable.ts";
import { specifierOf } from "./runnable.ts";
import { type ResultCheck, validateOutcome } from "./validate.ts";
import { withSubject } from "./with-subject.ts";
import { withoutSecrets } from "./without-secrets.ts";

export type RunInput = {
  runnable: Runnable;
  args: Json[];
  trigger: ExecutionTrigger;
  triggerId?: NonNullable<Execution["triggerId"]>;
  /** Somebody at work fires the trigger: it runs as `trigger` does, is recorded as a trial, and reaches nobody outside. */
  trial?: boolean | undefined;
  /** What keeps a result from being used, beyond the hook's schema. */
  checkResult?: ResultCheck | undefined;
  actor: Actor;
  /** One that depends on what runs gets the hash of its image; "" when there is none. Default: random. */
  seed?: string | ((imageHash: string) => Promise<string>) | undefined;
  clockMs?: number | undefined;
  signal?: AbortSignal | undefined;
  flow?: {
    sessionId: `fls_${string}`;
    node: string;
    /** A step of a walk that somebody tries in the console: nothing is sent, and its page shows the codes. */
    trial: boolean;
    /** The state that a visitor came back with from another site, in the run that is entered by it. */
    returnState?: string | null;
    /** Of the node, where its outcomes are held to them; kept with a failure. */
    edges?: FlowEdge[];
    /** Fields of the submitted form that the block asked for as password or code. */
    secretFields?: readonly string[];
  };
  replayOf?: `exe_${string}` | null | undefined;
  /** Somebody outside sent the input: what is too large is refused as theirs, and leaves no record against the script. */
  isSent?: boolean;
  /** Replays run what was recorded, masks included, so their input is not judged again. */
  trustInput?: boolean;
  /** Recorded answers to async calls and events: fed again, nobody is asked. */
  hostAnswers?: Execution["hostAnswers"] | undefined;
  /** How the run failed that they are of; null where it did not. */
  recordedError?: ScriptError | null | undefined;
  /** What `fetch` and async functions are answered where nobody is called. */
  calls?: readonly CallMock[] | undefined;
  /** Goes on with a run that slept; `args`, `seed` and `clockMs` are then those it began with. */
  resume?: ResumeInput;
  /** Only looked at: it is written nowhere, and nobody is told. */
  unrecorded?: boolean;
  /** Takes the record instead of the recorder: who publishes for the run hands it over with what it published. */
  record?: (record: Execution) => void;
  /** Findings that are made while the script runs; awaited before the record is written. */
  diagnostics?: Promise<Execution["diagnostics"]>;
};

/** The record as written (masked), and what the script really answered. */
export type RunOutput = {
  record: Execution;
  outcome: Outcome;
  /** The run sleeps at an event: `outcome` is what it answers meanwhile. */
  waiting?: { event: string; suspension: Uint8Array; invocation: Invocation };
  /** It slept, and cannot be woken here any more. */
  lost?: boolean;
};

/** For whoever asked for the run: what the script really said, beside the input as it was recorded. */
export function answerOf({ record, outcome }: RunOutput): Execution {
  const { logs } = outcome;
  if (outcome.status === "error") return { ...record, error: outcome.error, logs };
  return { ...record, result: outcome.result, effects: outcome.effects, logs };
}

/** What an engine runs with, and what it keeps. */
export type EngineParts = Omit<EnginePorts, "onExecution" | "compiledCacheBytes"> & {
  compiler: Compiler;
  lostEngines: LostEngines;
  toll: PersonToll;
  onExecution(record: Execution): void;
};

/** See `Engine`. */
export async function run(ports: EngineParts, input: RunInput): Promise<RunOutput> {
  const { runnable, resume, seed } = input;
  if (resume) checkAnswer(runnable, resume);
  else if (!input.trustInput) checkInput(runnable, input.args);
  const scope = runnable.host.scope(runnable.realm, input.args);
  const startedAt = ports.clock();
  // Flows send the realm's own settings; elsewhere anybody may send any, and would fill the sandbox with prepared images.
  const isFlow = input.trigger === "flow" || input.trigger === "replay";
  const split = isFlow ? splitConstants(input.args) : { args: input.args };
  const shown = maskInput(runnable, input.args, input.flow?.secretFields);
  const trialOf = isTrial(input) ? input.actor : null;
  if (trialOf !== null) ports.toll.requireRoom(trialOf);
  const prepared = await prepare(ports, runnable, trialOf);
  const secrets = await ports.vault.of(runnable);
  const invocation: Invocation = {
    hook: runnable.hook,
    ...split,
    limits: runnable.limits,
    seed:
      typeof seed === "function"
        ? await seed(prepared.ok ? prepared.image.hash : "")
        : (seed ?? randomHex(ports, 16)),
    clockMs: input.clockMs ?? startedAt,
    capabilities: runnable.policy.capabilities,
    hostContext: scope.hostContext,
    realm: runnable.realm.id,
    // A password in the arguments stays in the engine's freed memory, unless that is wiped for the next person.
    ...((shown.masked.length > 0 || secrets?.plain) && { sensitive: true }),
    ...(secrets && { secrets: secrets.handed }),
    ...(input.hostAnswers && { hostAnswers: input.hostAnswers }),
  };
  const mocks = input.calls ? createCallMocks(input.calls) : null;
  const performed = await perform(ports, {
    runnable,
    prepared,
    invocation,
    resume,
    signal: input.signal,
    gone: input.actor.gone,
    requestId: input.actor.requestId,
    services: ports.services(input, secrets, mocks),
    mocks,
  });
  const { outcome: raw, imageHash, asleep, lost } = performed;
  if (trialOf !== null && prepared.ok)
    ports.toll.note(
      trialOf,
      raw.status === "error" ? raw.error : null,
      isTraced(runnable) ? raw.metrics.runUs / 1_000 : 0,
    );
  if (raw.status === "error" && raw.error.type === "busy")
    throw new Fault("busy", raw.error.message, { details: busyDetails(raw.error) });
  if (input.isSent && raw.status === "error" && raw.error.limit?.name === "inputBytes")
    throw new Fault("too_large", `${raw.error.message} Send less.`, { details: { limit: raw.error.limit } });
  // It never began, so there is nothing to record, and nobody to tell.
  if (
    raw.status === "error" &&
    raw.error.type === "cancelled" &&
    input.actor.gone?.aborted &&
    raw.metrics.runUs === 0
  )
    throw new Fault("busy", "Whoever asked for this run went away before it began.");
  const judged = {
    ...runnable,
    specifier: specifierOf(runnable.script),
    allowedHosts: runnable.realm.allowedHosts,
  };
  const validated = validateOutcome(judged, scope.effects, raw, input.checkResult);
  const told = validated.status === "ok" ? validated : await explained(ports, input, validated);
  const answered = secrets ? withoutSecrets(input, told, secrets.forms) : told;
  const diagnostics = input.diagnostics === undefined ? [] : await input.diagnostics;
  // What the script said, not what is answered: masked of secrets alone, a visitor's text that one stands in would leave its rest.
  const execution = describe(ports, input, invocation, told, { startedAt, imageHash, diagnostics });
  const masked = maskExecution(runnable, execution, shown, secrets?.forms);
  const record = withOutcome(runnable, withSubject(ports, runnable, masked.record));
  const outcome = told.trace ? { ...answered, trace: maskTrace(told.trace, masked.replaced) } : answered;
  const violation = violationOf(record);
  if (input.unrecorded) {
    // Of this run there is no record to open: the one that it repeats is.
    if (violation !== null) ports.security.report({ ...violation, executionId: record.replayOf });
    return { record, outcome };
  }
  if (input.record) input.record(record);
  else ports.recorder.record(record);
  ports.onExecution(record);
  if (violation !== null) ports.security.report(violation);
  if (ports.hub.wanted("execution", record.realmId)) {
    const { seed: _seed, ...execution } = record;
    ports.hub.publish({ type: "execution", realmId: record.realmId, execution });
  }
  const sleeps = asleep && outcome.status === "ok";
  // Whole arguments: what was set apart for the sandbox is put in its place again.
  const { secrets: _handed, ...own } = invocation;
  const begun = { ...own, args: input.args };
  return {
    record,
    outcome,
    ...(sleeps && { waiting: { ...asleep, invocation: begun } }),
    ...(lost && { lost }),
  };
}

/** Somebody at work tries something out: it is theirs, not the realm's. */
const isTrial = ({ trigger, trial, flow }: RunInput): boolean =>
  trigger === "preview" || trigger === "replay" || trial === true || flow?.trial === true;

/** It has many times the limits of its script, and may use them up without failing. */
const isTraced = ({ linked }: Runnable): boolean => linked.ok && linked.keyed.program.traced === true;

/** `retryAfterMs` is what HTTP's Retry-After says (`WaitDetails`), wherever the fault ends up on the wire. */
function busyDetails(error: ScriptError) {
  return { ...error, retryAfterMs: error.retryAfterMs ?? 1_000 };
}

function checkInput({ host, hook }: Runnable, args: Json[]): void {
  const issues = host.validateInput(hook, args);
  if (issues.length === 0) return;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  throw new Fault("bad_request", `The input does not fit ${hook}: ${shown.join("; ")}.`, {
    details: { issues: issues.slice(0, 50) },
  });
}

function checkAnswer({ host }: Runnable, { event, answer }: ResumeInput): void {
  const issues = host.validateAnswer(event, answer);
  if (issues.length === 0) return;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  throw new Fault("bad_request", `The answer does not fit ${event}: ${shown.join("; ")}.`, {
    details: { issues: issues.slice(0, 50) },
  });
}

type Described = { startedAt: number; imageHash: string; diagnostics: Execution["diagnostics"] };

function describe(
  ports: Pick<EngineParts, "sandbox">,
  input: RunInput,
  invocation: Invocation,
  outcome: Outcome,
  { startedAt, imageHash, diagnostics }: Described,
): Execution {
  const { runnable, actor } = input;
  const { origin, script } = runnable;
  const ok = outcome.status === "ok";
  const error: ScriptError | null = ok ? null : outcome.error;
  return {
    id: newId("exe", startedAt),
    realmId: runnable.realm.id,
    scriptId: script.id,
    module: script.module,
    name: script.name,
    hook: runnable.hook,
    language: runnable.language,
    trigger: input.trial || input.flow?.trial ? "trial" : input.trigger,
    triggerId: input.triggerId ?? null,
    versionId: origin.kind === "version" ? origin.versionId : null,
    version: origin.kind === "version" ? origin.number : null,
    draftRevision: origin.kind === "draft" ? origin.revision : null,
    draftSource: origin.kind === "draft" ? origin.source : null,
    sourceRef: runnable.sourceRef,
    flowSessionId: input.flow?.sessionId ?? null,
    node: input.flow?.node ?? null,
    ...(!ok && input.flow?.edges && { edges: input.flow.edges }),
    replayOf: input.replayOf ?? null,
    status: outcome.status,
    errorType: error?.type ?? null,
    errorGroupId: null,
    action: ok ? (decisionIn(runnable, outcome.result)?.action ?? null) : null,
    args: input.args,
    result: ok ? outcome.result : null,
    effects: ok ? outcome.effects : [],
    error,
    logs: outcome.logs,
    diagnostics,
    metrics: outcome.metrics ?? emptyMetrics,
    limits: invocation.limits,
    seed: invocation.seed,
    ...(outcome.hostAnswers && { hostAnswers: outcome.hostAnswers }),
    clockMs: invocation.clockMs,
    engine: ports.sandbox.engine,
    imageHash,
    userId: actor.userId,
    requestId: actor.requestId,
    startedAt,
  };
}

/** Read from what is recorded of it, so that nothing masked can become a thing to search by. */
function withOutcome(runnable: Runnable, record: Execution): Execution {
  const decision = decisionIn(runnable, record.result);
  if (decision?.action !== "continue" || decision.outcome === null) return record;
  return { ...record, outcome: decision.outcome };
}

function decisionIn({ host, hook }: Runnable, result: Json): NodeDecision | null {
  return decisionOf(kindOfHook(host.flowKinds, hook), result);
}
