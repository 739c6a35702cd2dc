import type { Host } from "@scriptyard/host-kit";

/** What a sandbox is told of hosts: where its workers import their functions from, and who answers what is answered later. */
export function sandboxHosts(hosts: readonly Host[]) {
  return {
    hostModules: Object.fromEntries(
      hosts.flatMap(({ id, moduleUrl }) => (moduleUrl === null ? [] : [[id, moduleUrl]])),
    ),
    asyncHost: Object.fromEntries(hosts.map((host) => [host.id, host.asyncCalls])),
  };
}
