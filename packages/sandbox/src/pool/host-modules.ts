import type { HostCalls } from "../types.ts";

/** Imports the modules with synchronous host functions into this thread. */
export async function importHostModules(addresses: {
  [hostId: string]: string;
}): Promise<Map<string, HostCalls>> {
  const modules = new Map<string, HostCalls>();
  for (const [id, address] of Object.entries(addresses)) {
    let loaded: { hostCalls?: HostCalls };
    try {
      loaded = (await import(address)) as { hostCalls?: HostCalls };
    } catch (cause) {
      throw new Error(`hostModules.${id}: ${address} cannot be imported: ${String(cause)}`, { cause });
    }
    if (typeof loaded.hostCalls !== "object" || loaded.hostCalls === null) {
      throw new Error(
        `hostModules.${id}: ${address} must export "hostCalls", an object of functions by dotted name`,
      );
    }
    modules.set(id, loaded.hostCalls);
  }
  return modules;
}
