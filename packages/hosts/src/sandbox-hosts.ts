import type { Host } from "@scriptyard/host-kit";

/**
 * What a sandbox is told of hosts: where its workers import their functions from, and who answers what is answered later.
 *
 * @param before those that there were, where hosts are exchanged: what began with one of their functions may still call it
 */
export function sandboxHosts(hosts: readonly Host[], before: readonly Host[] = []) {
  const modulesOf = (id: string) => [
    ...new Set(
      [...hosts, ...before].flatMap((host) =>
        host.id === id && host.moduleUrl !== null ? [host.moduleUrl] : [],
      ),
    ),
  ];
  return {
    hostModules: Object.fromEntries(
      hosts.flatMap(({ id }) => {
        const modules = modulesOf(id);
        return modules.length === 0 ? [] : [[id, modules] as const];
      }),
    ),
    asyncHost: Object.fromEntries(hosts.map((host) => [host.id, host.asyncCalls])),
  };
}
