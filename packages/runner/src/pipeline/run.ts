import type { Issue } from "@scriptyard/host-kit";
import type { Execution, ExecutionTrigger, Json, Outcome, ScriptError } from "@scriptyard/model";
import { emptyMetrics, Fault, failedOutcome, newId } from "@scriptyard/model";
import type { CompileResult, Invocation } from "@scriptyard/sandbox";
import type { Core } from "../core.ts";
import { randomHex } from "../core.ts";
import { explainAbsence } from "../policy/refused-functions.ts";
import { violationOf } from "../policy/security-log.ts";
import type { Actor } from "../types.ts";
import { splitConstants } from "./constants.ts";
import { maskExecution } from "./mask.ts";
import type { Runnable } from "./runnable.ts";
import { validateOutcome } from "./validate.ts";

export type RunInput = {
  runnable: Runnable;
  args: Json[];
  trigger: ExecutionTrigger;
  triggerId?: NonNullable<Execution["triggerId"]>;
  /** What keeps a result from being used, beyond the hook's schema. */
  checkResult?: ((result: Json) => Issue[]) | undefined;
  actor: Actor;
  seed?: string | undefined;
  clockMs?: number | undefined;
  signal?: AbortSignal | undefined;
  flow?: { sessionId: `fls_${string}`; node: string };
  replayOf?: `exe_${string}` | null | undefined;
  /** Replays run what was recorded, masks included, so their input is not judged again. */
  trustInput?: boolean;
  /** Findings that are made while the script runs; awaited before the record is written. */
  diagnostics?: Promise<Execution["diagnostics"]>;
};

/** The record as written (masked), and what the script really answered. */
export type RunOutput = { record: Execution; outcome: Outcome };

/** For whoever asked for the run: what the script really said, beside the input as it was recorded. */
export function answerOf({ record, outcome }: RunOutput): Execution {
  const { logs } = outcome;
  if (outcome.status === "error") return { ...record, error: outcome.error, logs };
  return { ...record, result: outcome.result, effects: outcome.effects, logs };
}

/**
 * The one way a script runs, whoever asks: compile or find the image, execute, validate, record, notify.
 *
 * @throws Fault `bad_request` when the input breaks the hook's schema; `busy` when no engine is free
 */
export async function run(core: Core, input: RunInput): Promise<RunOutput> {
  const { runnable } = input;
  if (!input.trustInput) checkInput(runnable, input.args);
  const scope = runnable.host.scope(runnable.realm, input.args);
  const startedAt = core.clock();
  // Flows send the realm's own settings; elsewhere anybody may send any, and would fill the sandbox with prepared images.
  const isFlow = input.trigger === "flow" || input.trigger === "replay";
  const split = isFlow ? splitConstants(input.args) : { args: input.args };
  const invocation: Invocation = {
    hook: runnable.hook,
    ...split,
    limits: runnable.limits,
    seed: input.seed ?? randomHex(core, 16),
    clockMs: input.clockMs ?? startedAt,
    capabilities: runnable.policy.capabilities,
    hostContext: scope.hostContext,
    realm: runnable.realm.id,
  };
  const { outcome: raw, imageHash } = await perform(core, runnable, invocation, input.signal);
  if (raw.status === "error" && raw.error.type === "busy")
    throw new Fault("busy", "All engines are busy. Try again in a moment.", {
      details: busyDetails(raw.error),
    });
  const outcome = explained(runnable, validateOutcome(runnable, scope.effects, raw, input.checkResult));
  const diagnostics = input.diagnostics === undefined ? [] : await input.diagnostics;
  const execution = describe(core, input, invocation, outcome, { startedAt, imageHash, diagnostics });
  const record = maskExecution(runnable.mask, execution);
  core.recorder.record(record);
  core.onExecution(record);
  const violation = violationOf(record);
  if (violation !== null) core.security.report(violation);
  if (core.hub.wanted("execution", record.realmId))
    core.hub.publish({ type: "execution", realmId: record.realmId, execution: record });
  return { record, outcome };
}

/** A function that was absent because a level took it away is that level's doing, not the script's mistake. */
function explained(runnable: Runnable, outcome: Outcome): Outcome {
  return runnable.linked.ok ? explainAbsence(runnable, runnable.linked.keyed.program, outcome) : outcome;
}

/** `retryAfterSeconds` is what HTTP's Retry-After says, wherever the fault ends up on the wire. */
function busyDetails(error: ScriptError) {
  return { ...error, retryAfterSeconds: Math.max(1, Math.ceil((error.retryAfterMs ?? 1_000) / 1_000)) };
}

async function perform(
  core: Core,
  { linked }: Runnable,
  invocation: Invocation,
  signal: AbortSignal | undefined,
): Promise<{ outcome: Outcome; imageHash: string }> {
  if (!linked.ok) return { outcome: failedOutcome(linked.error), imageHash: "" };
  let compiled: CompileResult | undefined = core.compiler.peek(linked.keyed.key);
  let compileUs = 0;
  if (compiled === undefined) {
    const made = await core.compiler.compile(linked.keyed);
    compileUs = made.cached ? 0 : made.compileUs;
    compiled = made;
  }
  if (compiled.status === "error") {
    return { outcome: failedOutcome(compiled.error, { compileUs }), imageHash: "" };
  }
  const options = signal === undefined ? undefined : { signal };
  let outcome = await core.sandbox.execute(compiled.image, invocation, options);
  // Our own failure, not the script's: a fresh engine gets one more try. Runs have no side effects, so twice is safe.
  if (outcome.status === "error" && outcome.error.type === "engine_failure" && !signal?.aborted)
    outcome = await core.sandbox.execute(compiled.image, invocation, options);
  if (compileUs > 0) outcome = { ...outcome, metrics: { ...outcome.metrics, compileUs } };
  return { outcome, imageHash: compiled.image.hash };
}

function checkInput({ host, hook }: Runnable, args: Json[]): void {
  const issues = host.validateInput(hook, args);
  if (issues.length === 0) return;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  throw new Fault("bad_request", `The input does not fit ${hook}: ${shown.join("; ")}.`, {
    details: { issues: issues.slice(0, 50) },
  });
}

type Described = { startedAt: number; imageHash: string; diagnostics: Execution["diagnostics"] };

function describe(
  core: Core,
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
    trigger: input.trigger,
    triggerId: input.triggerId ?? null,
    versionId: origin.kind === "version" ? origin.versionId : null,
    version: origin.kind === "version" ? origin.number : null,
    draftRevision: origin.kind === "draft" ? origin.revision : null,
    draftSource: origin.kind === "draft" ? origin.source : null,
    sourceRef: runnable.sourceRef,
    flowSessionId: input.flow?.sessionId ?? null,
    node: input.flow?.node ?? null,
    replayOf: input.replayOf ?? null,
    status: outcome.status,
    errorType: error?.type ?? null,
    errorGroupId: null,
    action: ok ? actionOf(outcome.result) : null,
    args: input.args,
    result: ok ? outcome.result : null,
    effects: ok ? outcome.effects : [],
    error,
    logs: outcome.logs,
    diagnostics,
    metrics: outcome.metrics ?? emptyMetrics,
    limits: invocation.limits,
    seed: invocation.seed,
    clockMs: invocation.clockMs,
    engine: core.sandbox.engine,
    imageHash,
    userId: actor.userId,
    requestId: actor.requestId,
    startedAt,
  };
}

function actionOf(result: Json): string | null {
  if (result === null || typeof result !== "object" || Array.isArray(result)) return null;
  return typeof result.action === "string" ? result.action : null;
}
