import type { Flow, FlowSession, Realm } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import type { Recorder } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import type { MessageBus } from "../../bus/message-bus.ts";
import { hashText } from "../../keys/same-hash.ts";
import type { AdvancePorts } from "./advance.ts";
import { advance } from "./advance.ts";
import { flowsOf, visitorOf } from "./context.ts";
import { isTrial } from "./door.ts";
import { kindOf, requireSound } from "./graph.ts";
import type { PinsPorts } from "./pins.ts";
import { pinNodes, pinsOf } from "./pins.ts";
import { recordStep } from "./record-step.ts";
import { answerOf, sendMessages, sessionRow } from "./session.ts";
import { makeTicket } from "./ticket.ts";
import type { FlowStarted, FlowStartInput } from "./types.ts";
import type { Walk } from "./walk.ts";

export type StartPorts = AdvancePorts &
  PinsPorts & {
    recorder: Recorder;
    flowSessionMs: number;
    bus: MessageBus;
    deadLetters: DeadLetterBox;
    sealKey: string | null;
  };

/**
 * Starts a walk through a flow and goes on until it rests for the first time. Nothing is stored when the start is
 * refused.
 *
 * @throws Fault `not_found` for realm, flow or an unpublished entry; `bad_request` when the context is not the hook's
 */
export async function startFlow(
  ports: StartPorts,
  input: FlowStartInput,
  actor: Actor,
): Promise<FlowStarted> {
  const realm = await ports.catalog.realm(input.realm);
  const host = ports.hosts.byId(realm.hostId);
  const flow = await walkedFlow(ports, realm, input);
  const flows = flowsOf(host);
  // Its host may have been updated since it was drawn: nobody is led half the way.
  for (const node of flow.nodes) kindOf(host, node);
  const origin = input.origin ?? "api";
  const now = ports.clock();
  const requestId = actor.requestId ?? newId("req", now);
  const told = { ...(input.page && flows.atPage?.(input.page)), ...input.context };
  const walk: Walk = {
    unknownOutcome: "error",
    graph: { name: flow.name, entry: flow.entry, nodes: flow.nodes, edges: flow.edges },
    ...(await pinNodes(ports, realm, flow, input.mode ?? "live")),
    memory: {
      visitor: visitorOf(flows, told, { requestId, path: `/f/${input.realm}/${input.flow}`, now }),
      decided: flows.decided(),
    },
    startedAt: now,
    at: flow.entry,
    waiting: null,
    suspended: null,
    step: 1,
    runs: {},
    history: [],
    completed: [],
    lastRequest: null,
  };
  const id = newId("fls", now);
  const secret = Buffer.from(ports.random(32)).toString("base64url");
  const base: Omit<FlowSession, "status" | "node" | "state" | "suspension" | "lastAnswer" | "updatedAt"> = {
    id,
    realmId: realm.id,
    flowId: flow.id,
    secretHash: hashText(secret),
    pins: pinsOf(walk.nodes),
    mode: input.mode ?? "live",
    origin,
    browserHash: input.browser === undefined ? null : hashText(input.browser),
    ticket: null,
    createdAt: now,
    expiresAt: now + ports.flowSessionMs,
  };
  const made = origin === "console" ? makeTicket(ports, base, secret) : null;
  if (made !== null) base.ticket = made.kept;
  using step = recordStep(ports);
  const { records, ways } = step;
  const trial = isTrial(base);
  const context = {
    realm,
    flowId: flow.id,
    sessionId: id,
    trial,
    actor,
    suspension: null,
    returnState: null,
    records,
    ways,
  };
  const advanced = await advance(ports, context, walk, null);
  const answer = await answerOf(ports, host, base, walk, advanced.rest, requestId);
  await ports.store.flowSessions.create(
    sessionRow(ports, base, now - 1, { secret, walk, answer, rest: advanced.rest }),
  );
  step.count(base, ports.clock());
  step.changes.push(...sendMessages(ports, realm, base, advanced));
  // A trial is handed to a browser by its ticket; nobody else ever holds its secret.
  return made === null ? { ...answer, secret } : { ...answer, ticket: made.ticket };
}

/**
 * The flow with the graph that is walked: the live one, or of a trial over drafts what is drawn.
 *
 * @throws Fault `not_found` when nothing of it is live; `bad_request` when what is drawn cannot be walked yet
 */
async function walkedFlow(
  ports: StartPorts,
  realm: Realm,
  { flow: name, mode }: FlowStartInput,
): Promise<Flow> {
  const flow = await ports.catalog.flow(realm, name);
  if (mode === "draft") {
    const draft = await ports.store.flows.draft(flow.id);
    if (draft !== null) {
      const { entry, nodes, edges } = draft.graph;
      requireSound(draft.graph, { flow: name, host: ports.hosts.byId(realm.hostId) });
      return { ...flow, entry: entry ?? "", nodes, edges };
    }
  }
  if (flow.nodes.length === 0)
    throw new Fault(
      "not_found",
      `The flow "${name}" was never published. Publish what is drawn of it first.`,
    );
  return flow;
}
