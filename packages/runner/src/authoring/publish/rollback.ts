import type { PublishEvent, Version } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { Compiler } from "../../engine/compiler.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import type { Texts } from "../../texts/texts.ts";
import { nameOf } from "../scripts/name-of.ts";
import { checkNote } from "./note.ts";
import { announce } from "./publish.ts";

export type RollbackPorts = {
  store: Store;
  sandbox: Sandbox;
  clock: () => number;
  catalog: Catalog;
  compiler: Compiler;
  texts: Texts;
  hub: EventHub;
  registry: Registry;
};

/**
 * Makes an earlier version live again, as a new publish event. The version itself does not change.
 *
 * @throws Fault `not_found` for an unknown version, `conflict` when it is live already
 */
export async function rollback(
  ports: RollbackPorts,
  input: { scriptId: string; toVersion: number; note: string },
  actor: Actor,
): Promise<PublishEvent> {
  const note = checkNote(input.note);
  const script = await ports.catalog.openScript(input.scriptId);
  const version = await versionByNumber(ports, script, input.toVersion);
  if (script.liveVersionId === version.id)
    throw new Fault("conflict", `Version ${version.number} of ${specifierOf(script)} is live already.`);
  // Loading verifies hashes: bytes that somebody edited must not become live again.
  await ports.catalog.version(version.id);
  const now = ports.clock();
  const event = await ports.store.versions.rollback({
    id: newId("pub", now),
    realmId: script.realmId,
    scriptId: script.id,
    versionId: version.id,
    note,
    authorId: actor.userId,
    idempotencyKey: null,
    at: now,
  });
  announce(ports, script, event, { by: await nameOf(ports, actor.userId), of: [] });
  return event;
}

/** @throws Fault `not_found` naming the versions there are */
export async function versionByNumber(
  ports: { store: Store },
  script: { id: string; module: string; name: string },
  number: number,
): Promise<Version> {
  const version = await ports.store.versions.byNumber(script.id, number);
  if (version !== null) return version;
  // Numbers have no gaps.
  const newest = (await ports.store.versions.list(script.id, { limit: 1 })).items[0]?.number;
  const range = newest === undefined ? "It was never published." : `It has versions 1 to ${newest}.`;
  throw new Fault("not_found", `${specifierOf(script)} has no version ${number}. ${range}`);
}
