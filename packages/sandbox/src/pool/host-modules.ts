import type { HostCalls, HostModules } from "../types.ts";

/** Imports the modules with synchronous host functions into this thread. */
export async function importHostModules(hostModules: HostModules): Promise<Map<string, HostCalls>> {
  const modules = new Map<string, HostCalls>();
  for (const [id, given] of Object.entries(hostModules)) {
    const [first, ...earlier] = await Promise.all(addressesOf(given).map((one) => importOne(id, one)));
    if (first !== undefined)
      modules.set(id, earlier.length === 0 ? first : Object.assign({}, ...earlier.reverse(), first));
  }
  return modules;
}

/** What a host's modules are imported from, the one that counts first. */
export function addressesOf(given: HostModules[string]): readonly string[] {
  return typeof given === "string" ? [given] : given;
}

async function importOne(id: string, address: string): Promise<HostCalls> {
  const shown = address.length > 200 ? `${address.slice(0, 40)}…` : address;
  let loaded: { hostCalls?: HostCalls };
  try {
    loaded = (await import(address)) as { hostCalls?: HostCalls };
  } catch (cause) {
    throw new Error(`hostModules.${id}: ${shown} cannot be imported: ${String(cause)}`, { cause });
  }
  if (typeof loaded.hostCalls !== "object" || loaded.hostCalls === null) {
    throw new Error(
      `hostModules.${id}: ${shown} must export "hostCalls", an object of functions by dotted name`,
    );
  }
  return loaded.hostCalls;
}
