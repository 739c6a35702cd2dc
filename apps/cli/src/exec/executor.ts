import { createTrialServices, type Host } from "@scriptyard/host-kit";
import { sandboxHosts } from "@scriptyard/hosts";
import type { ScriptChecker } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import {
  countsAgainstScript,
  defaultLimits,
  failedOutcome,
  type Outcome,
  withoutUndefined,
} from "@scriptyard/model";
import {
  createLostEngines,
  type LostEngines,
  runWithSecondTry,
  validateOutcome,
} from "@scriptyard/runner/judge";
import {
  createSandbox,
  type EngineName,
  type Invocation,
  outcomeHash,
  type RunState,
  type Sandbox,
} from "@scriptyard/sandbox";
import { type Answer, invalidInput, type Job } from "./job.ts";
import { bindingsWithoutHost, capabilitiesWithoutHost } from "./no-host.ts";
import { onDemand } from "./on-demand.ts";
import { entrySpecifier, Programs, REALM } from "./programs.ts";

export type ExecutorOptions = {
  hosts: readonly Host[];
  engine: EngineName;
  workers: number;
  check: boolean;
};

/** Runs jobs in the sandbox as the server would run them: linked, checked, limited, validated. */
export interface Executor extends AsyncDisposable {
  run(job: Job): Promise<Answer>;
  /** Jobs so far that failed through no fault of their script. */
  readonly failures: number;
}

/** Where no engine can be started, the answers say so. */
export async function createExecutor({ hosts, engine, workers, check }: ExecutorOptions): Promise<Executor> {
  const sandbox = await createSandbox({ engine, workers, ...onDemand, ...sandboxHosts(hosts) });
  const checker: ScriptChecker | null = check ? createScriptChecker() : null;
  const programs = new Programs(sandbox, checker);
  const lostEngines = createLostEngines(() => performance.now());
  let failures = 0;

  return {
    get failures() {
      return failures;
    },
    async run(job) {
      const host = hosts.find(({ id }) => id === job.host) ?? null;
      const problem = hostProblem(job, host, hosts);
      if (problem !== null) return problem;
      let outcome: Outcome;
      try {
        outcome = await perform(job, host, { sandbox, programs, lostEngines });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        outcome = failedOutcome({ type: "engine_failure", message: message.slice(0, 1_000), stack: [] });
      }
      if (outcome.status === "error" && !countsAgainstScript(outcome.error)) failures += 1;
      return { id: job.id, ...outcome, hash: outcomeHash(outcome) };
    },
    async [Symbol.asyncDispose]() {
      await checker?.[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

type Machinery = { sandbox: Sandbox; programs: Programs; lostEngines: LostEngines };

async function perform(
  job: Job,
  host: Host | null,
  { sandbox, programs, lostEngines }: Machinery,
): Promise<Outcome> {
  const texts = [
    job.source,
    ...Object.values(job.modules).map((one) => (typeof one === "string" ? one : one.source)),
  ];
  const bindings = host?.bindings(job.hook, texts) ?? bindingsWithoutHost(job.hook);
  const limits = { ...defaultLimits, ...host?.limits, ...withoutUndefined(job.limits) };
  const prepared = await programs.prepare(job, host, { bindings, limits });
  if (!prepared.ok) return failedOutcome(prepared.error, { compileUs: prepared.compileUs });
  const scope = host?.scope(job.realm, job.args) ?? null;
  const invocation: Invocation = {
    hook: job.hook,
    args: job.args,
    limits,
    seed: job.seed,
    clockMs: job.clockMs,
    capabilities: host?.capabilities("production") ?? capabilitiesWithoutHost,
    ...(scope !== null && { hostContext: scope.hostContext }),
    realm: REALM,
  };
  let outcome = await runWithSecondTry(lostEngines, prepared.image.hash, {
    once: async () => settled(await sandbox.start(prepared.image, invocation, answering(host)), host),
    lostEngine: (ended) => ended.status === "error" && ended.error.type === "engine_failure",
    mayRepeat: () => true,
  });
  if (prepared.compileUs > 0)
    outcome = { ...outcome, metrics: { ...outcome.metrics, compileUs: prepared.compileUs } };
  if (host === null || scope === null) return outcome;
  const { hook, source, realm } = job;
  const { allowedHosts } = realm;
  const judged = { host, hook, source, specifier: entrySpecifier, allowedHosts };
  return validateOutcome(judged, scope.effects, outcome);
}

/** Async functions are answered as in a preview. Each run has services of its own: what it keeps, the next one does not find. */
function answering(host: Host | null): NonNullable<Parameters<Sandbox["start"]>[2]> {
  if (host === null) return {};
  const services = createTrialServices();
  return {
    async answerCall({ name, args }, call) {
      if (!Object.hasOwn(host.asyncCalls, name)) throw new Error(`${name} has no implementation here.`);
      return host.asyncCalls[name]!(args, { ...call, services });
    },
  };
}

/** Nobody answers events here: a script that waits for one answers what the server would say meanwhile. */
function settled(state: RunState, host: Host | null): Outcome {
  if (state.status === "done") return state.outcome;
  const { event, effects, logs, metrics } = state;
  return { status: "ok", result: host?.meanwhile(event) ?? null, effects, logs, metrics };
}

/** What the job asks of its host that the host does not have, or input the host would refuse. */
function hostProblem(job: Job, host: Host | null, hosts: readonly Host[]): Answer | null {
  if (job.host === null) return null;
  if (host === null) {
    const known = hosts.map((h) => h.id).join(", ");
    return invalidInput(job.id, job.line, `host: there is no host "${job.host}". Known hosts: ${known}.`);
  }
  if (!host.hooks.some((hook) => hook.name === job.hook)) {
    const known = host.hooks.map((hook) => hook.name).join(", ");
    return invalidInput(job.id, job.line, `hook: ${host.id} has no hook "${job.hook}". Its hooks: ${known}.`);
  }
  const issues = host.validateInput(job.hook, job.args);
  if (issues.length === 0) return null;
  const shown = issues.slice(0, 3).map((issue) => `${issue.path}: ${issue.message}`);
  return invalidInput(job.id, job.line, `args do not fit ${job.hook}: ${shown.join("; ")}`, issues);
}
