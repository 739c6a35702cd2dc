import type { Host, JsonObject } from "@scriptyard/host-kit";
import type { Execution, FlowNode, FlowNodeKind, Json, OkOutcome, Realm } from "@scriptyard/model";
import { decisionOf, Fault, junctionOf } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { Engine } from "../../engine/engine.ts";
import { formOf } from "../../engine/form-of.ts";
import type { Runnable } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import { startedBy } from "../../policy/starts.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Texts } from "../../texts/texts.ts";
import { contextOf } from "./context.ts";
import { type OutcomeRule, outcomeIssues, ruleIn } from "./outcomes.ts";
import { pinnedRunnable } from "./pins.ts";
import type { Way } from "./record-step.ts";
import type { SuspendedNode, Walk } from "./walk.ts";

export type NodeInput = {
  realm: Realm;
  flowId: string;
  sessionId: `fls_${string}`;
  /** Somebody tries the flow in the console. */
  trial: boolean;
  walk: Walk;
  node: FlowNode;
  kind: FlowNodeKind;
  form: JsonObject | null;
  /** The node's script sleeps, and goes on with the form. */
  resume: Resumption | null;
  actor: Actor;
  /** The state that the visitor came back with, where this node is entered by that. */
  returnState: string | null;
  /** See `RunInput.flow`. */
  secretFields: readonly string[];
  /** Takes the records of the runs: they are stored when the step is, with what it published. */
  records: Execution[];
  /** Takes the edges that are taken. */
  ways: Way[];
};

/** What a sleeping script is woken with. */
export type Resumption = Omit<SuspendedNode, "node"> & { suspension: Uint8Array; form: JsonObject };

/** A run that asked from its middle and sleeps. */
export type AsleepRun = {
  run: Pick<SuspendedNode, "event" | "args" | "seed" | "clockMs" | "capabilities">;
  suspension: Uint8Array;
  outcome: OkOutcome;
};

/** What a node answered; null when its script failed and no earlier version could help. */
export type NodeRun = {
  host: Host;
  outcome: OkOutcome | null;
  /** Its effects as the record has them, secrets masked. */
  recorded: Execution["effects"];
  executionId: Execution["id"];
  /** What an outcome without an edge does that this run may still have: nothing under `error`, which has refused it. */
  rule: OutcomeRule;
  asleep?: AsleepRun;
  /** It slept, and cannot be woken on this server any more. */
  lost?: boolean;
};

export type NodePorts = {
  store: Store;
  clock: () => number;
  catalog: Catalog;
  engine: Engine;
  texts: Texts;
  hub: EventHub;
};

/** Runs a node's script, and on failure, where the node's policy says so, the version that was live before. */
export async function runNode(ports: NodePorts, input: NodeInput): Promise<NodeRun> {
  const { realm, walk, node, kind } = input;
  const pin = walk.nodes[node.name]!;
  const first = await runOnce(ports, input, await pinnedRunnable(ports, realm, walk, pin, kind.hook));
  if (first.outcome !== null || first.lost || node.failurePolicy !== "last-good-version") return first;
  const fallback = await versionBefore(ports, realm, pin);
  if (fallback === null) return first;
  // An earlier version knows nothing of what this one has asked: it begins anew.
  const anew = input.resume === null ? input : { ...input, resume: null, form: null };
  return runOnce(
    ports,
    anew,
    await ports.texts.version(realm, { id: pin.scriptId, ...pin }, fallback, startedBy("flow")),
  );
}

async function runOnce(ports: NodePorts, input: NodeInput, runnable: Runnable): Promise<NodeRun> {
  const { realm, walk, node, kind, sessionId, flowId, actor, resume } = input;
  const checked: Runnable =
    runnable.hook === kind.hook
      ? runnable
      : { ...runnable, linked: { ok: false, error: wrongHook(runnable, node, kind) } };
  const { host } = checked;
  const context = contextOf(host, walk, realm, { flowId, sessionId, node: node.name, now: ports.clock() });
  const rule = ruleIn(walk, checked);
  const junction = junctionOf(walk.graph, node.name);
  // Who decides has outcomes: what shows a block is left by its default edge, and what completes a flow leads nowhere.
  const isHeld = rule === "error" && kind.role === "decides";
  const ran = await ports.engine.run({
    runnable: checked,
    ...(isHeld && { checkResult: (result, effects) => outcomeIssues(host, kind, junction, result, effects) }),
    args: resume?.args ?? argumentsOf(checked, context, input.form),
    trigger: "flow",
    actor,
    // What a script has put into the walk since is none of the visitor's doing.
    isSent: input.form !== null || Object.keys(walk.runs).length === 0,
    flow: {
      sessionId,
      node: node.name,
      trial: input.trial,
      returnState: input.returnState,
      secretFields: input.secretFields,
      ...(isHeld && { edges: [...junction.edges] }),
    },
    record: (record) => input.records.push(record),
    ...(resume && {
      seed: resume.seed,
      clockMs: resume.clockMs,
      resume: {
        suspension: resume.suspension,
        event: resume.event,
        answer: resume.form,
        capabilities: resume.capabilities,
      },
    }),
  });
  const { record, outcome, waiting } = ran;
  if (ports.hub.wanted("flow-step", realm.id)) announce(ports, input, record);
  const executionId = record.id;
  if (outcome.status === "error")
    return { host, outcome: null, recorded: [], executionId, rule, ...(ran.lost && { lost: true }) };
  if (waiting === undefined) return { host, outcome, recorded: record.effects, executionId, rule };
  const { event, suspension, invocation } = waiting;
  const { args, seed, clockMs, capabilities } = invocation;
  const begun = { event, args, seed, clockMs, capabilities: resume?.capabilities ?? capabilities };
  const asleep = { run: begun, suspension, outcome };
  return { host, outcome, recorded: record.effects, executionId, rule, asleep };
}

function argumentsOf({ host, hook }: Runnable, context: Json, form: JsonObject | null): Json[] {
  const params = host.hooks.find((h) => h.name === hook)?.params;
  if (params === undefined)
    throw new Fault("bad_request", `The host "${host.id}" has no hook "${hook}", so it has no flows.`);
  const formIs = formOf(host, hook);
  return params.map(({ name }) => (name === formIs ? form : context));
}

function wrongHook({ hook, script }: Runnable, { name, kind }: FlowNode, { hook: expected }: FlowNodeKind) {
  const message = `The node "${name}" is of the kind "${kind}" and runs ${expected}, but ${script.module}/${script.name} is a script with the hook ${hook}. Change the kind of the node.`;
  return { type: "not_found" as const, message, stack: [] };
}

/** The version that was live before the pinned one became live; for a draft the live one. */
async function versionBefore(
  ports: { store: Store; catalog: Catalog },
  realm: Realm,
  pin: Walk["nodes"][string],
): Promise<string | null> {
  if (pin.versionId === null) return (await ports.catalog.scriptById(pin.scriptId)).liveVersionId;
  const events = await ports.store.versions.events({ realmId: realm.id, scriptId: pin.scriptId, limit: 100 });
  // Newest first: the event that made the pinned version live tells what it replaced.
  const madeLive = events.find(({ kind, versionId }) => kind !== "retire" && versionId === pin.versionId);
  const previous = madeLive?.previousVersion ?? null;
  if (previous === null) return null;
  const before = await ports.store.versions.byNumber(pin.scriptId, previous);
  return before === null || before.id === pin.versionId ? null : before.id;
}

function announce(ports: { hub: EventHub }, { realm, sessionId, kind }: NodeInput, record: Execution): void {
  const decision = decisionOf(kind, record.result);
  ports.hub.publish({
    type: "flow-step",
    realmId: realm.id,
    sessionId,
    step: {
      node: record.node ?? "",
      executionId: record.id,
      action: record.action ?? (record.status === "ok" ? "continue" : "error"),
      outcome: decision?.action === "continue" ? decision.outcome : null,
      status: record.status,
      runUs: record.metrics.runUs,
      at: record.startedAt,
    },
  });
}
