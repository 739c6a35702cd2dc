import type { RealmPolicy } from "./types.ts";

export type Rule = RealmPolicy["rules"][number];

/** Which runs a rule is about, to stand in a sentence. */
export function ruleWords({ flow, trigger, script }: Rule): string {
  const parts = [
    ...(script === undefined ? [] : [`script ${script}`]),
    ...(flow === undefined ? [] : [`scripts of the flow ${flow}`]),
    ...(trigger === undefined ? [] : [`runs started by ${trigger}`]),
  ];
  return parts.join(", ");
}
