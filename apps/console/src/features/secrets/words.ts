import { secretValueProblem } from "@scriptyard/model";
import type { Outputs } from "../../app/trpc.ts";

export type SecretRow = Outputs["secrets"]["list"]["items"][number];

/** What a secret is called in addresses of this page: `stripe`, or `stripe/shop/pay` of one script alone. */
export function keyOf({ name, script }: Pick<SecretRow, "name" | "script">): string {
  return script === null ? name : `${name}/${script}`;
}

export function ownerWords({ script }: Pick<SecretRow, "script">): string {
  return script ?? "Every script";
}

/** Why a value cannot be kept, as a sentence; null where it can. */
export function valueProblem(value: string): string | null {
  if (value === "") return "Paste the value.";
  const problem = secretValueProblem(value);
  return problem === null ? null : `The value ${problem}.`;
}
