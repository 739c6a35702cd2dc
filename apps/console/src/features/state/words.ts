import type { StateScope } from "@scriptyard/model";

/** What a scope is called where people choose one. */
export const scopeWords: Record<StateScope, string> = {
  script: "Script",
  module: "Module",
  flow: "Flow",
  user: "User",
  realm: "Realm",
};

/** @example ownerText({ scope: "user", owner: "u_42" }) // "user u_42" */
export function ownerText({ scope, owner }: { scope: StateScope; owner: string }): string {
  return owner === "" ? "the realm" : `${scope} ${owner}`;
}

/** Why a text is no value that can be kept, as a sentence; null where it is one. */
export function valueProblem(text: string): string | null {
  try {
    return JSON.parse(text) === null ? "Null is nothing: delete the entry instead." : null;
  } catch {
    return 'Write JSON: a number, a text such as "a", a list or an object.';
  }
}
