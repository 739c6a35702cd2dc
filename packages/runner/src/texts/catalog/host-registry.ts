import type { Host } from "@scriptyard/host-kit";
import { Fault } from "@scriptyard/model";

export type HostRegistry = { readonly all: readonly Host[]; byId(id: string): Host };

export function createHostRegistry(hosts: readonly Host[]): HostRegistry {
  const byId = new Map<string, Host>();
  for (const host of hosts) {
    if (byId.has(host.id)) throw new Error(`hosts: "${host.id}" is listed twice`);
    byId.set(host.id, host);
  }
  return {
    all: hosts,
    byId(id) {
      const host = byId.get(id);
      if (host === undefined) {
        const known = [...byId.keys()].join(", ") || "none";
        throw new Fault("not_found", `There is no host "${id}". Known hosts: ${known}.`);
      }
      return host;
    },
  };
}
