import { followDraft } from "./adopt.ts";
import type { Checks, ChecksPorts } from "./checks.ts";
import { type RealmSlots, takeHost } from "./slots.ts";

/** The hosts were exchanged: what each realm's ships is live from now on, and files are checked against it. */
export async function takeHosts(
  ports: ChecksPorts,
  checks: Checks,
  realms: readonly RealmSlots[],
): Promise<void> {
  for (const state of realms) {
    // A deleted realm may outlive its host.
    const host = ports.hosts.all.find(({ id }) => id === state.realm.hostId);
    if (host === undefined || host === state.host) continue;
    const changed = takeHost(state, host);
    checks.hostExchanged(state);
    for (const { slot, before } of changed) {
      if (slot.default === null || before === null) continue;
      const row = await ports.store.scripts.byName(state.realm.id, slot.module, slot.name);
      // A draft that nobody has touched shows what is live.
      if (row !== null) await followDraft(ports, row, { from: before.source, to: slot.default });
    }
  }
}
