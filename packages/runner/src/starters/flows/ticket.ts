import type { FlowSession, FlowTicket } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { hashText, sameHash } from "../../keys/same-hash.ts";
import { seal, unseal } from "../../keys/seal.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import { noSuchSession } from "./door.ts";
import { openSession } from "./session.ts";
import type { FlowLink } from "./types.ts";

/** Time to open a link in: a page opens at once, a person who is sent somewhere in a moment. */
export const ticketMs = 5 * 60_000;

export type TicketPorts = {
  store: Store;
  clock: () => number;
  random: (byteLength: number) => Uint8Array;
  catalog: Catalog;
};

/**
 * A one-time text that opens the session in a browser. The address carries it and not the session's secret, so that
 * what stays in a history or a log opens nothing: it works once, for the first browser that comes.
 */
export function makeTicket(
  ports: { clock: () => number; random: (byteLength: number) => Uint8Array },
  session: Pick<FlowSession, "id" | "expiresAt">,
  secret: string,
): { ticket: string; kept: FlowTicket } {
  const ticket = Buffer.from(ports.random(32)).toString("base64url");
  const { sealed } = seal(ticket, nameOf(session.id), secret, ports.random);
  const expiresAt = Math.min(ports.clock() + ticketMs, session.expiresAt);
  return { ticket, kept: { hash: hashText(ticket), sealed, expiresAt } };
}

/**
 * Makes the link by which a product hands a walk it began to the page. A link made later takes the place of an earlier
 * one, and its browser the place of an earlier browser.
 *
 * @throws Fault as `openSession`; `conflict` when the walk moved meanwhile
 */
export async function linkFlow(
  ports: TicketPorts,
  { sessionId, secret }: { sessionId: string; secret: string },
): Promise<FlowLink> {
  const { row } = await openSession(ports, sessionId, secret, { kind: "api" });
  const { ticket, kept } = makeTicket(ports, row, secret);
  const [realm, flow] = await Promise.all([
    ports.catalog.realmById(row.realmId),
    ports.store.flows.byId(row.flowId),
  ]);
  if (flow === null) throw new Fault("not_found", "The flow of this session is not there any more.");
  if (!(await ports.store.flowSessions.update({ ...row, ticket: kept }, row.updatedAt)))
    throw new Fault("conflict", "The session moved while its link was made. Ask for the link again.");
  return {
    path: `/f/${realm.name}/${flow.name}/s/${row.id}?k=${ticket}`,
    expiresAt: kept.expiresAt,
  };
}

/**
 * Gives the session to the browser that came with its link, and answers its secret.
 *
 * @throws Fault `gone` when the link was used before or is too old, whatever the reason
 */
export async function claimFlow(
  ports: { store: Store; clock: () => number },
  { sessionId, ticket, browser }: { sessionId: string; ticket: string; browser: string },
): Promise<{ secret: string }> {
  const row = await ports.store.flowSessions.byId(sessionId);
  if (row === null) throw noSuchSession();
  const kept = row.ticket;
  if (kept === null || ports.clock() >= kept.expiresAt || !sameHash(kept.hash, hashText(ticket)))
    throw usedBefore();
  const secret = unseal(ticket, nameOf(row.id), { sealed: kept.sealed });
  if (typeof secret !== "string") throw usedBefore();
  const claimed = { ...row, ticket: null, browserHash: hashText(browser) };
  // Two browsers with one link: the row decides, and the other is too late.
  if (!(await ports.store.flowSessions.update(claimed, row.updatedAt))) throw usedBefore();
  return { secret };
}

const nameOf = (id: string) => `${id} ticket`;

const usedBefore = (): Fault =>
  new Fault("gone", "This link was opened before, or is too old. Start the flow again.");
