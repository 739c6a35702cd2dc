import type { Realm } from "@scriptyard/model";

/** Distinct hosts of a realm that are told by their names within the window. */
const mostHosts = 50;
const windowMs = 10 * 60_000;

/** Which blocked hosts were told. */
export type ToldHosts = {
  /** The host, or what stands for all others: who calls what visitors send must not fill the store with names of theirs. */
  subject(realmId: Realm["id"], host: string): string;
};

export function createToldHosts(clock: () => number): ToldHosts {
  const told = new Map<Realm["id"], { since: number; hosts: Set<string> }>();
  return {
    subject(realmId, host) {
      const now = clock();
      let known = told.get(realmId);
      if (known === undefined || now - known.since >= windowMs) {
        known = { since: now, hosts: new Set() };
        told.set(realmId, known);
      }
      if (known.hosts.has(host)) return host;
      if (known.hosts.size >= mostHosts) return "other hosts";
      known.hosts.add(host);
      return host;
    },
  };
}
