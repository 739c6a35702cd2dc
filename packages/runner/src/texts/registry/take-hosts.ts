import type { Host } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";
import type { Checks } from "./checks.ts";
import type { ShippedDrafts } from "./follow-shipped.ts";
import { type RealmSlots, type Slot, takeHost } from "./slots.ts";

/**
 * The hosts were exchanged: what each realm's ships is live from now on, in every realm when this returns, and files are
 * checked against it. Answered once the drafts that nobody has touched were looked at.
 */
export function takeHosts(
  { hosts, checks, drafts }: { hosts: readonly Host[]; checks: Checks; drafts: ShippedDrafts },
  realms: readonly RealmSlots[],
): Promise<void> {
  const behind: { realm: Realm; slot: Slot; from: string }[] = [];
  for (const state of realms) {
    // A deleted realm may outlive its host.
    const host = hosts.find(({ id }) => id === state.realm.hostId);
    if (host === undefined || host === state.host) continue;
    for (const { slot, before } of takeHost(state, host))
      if (before !== null) behind.push({ realm: state.realm, slot, from: before.source });
    checks.hostExchanged(state);
  }
  return followAll(drafts, behind);
}

/** One after the other: there may be a thousand realms. */
async function followAll(
  drafts: ShippedDrafts,
  behind: readonly { realm: Realm; slot: Slot; from: string }[],
): Promise<void> {
  for (const { realm, slot, from } of behind) await drafts.follow(realm, slot, from);
}
