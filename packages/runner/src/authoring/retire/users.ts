import { Fault } from "@scriptyard/model";
import type { Use, UsedBy } from "../references/types.ts";

const mostNamed = 5;

/**
 * Refuses what would break others, in their names.
 *
 * @param then what would become of them, and what to do
 * @throws Fault `conflict` with `details.uses`
 */
export function requireUnused(specifier: string, { uses, more }: UsedBy, then: string): void {
  if (uses.length + more === 0) return;
  throw new Fault("conflict", `${specifier} is used by ${usersInWords({ uses, more })}. ${then}`, {
    details: { uses, more },
  });
}

/** `the node "Risk" of the flow "login", the trigger "nightly" and 3 others` */
function usersInWords({ uses, more }: UsedBy): string {
  const names = uses.slice(0, mostNamed).map(nameOf);
  const others = uses.length - names.length + more;
  if (others > 0) names.push(others === 1 ? "another one" : `${others} others`);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function nameOf(use: Use): string {
  switch (use.kind) {
    case "script":
      return use.specifier;
    case "node":
      return `the node "${use.title || use.node}" of the flow "${use.flow}"`;
    case "flow":
      return `the flow "${use.title || use.flow}"`;
    case "trigger":
      return `the trigger "${use.name}"${use.enabled ? "" : ", which is off"}`;
  }
}
