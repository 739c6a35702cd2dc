import type { Host, JsonObject } from "@scriptyard/host-kit";
import type { Execution, FlowEdge, FlowNode, UiBlock } from "@scriptyard/model";
import { decisionOf, flowEnd, kindNamed } from "@scriptyard/model";
import type { PublishedMessage } from "../../bus/publisher.ts";
import { randomHex } from "../../random.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { resumption, sleep, startAgain, unshown } from "./asleep.ts";
import { placeErrors, withoutErrors } from "./block.ts";
import { applyEffects, type NodeEffects } from "./effects.ts";
import { edgeTaken, kindOf, nodeNamed } from "./graph.ts";
import type { NodeInput, NodePorts } from "./node.ts";
import { runNode } from "./node.ts";
import type { OutcomeRule } from "./outcomes.ts";
import type { Way } from "./record-step.ts";
import { challenge, failed, note, type Rest } from "./rest.ts";
import type { Walk } from "./walk.ts";

export type Message = PublishedMessage & { executionId: Execution["id"] };
export type Advance = { rest: Rest; messages: Message[] };

/** Node runs per request; more means that the graph goes in circles without asking anybody anything. */
export const mostSteps = 50;

type WalkInput = Omit<NodeInput, "node" | "kind" | "form" | "walk" | "resume" | "secretFields"> & {
  /** Of the script that sleeps inside `walk.at`. */
  suspension: Uint8Array | null;
};

export type AdvancePorts = NodePorts & {
  hosts: HostRegistry;
  random: (byteLength: number) => Uint8Array;
};

/**
 * Walks on from `walk.at` until somebody is asked, sent elsewhere, refused, or through. Changes `walk`.
 *
 * @param form what was submitted to the node at `walk.at`; null when it is entered
 */
export async function advance(
  ports: AdvancePorts,
  input: WalkInput,
  walk: Walk,
  form: JsonObject | null,
): Promise<Advance> {
  const messages: Message[] = [];
  const host = ports.hosts.byId(input.realm.hostId);
  const asked = walk.waiting;
  walk.waiting = null;
  const secretFields = secretFieldsOf(asked);
  let given = form;
  let returnState = input.returnState;
  let resume = resumption(walk, form, input.suspension);
  walk.suspended = null;
  for (let steps = 0; steps < mostSteps; steps++) {
    const node = currentNode(host, walk);
    if (node === null) return { rest: { action: "done", node: lastNode(walk) }, messages };
    const rest = await visit(
      ports,
      { ...input, walk, node, kind: kindOf(host, node), form: given, resume, returnState, secretFields },
      asked,
      messages,
    );
    if (rest !== null) return { rest, messages };
    given = null;
    resume = null;
    returnState = null;
  }
  return { rest: failed(lastNode(walk)), messages };
}

/** What the block asked for as password or code, whatever the fields are called. */
function secretFieldsOf(asked: Walk["waiting"]): string[] {
  if (asked?.kind !== "challenge") return [];
  return asked.block.parts.flatMap((part) =>
    part.type === "field" && (part.kind === "password" || part.kind === "code") ? [part.name] : [],
  );
}

/** At the good end, whatever completes a flow and has not run yet. */
function currentNode({ flowKinds }: Host, walk: Walk): FlowNode | null {
  if (walk.at !== flowEnd) return nodeNamed(walk.graph, walk.at) ?? null;
  const isLeft = ({ name, kind }: FlowNode) =>
    kindNamed(flowKinds, kind)?.role === "completes" && !walk.completed.includes(name);
  return walk.graph.nodes.find(isLeft) ?? null;
}

async function visit(
  ports: AdvancePorts,
  input: NodeInput,
  asked: Walk["waiting"],
  messages: Message[],
): Promise<Rest | null> {
  const { walk, node, kind, form } = input;
  const { role } = kind;
  // A block was shown and its button pressed: there is nothing to decide.
  if (role === "shows" && form !== null) return goOn(walk, input, null);
  const ran = await runNode(ports, input);
  const { host, outcome, recorded, executionId, rule } = ran;
  if (input.resume === null) walk.runs[node.name] = (walk.runs[node.name] ?? 0) + 1;
  if (ran.lost) return startAgain(walk, node);
  if (ran.asleep) return sleep(host, walk, input, ran.asleep);
  if (outcome === null)
    return node.failurePolicy === "continue" ? goOn(walk, input, null) : refuse(walk, node);

  const {
    errors,
    redirect,
    messages: published,
  } = applyEffects(
    host,
    walk.memory,
    unshown(host, outcome.effects, input.resume),
    ports.clock(),
    unshown(host, recorded, input.resume),
  );
  for (const message of published) messages.push({ ...message, executionId });
  if (role === "completes") return goOn(walk, input, null);
  if (role === "shows") return challenge(walk, node, outcome.result as UiBlock);

  const decision = decisionOf(kind, outcome.result);
  // Its schema holds what its kind reads: an answer that means nothing was no valid one.
  if (decision === null) return refuse(walk, node);
  if (decision.action === "reject") {
    note(walk, node, "reject");
    return { action: "reject", node: node.name, code: decision.code, message: decision.message };
  }
  if (redirect !== null) return leave(ports, walk, node, redirect, rule);
  if (decision.action === "challenge") return challenge(walk, node, placeErrors(decision.block, errors));
  // A message at a field says that the form is not accepted, so to go on beside it would contradict it: ask again.
  if (errors.length > 0 && form !== null && asked?.kind === "challenge")
    return challenge(walk, node, placeErrors(withoutErrors(asked.block), errors));
  return goOn(walk, input, decision.outcome, rule);
}

function goOn(
  walk: Walk,
  { node, kind, ways }: Pick<NodeInput, "node" | "kind" | "ways">,
  outcome: string | null,
  rule: OutcomeRule = "error",
): Rest | null {
  note(walk, node, "continue", outcome);
  const completes = kind.role === "completes";
  if (completes) walk.completed.push(node.name);
  if (walk.at === flowEnd) return null;
  const edge = edgeTaken(walk.graph, node.name, outcome, rule);
  const next = edge?.to ?? (completes ? flowEnd : null);
  if (next === null) return refuse(walk, node);
  if (edge !== null) ways.push(wayBy(edge));
  walk.at = next;
  return null;
}

export const wayBy = ({ from, to, outcome }: FlowEdge): Way => ({ from, to, outcome: outcome ?? null });

type Redirect = NonNullable<NodeEffects["redirect"]>;

function leave(
  ports: { random: (byteLength: number) => Uint8Array },
  walk: Walk,
  node: FlowNode,
  { url, resume, partner }: Redirect,
  unknownOutcome: OutcomeRule,
): Rest {
  const nonce = randomHex(ports, 16);
  note(walk, node, "redirect");
  walk.waiting = { kind: "redirect", nonce, resume, partner, ...(unknownOutcome && { unknownOutcome }) };
  return { action: "redirect", node: node.name, url, nonce };
}

function refuse(walk: Walk, node: FlowNode): Rest {
  note(walk, node, "reject");
  return failed(node.name);
}

function lastNode(walk: Walk): string {
  return walk.history.at(-1)?.node ?? walk.graph.entry;
}
