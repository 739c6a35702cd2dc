import type { Host } from "@scriptyard/host-kit";
import { Fault } from "@scriptyard/model";
import { createSettingsReader, type SettingsReader } from "../../settings/settings-reader.ts";

/** The hosts there are. They are exchanged while the server runs: ask each time, keep none. */
export type HostRegistry = {
  readonly all: readonly Host[];
  byId(id: string): Host;
  /** What reads the schemas that realms add to a host's. */
  readonly settings: SettingsReader;
};

export type ExchangeableHosts = HostRegistry & {
  /** From now on these are the hosts. Whoever has one of the others in hand goes on with it. */
  exchange(hosts: readonly Host[]): void;
};

/** @param settings disposed by whoever made it. Default: one of its own, to be disposed with the registry */
export function createHostRegistry(
  hosts: readonly Host[],
  settings: SettingsReader = createSettingsReader(),
): ExchangeableHosts {
  let all = hosts;
  let byId = mapOf(hosts);
  return {
    settings,
    get all() {
      return all;
    },
    exchange(next) {
      byId = mapOf(next);
      all = next;
    },
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

function mapOf(hosts: readonly Host[]): Map<string, Host> {
  const byId = new Map<string, Host>();
  for (const host of hosts) {
    if (byId.has(host.id)) throw new Error(`hosts: "${host.id}" is listed twice`);
    byId.set(host.id, host);
  }
  return byId;
}
