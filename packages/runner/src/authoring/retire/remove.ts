import { Fault, type Script } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { noteChange } from "../../changes.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { RunnerLog } from "../../options.ts";
import { reportOfRealm } from "../../policy/realm-event.ts";
import type { SecurityLog } from "../../policy/security-log.ts";
import type { Work } from "../../work.ts";
import { type UsedByPorts, usedBy } from "../references/used-by.ts";
import { requireUnused } from "./users.ts";

export type RemovePorts = UsedByPorts & {
  store: Store;
  clock: () => number;
  hub: EventHub;
  log: RunnerLog;
  security: SecurityLog;
};

/**
 * Deletes a script that nothing uses, with its draft, samples, versions, secrets of its own and what it kept as state. What
 * is recorded of its runs stays until its time is over, and cannot be replayed any more.
 *
 * @throws Fault `conflict` while a version is live, or others use it
 */
export async function removeScript(ports: RemovePorts, script: Script, actor: Actor): Promise<void> {
  const specifier = specifierOf(script);
  const realm = await ports.catalog.realmById(script.realmId);
  if (script.liveVersion !== null)
    throw new Fault(
      "conflict",
      `${specifier} is live as v${script.liveVersion}. Retire it first, then delete it.`,
    );
  const users = await usedBy(ports, realm, { kind: "script", scriptId: script.id }, actor);
  requireUnused(specifier, users, "Without it they fail. Take them out first, then delete it.");
  await requireUnbound(ports, script);
  const entrusted = (await ports.store.secrets.list(realm.id)).filter((one) => one.script === specifier);
  await ports.store.scripts.remove(script, ports.clock());
  for (const name of new Set(entrusted.map((one) => one.name)))
    reportOfRealm(
      ports,
      {
        realmId: realm.id,
        kind: "secret",
        subject: name,
        message: `The secret ${name} of ${specifier} was removed with the script.`,
        script: specifier,
      },
      actor,
    );
  noteChange(ports, actor, "script.remove", { realmId: realm.id, subject: specifier });
  ports.catalog.forget();
  const { module, name } = script;
  ports.hub.publish({
    type: "script_removed",
    realmId: realm.id,
    scriptId: script.id,
    module,
    name,
    userId: actor.userId,
  });
}

/** Versions that are not live may be rolled back to: they run with the version of a library that they were published with. */
async function requireUnbound({ store }: RemovePorts, script: Script): Promise<void> {
  if (script.hook !== null || script.retiredVersion === null) return;
  const { items, more } = await store.versions.boundTo(script.realmId, script.id, 5);
  if (items.length === 0) return;
  const named = items.map(({ module, name, number }) => `v${number} of ${module}/${name}`).join(", ");
  const others = more > 0 ? `, and ${more} more` : "";
  throw new Fault(
    "conflict",
    `${specifierOf(script)} is part of ${named}${others}. Who rolls back to them needs it, so it stays; retired, nothing new can use it.`,
  );
}

/** Goes on with what the end of a process interrupted. Nobody waits for it; what fails is gone on with at the next start. */
export function finishRemovals(
  { store, log }: Pick<RemovePorts, "store" | "log">,
  track: Work["track"],
): void {
  track(() => store.scripts.finishRemovals()).catch((err: unknown) =>
    log.warn({ err }, "a script that was deleted is not gone whole yet"),
  );
}
