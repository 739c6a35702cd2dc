import type { Host } from "@scriptyard/host-kit";
import { demoRealms } from "@scriptyard/hosts";
import type { Installation, StartRealm } from "@scriptyard/installation";
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

type Parts = { runner: Runner; store: Store; log: Logger };

/** Makes the realms that an installation starts with where they are not there. */
export async function makeRealms(
  { realms, demo }: Pick<Installation, "realms" | "demo">,
  parts: Parts,
): Promise<void> {
  for (const realm of realms) await makeConfigured(realm, parts);
  if (!demo) return;
  for (const realm of demoRealms) {
    const there = await parts.store.realms.byName(realm.name);
    if (there === null || there.hostId === realm.hostId) await seedDemo({ ...parts, demo: realm });
    else warnOfHost(parts.log, there, realm);
  }
}

/** One that people made under its name stays theirs; one that was made here gets what a newer host asks for, too. */
async function makeConfigured(realm: StartRealm, { runner, store, log }: Parts): Promise<void> {
  const actor = { userId: null, requestId: null };
  const { realm: there, created } = await runner.realms.ensure(
    { ...realm, from: { kind: "defaults" } },
    actor,
  );
  const mark = `realm.configured.${there.id}`;
  if (created) await store.meta.set(mark, realm.hostId);
  else if (there.hostId !== realm.hostId) warnOfHost(log, there, realm);
  else if (!there.closed && (await store.meta.get(mark)) !== null) await runner.triggers.seed(there.name);
}

function warnOfHost(log: Logger, there: { hostId: string }, { name, hostId }: StartRealm): void {
  log.warn(
    { realm: name, host: there.hostId, configured: hostId },
    "a realm of the configuration is there with another host; it stays as it is",
  );
}
