import type { FlowSession } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { Actor } from "../types.ts";
import { advance } from "./advance.ts";
import { flowsOf, visitorOf } from "./context.ts";
import { isTrial } from "./door.ts";
import { kindOf } from "./graph.ts";
import { hashText } from "./hash.ts";
import { pinNodes, pinsOf } from "./pins.ts";
import { recordStep } from "./record-step.ts";
import { answerOf, sendMessages, sessionRow } from "./session.ts";
import { makeTicket } from "./ticket.ts";
import type { FlowStarted, FlowStartInput } from "./types.ts";
import type { Walk } from "./walk.ts";

/**
 * Starts a walk through a flow and goes on until it rests for the first time. Nothing is stored when the start is
 * refused.
 *
 * @throws Fault `not_found` for realm, flow or an unpublished entry; `bad_request` when the context is not the hook's
 */
export async function startFlow(core: Core, input: FlowStartInput, actor: Actor): Promise<FlowStarted> {
  const realm = await core.catalog.realm(input.realm);
  const flow = await core.catalog.flow(realm, input.flow);
  const host = core.hosts.byId(realm.hostId);
  const flows = flowsOf(host);
  // Its host may have been updated since it was drawn: nobody is led half the way.
  for (const node of flow.nodes) kindOf(host, node);
  const origin = input.origin ?? "api";
  const now = core.clock();
  const requestId = actor.requestId ?? newId("req", now);
  const told = { ...(input.page && flows.atPage?.(input.page)), ...input.context };
  const walk: Walk = {
    unknownOutcome: "error",
    graph: { name: flow.name, entry: flow.entry, nodes: flow.nodes, edges: flow.edges },
    ...(await pinNodes(core, realm, flow, input.mode ?? "live")),
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
  const secret = Buffer.from(core.random(32)).toString("base64url");
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
    expiresAt: now + core.flowSessionMs,
  };
  const made = origin === "console" ? makeTicket(core, base, secret) : null;
  if (made !== null) base.ticket = made.kept;
  using step = recordStep(core);
  const { records } = step;
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
  };
  const advanced = await advance(core, context, walk, null);
  const answer = await answerOf(core, host, base, walk, advanced.rest, requestId);
  await core.store.flowSessions.create(
    sessionRow(core, base, now - 1, { secret, walk, answer, rest: advanced.rest }),
  );
  step.changes.push(...sendMessages(core, realm, base, advanced));
  // A trial is handed to a browser by its ticket; nobody else ever holds its secret.
  return made === null ? { ...answer, secret } : { ...answer, ticket: made.ticket };
}
