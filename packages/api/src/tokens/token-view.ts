import { type ApiToken, type PublicUser, scopesOf, type TokenScope } from "@scriptyard/model";
import { mayHave } from "./token-cache.ts";

/** Whether a token works, and why not. `suspended`: its maker is disabled, or has a lesser role than it by now. */
export const tokenStates = ["active", "expiring", "expired", "suspended", "revoked"] as const;
export type TokenState = (typeof tokenStates)[number];

type Listed = Omit<ApiToken, "tokenHash">;
export type TokenView = Omit<Listed, "scopes"> & {
  scopes: readonly TokenScope[];
  state: TokenState;
  createdByName: string | null;
};

/** Days before its end in which a token is shown as expiring. */
const soonMs = 14 * 86_400_000;

export function tokenView(token: Listed, makers: readonly PublicUser[], now: number): TokenView {
  const maker = makers.find(({ id }) => id === token.createdBy) ?? null;
  return {
    ...token,
    scopes: scopesOf(token),
    state: stateOf(token, maker, now),
    createdByName: maker && (maker.name || maker.email),
  };
}

function stateOf(token: Listed, maker: PublicUser | null, now: number): TokenState {
  if (token.revokedAt !== null) return "revoked";
  if (token.expiresAt !== null && token.expiresAt <= now) return "expired";
  if (!mayHave(maker, token)) return "suspended";
  return token.expiresAt !== null && token.expiresAt - now < soonMs ? "expiring" : "active";
}
