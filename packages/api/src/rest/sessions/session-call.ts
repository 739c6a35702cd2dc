import { type ApiToken, Fault } from "@scriptyard/model";
import type { Services } from "../../context.ts";
import { found } from "../../scope/scope.ts";

export const sessionHeader = {
  "scriptyard-session": {
    description:
      "The secret that the answer starting the session carried. May be sent as `secret` in the body instead.",
    required: false,
  },
} as const;

/** @throws Fault `unauthenticated` naming header and field */
export function sessionSecret(
  headers: { [name: string]: string | string[] | undefined },
  fromBody?: string,
): string {
  const header = headers["scriptyard-session"];
  const secret = (typeof header === "string" && header) || fromBody;
  if (!secret)
    throw new Fault(
      "unauthenticated",
      "Send the session's secret: header Scriptyard-Session, or the field secret in the body.",
    );
  return secret;
}

/** A realm's token continues that realm's sessions only. */
export async function requireSessionRealm(
  services: Pick<Services, "store">,
  token: ApiToken,
  sessionId: string,
): Promise<void> {
  if (token.realmId === null) return;
  const message = `There is no flow session ${sessionId}.`;
  const session = found(await services.store.flowSessions.byId(sessionId), message);
  if (session.realmId !== token.realmId) throw new Fault("not_found", message);
}
