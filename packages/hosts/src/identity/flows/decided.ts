import type { FlowMemory, FlowSummary, JsonObject } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";

/**
 * What a login decides: `state` (`flow.set`, read as `context.flow.state`), `claims`, `maxAgeSeconds`, `user` (changed
 * attributes by path) and `acceptedTerms`.
 */
export function nothingDecided(): JsonObject {
  return { state: {}, claims: {}, maxAgeSeconds: null, user: {}, acceptedTerms: null };
}

/** Second factors that scripts have asked for so far. */
export function requiredFactors({ state }: JsonObject): string[] {
  const factors = isObject(state) ? state.requiredFactors : null;
  return Array.isArray(factors) ? factors.filter((factor) => typeof factor === "string") : [];
}

/** What the end-user page says: the claims, and how long the session is. */
export function loginSummary({ decided: { claims, maxAgeSeconds } }: FlowMemory): FlowSummary {
  return {
    facts: Object.entries(isObject(claims) ? claims : {}).map(([name, value]) => ({ name, value })),
    text: typeof maxAgeSeconds === "number" ? `Signed in for ${durationOf(maxAgeSeconds)}.` : null,
  };
}

function durationOf(seconds: number): string {
  const units = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
    [1, "second"],
  ] as const;
  const [size, name] = units.find(([one]) => seconds >= one && seconds % one === 0) ?? [1, "second"];
  const count = Math.round(seconds / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

export const loginAnswered = {
  claims: "Claims for the token.",
  maxAgeSeconds: "How long the product's session may last; absent where no script said.",
  user: "The user with the attributes that the flow set; null when nobody was known.",
  userChanges: "Attributes that scripts changed, by path, to write to the user's account.",
  requiredFactors: "Second factors that scripts ask for.",
  acceptedTerms: "Version of the terms that was accepted; absent where none was.",
};

/** What the product gets when the login is through. `user`: with what scripts changed; null when nobody was known. */
export function loginAnswer({
  visitor,
  decided,
}: FlowMemory): JsonObject & { [member in keyof typeof loginAnswered]?: Json } {
  return {
    claims: decided.claims ?? {},
    ...(decided.maxAgeSeconds === null ? {} : { maxAgeSeconds: decided.maxAgeSeconds! }),
    user: visitor.user ?? null,
    userChanges: decided.user ?? {},
    requiredFactors: requiredFactors(decided),
    ...(decided.acceptedTerms === null ? {} : { acceptedTerms: decided.acceptedTerms! }),
  };
}
