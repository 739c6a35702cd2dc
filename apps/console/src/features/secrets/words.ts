import type { Outputs } from "../../app/trpc.ts";

export type SecretRow = Outputs["secrets"]["list"]["items"][number];

/** What a secret is called in addresses of this page: `stripe`, or `stripe/shop/pay` of one script alone. */
export function keyOf({ name, script }: Pick<SecretRow, "name" | "script">): string {
  return script === null ? name : `${name}/${script}`;
}

export function ownerWords({ script }: Pick<SecretRow, "script">): string {
  return script ?? "Every script";
}

/** Why a value cannot be kept, as a sentence; null where it can. The server judges the rest. */
export function valueProblem(value: string): string | null {
  if (value === "") return "Paste the value.";
  return value.length < 8 ? "A value has 8 characters at least: a shorter one is soon guessed." : null;
}
