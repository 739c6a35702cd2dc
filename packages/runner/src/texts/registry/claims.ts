import type { Host } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";
import type { ScriptPath } from "./script-path.ts";

/**
 * Whether a file is for a realm. Below `@<realm>/` that realm is named. Elsewhere it is for every realm of the hosts that
 * ship a script of that name; else of those that ship its module; a library that nobody ships, and every file of an
 * installation with one host, is for all.
 */
export function isFor(at: ScriptPath, realm: Realm, hosts: readonly Host[]): boolean {
  if (at.realm !== null) return at.realm === realm.name;
  return claimants(at, hosts).some((host) => host.id === realm.hostId);
}

/** Whether a host ships something in a module of that name. */
export function isModule(hosts: readonly Host[], module: string | null): boolean {
  return hosts.some(
    (host) =>
      host.modules.some((one) => one.name === module) || host.defaults.some((one) => one.module === module),
  );
}

/** Why a file is for no realm, or null. */
export function claimProblem(
  at: ScriptPath,
  realms: readonly Realm[],
  hosts: readonly Host[],
): string | null {
  if (at.realm !== null) {
    if (realms.some((realm) => realm.name === at.realm)) return null;
    const known = realms.map((realm) => realm.name).join(", ") || "none yet";
    return `There is no realm "${at.realm}". Known realms: ${known}.`;
  }
  if (claimants(at, hosts).length > 0) return null;
  return `No host ships a module "${at.module}". Move the file to @<realm>/${at.module}/ to say which realm it is for.`;
}

function claimants(at: ScriptPath, hosts: readonly Host[]): readonly Host[] {
  const shipping = (matches: (script: Host["defaults"][number]) => boolean) =>
    hosts.filter((host) => host.defaults.some(matches));
  const named = shipping((script) => script.module === at.module && script.name === at.name);
  if (named.length > 0) return named;
  if (at.module === "shared" || hosts.length === 1) return hosts;
  return hosts.filter(
    (host) =>
      host.modules.some((module) => module.name === at.module) ||
      host.defaults.some((script) => script.module === at.module),
  );
}
