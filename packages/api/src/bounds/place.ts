import { networkOf } from "@scriptyard/runner";
import type { Services } from "../context.ts";
import type { Cost } from "./costs.ts";
import type { Place } from "./gate.ts";

/** Where work counts when no realm is named, or one that does not exist: the procedure says so itself. */
const nowhere = "";

/** Whose work it is, and of which realm. Read before the input is checked: the keys are all that is looked at. */
export async function placeOf(
  { store, signInGuard }: Pick<Services, "store" | "signInGuard">,
  cost: Cost,
  caller: { user: { id: string } | null; ip: string },
  input: unknown,
): Promise<Place> {
  const network = networkOf(caller.ip);
  // Two lines for what hashes, one hash at a time in each: a flood of strangers' guesses does not stand before the
  // people of a network that somebody signed in from before.
  if (cost === "hash")
    return { realm: signInGuard.knows(caller.ip) ? "known" : "strangers", person: network };
  if (caller.user === null) return { realm: nowhere, person: network };
  return { realm: await realmOf(store, input), person: caller.user.id };
}

async function realmOf(store: Services["store"], input: unknown): Promise<string> {
  if (typeof input !== "object" || input === null) return nowhere;
  const { realm, scriptId, executionId, id } = input as Record<string, unknown>;
  if (typeof realm === "string") return (await store.realms.byName(realm))?.id ?? nowhere;
  if (typeof scriptId === "string") return (await store.scripts.byId(scriptId))?.realmId ?? nowhere;
  if (typeof executionId === "string") return (await store.executions.byId(executionId))?.realmId ?? nowhere;
  // The only work that names itself by `id` is a trigger's.
  if (typeof id === "string") return (await store.triggers.byId(id))?.realmId ?? nowhere;
  return nowhere;
}
