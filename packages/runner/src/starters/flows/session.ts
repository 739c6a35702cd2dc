import { canonicalJson, type Host, type JsonObject } from "@scriptyard/host-kit";
import type { FlowSession, Json, Realm } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { BusChange, Store } from "@scriptyard/store";
import type { MessageBus } from "../../bus/message-bus.ts";
import { publishFromScript } from "../../bus/publisher.ts";
import { revealCodes } from "../../codes/reveal.ts";
import { sensitiveHeaders, shownPayload } from "../../engine/sensitive.ts";
import type { EventHub } from "../../events/hub.ts";
import { hashText, sameHash } from "../../keys/same-hash.ts";
import type { Sealed } from "../../keys/seal.ts";
import { seal, sealBytes, unseal, unsealBytes } from "../../keys/seal.ts";
import { flowBinding } from "../../services.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Advance } from "./advance.ts";
import { flowsOf } from "./context.ts";
import { decidedOf } from "./decided.ts";
import { isTrial, noSuchSession, requireDoor } from "./door.ts";
import type { RedirectStatePorts } from "./redirect-state.ts";
import { redirectUrl } from "./redirect-state.ts";
import type { Rest } from "./rest.ts";
import type { FlowAnswer, FlowDoor } from "./types.ts";
import { adoptWalk, type Walk } from "./walk.ts";

/** A stored session opened with its secret. */
export type OpenSession = {
  row: FlowSession;
  secret: string;
  walk: Walk;
  /** The script that sleeps inside the node. */
  suspension: Uint8Array | null;
  lastAnswer: FlowAnswer;
};

export type SessionPorts = RedirectStatePorts & {
  catalog: Catalog;
  hub: EventHub;
  bus: MessageBus;
};

/**
 * Reads a session and opens it.
 *
 * @throws Fault `not_found` for an unknown id or a wrong secret alike; `gone` when it has expired; see `requireDoor`
 */
export async function openSession(
  ports: Pick<SessionPorts, "store" | "clock" | "catalog">,
  sessionId: string,
  secret: string,
  door: FlowDoor,
): Promise<OpenSession> {
  const row = await ports.store.flowSessions.byId(sessionId);
  if (row === null || !sameHash(row.secretHash, hashText(secret))) throw noSuchSession();
  requireDoor(row, door);
  // A closed realm asks nobody anything: not for the password that its form may want either.
  await ports.catalog.realmById(row.realmId);
  if (row.status === "expired" || ports.clock() >= row.expiresAt) {
    if (row.status !== "expired") await expire(ports, row);
    throw new Fault("gone", "This session has expired. Start the flow again.");
  }
  const walk = adoptWalk(unseal(secret, `${row.id} state`, row.state as unknown as Sealed));
  const lastAnswer = unseal(
    secret,
    `${row.id} answer`,
    row.lastAnswer as unknown as Sealed,
  ) as unknown as FlowAnswer;
  const suspension =
    row.suspension === null ? null : unsealBytes(secret, `${row.id} suspension`, row.suspension);
  return { row, secret, walk, suspension, lastAnswer };
}

const statusOf = { challenge: "challenge", redirect: "redirect", reject: "rejected", done: "done" } as const;

/** The row after an advance. `updatedAt` grows with every write, also within one millisecond: writes compare it. */
export function sessionRow(
  ports: { clock: () => number; random: (byteLength: number) => Uint8Array },
  base: Omit<FlowSession, "status" | "node" | "state" | "suspension" | "lastAnswer" | "updatedAt">,
  previousUpdatedAt: number,
  opened: { secret: string; walk: Walk; answer: FlowAnswer; rest: Rest },
): FlowSession {
  const { secret, walk, answer, rest } = opened;
  const asleep = rest.action === "challenge" ? rest.suspension : null;
  return {
    ...base,
    status: statusOf[rest.action],
    node: rest.node,
    state: seal(secret, `${base.id} state`, walk as unknown as Json, ports.random),
    suspension: asleep && sealBytes(secret, `${base.id} suspension`, asleep, ports.random),
    lastAnswer: seal(secret, `${base.id} answer`, answer as unknown as Json, ports.random),
    updatedAt: Math.max(ports.clock(), previousUpdatedAt + 1),
  };
}

/** What the client is told about where the walk came to rest. */
export async function answerOf(
  ports: Pick<SessionPorts, "store" | "clock" | "random" | "sealKey">,
  host: Host,
  session: Pick<FlowSession, "id" | "realmId" | "mode" | "origin" | "expiresAt">,
  walk: Walk,
  rest: Rest,
  requestId: string,
): Promise<FlowAnswer> {
  const base = {
    sessionId: session.id,
    node: rest.node,
    requestId,
    expiresAt: session.expiresAt,
    step: walk.step,
  };
  switch (rest.action) {
    case "challenge":
      return {
        ...base,
        action: "challenge",
        block: await revealCodes(
          ports,
          { realmId: session.realmId, binding: flowBinding(session.id), trial: isTrial(session) },
          rest.block,
        ),
      };
    case "redirect":
      return {
        ...base,
        action: "redirect",
        url: await redirectUrl(ports, rest.url, {
          sessionId: session.id,
          nonce: rest.nonce,
          expiresAt: session.expiresAt,
        }),
      };
    case "reject":
      return {
        ...base,
        action: "reject",
        code: rest.code,
        message: rest.message ?? neutralMessage(requestId),
      };
    case "done":
      return {
        ...decidedOf(host, walk),
        ...base,
        action: "done",
        summary: flowsOf(host).summary(walk.memory),
      };
  }
}

/**
 * Puts what scripts published on the bus, once the step they did it in counts. Trying a flow out, draft or live, only
 * shows it: what listens would take it for a visitor's.
 *
 * @returns what to store with the records of the step
 */
export function sendMessages(
  ports: Pick<SessionPorts, "clock" | "hub" | "bus">,
  realm: Realm,
  { id: sessionId, mode, origin }: Pick<FlowSession, "id" | "mode" | "origin">,
  { messages }: Advance,
): BusChange[] {
  const changes: BusChange[] = [];
  for (const { executionId, ...message } of messages) {
    const { topic, payload, sensitive } = message;
    if (!isTrial({ mode, origin }))
      changes.push(
        ...publishFromScript(ports, {
          realmId: realm.id,
          executionId,
          sessionId,
          hops: 0,
          messages: [message],
        }),
      );
    else
      ports.hub.publish({
        type: "message",
        realmId: realm.id,
        sessionId,
        executionId,
        at: ports.clock(),
        topic,
        payload: shownPayload(payload, sensitiveHeaders(sensitive)),
      });
  }
  return changes;
}

/** Recognises a request that is sent again. */
export function requestHash(form: JsonObject | null, redirectState: string | undefined): string {
  return hashText(canonicalJson({ form, redirectState: redirectState ?? null }));
}

function neutralMessage(requestId: string): string {
  return `This step could not be completed. Try again later; if it keeps happening, name the number ${requestId}.`;
}

async function expire(ports: { store: Store }, row: FlowSession): Promise<void> {
  // Losing this race is fine: somebody else moved or expired the session.
  await ports.store.flowSessions.update(
    { ...row, status: "expired", updatedAt: row.updatedAt + 1 },
    row.updatedAt,
  );
}
