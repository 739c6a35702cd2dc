import type { Host } from "@scriptyard/host-kit";
import type { Installation } from "@scriptyard/installation";
import { type Runner, seedDemo } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";
import type { Logger } from "pino";
import { StartError } from "./start-error.ts";

/**
 * Realms whose host is gone could be neither shown nor run, each request to them a failure of its own: the start says so.
 * Deleted ones only wait for the day they are removed.
 *
 * @throws StartError naming the realms and what to do
 */
export async function requireHosts(
  store: Store,
  hosts: readonly Host[],
  config: string | null,
): Promise<void> {
  const known = new Set(hosts.map(({ id }) => id));
  const orphans = (await store.realms.list()).filter(
    ({ hostId, closed }) => closed?.as !== "deleted" && !known.has(hostId),
  );
  if (orphans.length === 0) return;
  const list = orphans.map(({ name, hostId }) => `  ${name} needs the host "${hostId}"`).join("\n");
  const remedy =
    config === null
      ? "Start with the configuration that names them (--config, SCRIPTYARD_CONFIG), or with another data folder (SCRIPTYARD_DATA)."
      : `Name them under \`hosts\` of ${config}, or start with another data folder (SCRIPTYARD_DATA).`;
  const otherwise =
    "To be rid of the realms, start once with their hosts and delete them under Settings, Realms.";
  throw new StartError(
    `Realms of this data folder have hosts that are not there:\n${list}\n${remedy}\n${otherwise}`,
  );
}

/** Makes the realms that an installation starts with where they are not there. */
export async function makeRealms(
  realms: Installation["realms"],
  { runner, store, log }: { runner: Runner; store: Store; log: Logger },
): Promise<void> {
  for (const demo of realms) {
    const there = await store.realms.byName(demo.name);
    if (there === null || there.hostId === demo.hostId) await seedDemo({ runner, store, demo });
    else
      log.warn(
        { realm: demo.name, host: there.hostId, configured: demo.hostId },
        "a realm of the configuration is there with another host; it stays as it is",
      );
  }
}
