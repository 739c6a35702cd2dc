import type { Host } from "@scriptyard/host-kit";
import type { HostCapabilities } from "@scriptyard/model";

/** What levels need to know of a host's capabilities; worked out once per host. */
export function hostCapabilities(host: Host): HostCapabilities {
  const found = known.get(host);
  if (found !== undefined) return found;
  const all = [...new Set(host.functions.map((fn) => fn.capability))];
  const made: HostCapabilities = {
    always: host.capabilities("safe").filter((capability) => !all.includes(capability)),
    all,
    named: all.filter((name) =>
      host.functions.every((fn) => fn.capability !== name || fn.levels.length === 0),
    ),
    of: (level) => host.capabilities(level),
  };
  known.set(host, made);
  return made;
}

const known = new WeakMap<Host, HostCapabilities>();
