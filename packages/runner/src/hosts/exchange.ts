import type { Host, Issue } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { EventHub } from "../events/hub.ts";
import type { RunnerEvent } from "../events/types.ts";
import type { Policies } from "../policy/policies.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";
import type { ExchangeableHosts } from "../texts/catalog/host-registry.ts";
import type { Registry } from "../texts/registry/registry.ts";

type TellPorts = { store: Store; hosts: ExchangeableHosts; hub: EventHub; clock: () => number };

export type ExchangePorts = TellPorts & { policies: Policies; catalog: Catalog; registry: Registry };

/**
 * Other definitions of the hosts hold from now on: declarations, schemas, capabilities, limits, default scripts. What has begun
 * ends with the definition it began with; the next step of a walk, like the next call of a script, has the new one. The
 * functions that engines call are exchanged before, by whoever opened the sandbox.
 *
 * What it throws leaves everything as it was: the database is asked before anything is exchanged, and what is written
 * afterwards is tried again until it is.
 */
export async function exchangeHosts(ports: ExchangePorts, hosts: readonly Host[]): Promise<void> {
  const realms = await ports.store.realms.list();
  ports.hosts.exchange(hosts);
  // Everything below is worked out from a host and kept. No step waits for another one, so nothing is made of halves.
  ports.policies.forget();
  ports.catalog.forgetHosts();
  const drafts = ports.registry.hostsExchanged();
  ports.catalog.forget();
  await drafts;
  for (const realm of realms) tell(ports, realm, "exchanged", []);
}

/** A definition could not be loaded: the one before goes on, and whoever has a console open is told why. */
export async function tellRefused(ports: TellPorts, problems: readonly Issue[]): Promise<void> {
  for (const realm of await ports.store.realms.list()) tell(ports, realm, "refused", problems);
}

/** It is known which scripts of a realm fit its host. */
export function tellChecked(ports: TellPorts, realm: Realm): void {
  tell(ports, realm, "checked", []);
}

type Change = Extract<RunnerEvent, { type: "host" }>["change"];

/** Problems that one event carries: consoles show a few, the terminal all. */
const mostProblems = 20;

function tell(ports: TellPorts, realm: Realm, change: Change, problems: readonly Issue[]): void {
  // A deleted realm may outlive its host.
  const host = ports.hosts.all.find(({ id }) => id === realm.hostId);
  if (realm.closed || host === undefined) return;
  ports.hub.publish({
    type: "host",
    realmId: realm.id,
    hostId: host.id,
    title: host.title,
    change,
    problems: problems.slice(0, mostProblems),
    at: ports.clock(),
  });
}
