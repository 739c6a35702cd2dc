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
  if (cost === "hash") return hashPlaceOf(signInGuard, caller.ip);
  if (caller.user === null) return { realm: nowhere, person: networkOf(caller.ip) };
  return { realm: await realmOf(store, input), person: caller.user.id };
}

/**
 * Two lines for what hashes, one hash at a time in each: a flood of strangers' guesses does not stand before the people of
 * a network that somebody signed in from before.
 */
export function hashPlaceOf(signInGuard: Services["signInGuard"], ip: string): Place {
  return { realm: signInGuard.knows(ip) ? "known" : "strangers", person: networkOf(ip) };
}

async function realmOf(store: Services["store"], input: unknown): Promise<string> {
  if (typeof input !== "object" || input === null) return nowhere;
  const { realm, scriptId, executionId, id } = input as Record<string, unknown>;
  if (typeof realm === "string") return (await store.realms.byName(realm))?.id ?? nowhere;
  if (typeof scriptId === "string") return keptRealmOf(store, scriptId, (key) => store.scripts.byId(key));
  // Read with all of its arguments and logs: for each call of a batch that may be megabytes.
  if (typeof executionId === "string")
    return keptRealmOf(store, executionId, (key) => store.executions.byId(key));
  // What else names itself by `id` (a record, a group, a sample) is read with all it holds, only to learn its realm: it
  // counts in one line for all of them, and per person.
  if (typeof id === "string" && id.startsWith("trg_"))
    return keptRealmOf(store, id, (key) => store.triggers.byId(key));
  return nowhere;
}

/** Realms of ids, which never change. Who is refused at the gate has asked the database nothing. */
const kept = new WeakMap<Services["store"], Map<string, Promise<string>>>();
const mostKept = 2_000;

/** One question for all calls of a batch. */
function keptRealmOf(
  store: Services["store"],
  id: string,
  read: (id: string) => Promise<{ realmId: string } | null>,
): Promise<string> {
  const realms = kept.get(store) ?? new Map<string, Promise<string>>();
  kept.set(store, realms);
  const known = realms.get(id);
  if (known !== undefined) return known;
  const asked = read(id).then((found) => found?.realmId ?? nowhere);
  realms.set(id, asked);
  const [oldest] = realms.keys();
  if (realms.size > mostKept && oldest !== undefined) realms.delete(oldest);
  // What is not there yet may come, and a database that did not answer may answer the next time.
  const forget = () => void realms.delete(id);
  asked.then((realm) => realm === nowhere && forget(), forget);
  return asked;
}
