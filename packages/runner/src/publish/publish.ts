import type { Diagnostic, Draft, PublishEvent, Realm, Script, Version } from "@scriptyard/model";
import { blocksPublish, Fault, newId } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { ToldPublish } from "../events/types.ts";
import { junctionFor } from "../flows/outcome-findings.ts";
import { checkText, declarationsOf } from "../pipeline/check.ts";
import { summarize } from "../pipeline/diagnostics.ts";
import { liveLibraries } from "../pipeline/libraries.ts";
import type { LinkedText } from "../pipeline/link.ts";
import { loadProblem } from "../pipeline/load.ts";
import { payerOf } from "../pipeline/payer.ts";
import { specifierOf } from "../pipeline/runnable.ts";
import { productionStarts } from "../policy/starts.ts";
import { requireRoom } from "../quotas/require-room.ts";
import { draftEditors, othersIn } from "../scripts/draft-history.ts";
import { nameOf } from "../scripts/name-of.ts";
import type { Actor } from "../types.ts";
import { versionHash } from "./hash.ts";
import { makeReady } from "./make-ready.ts";
import { checkNote } from "./note.ts";

export type PublishRequest = { scriptId: string; note: string; revision: number; idempotencyKey?: string };
export type Published = { version: Version; event: PublishEvent; diagnostics: Diagnostic[] };

/**
 * Checks the draft against the live libraries, loads it once in the sandbox, and makes it the live version.
 *
 * @throws Fault `draft_invalid` with `details.diagnostics`; `conflict` when the draft moved on; `bad_request` for the note
 */
export async function publish(core: Core, request: PublishRequest, actor: Actor): Promise<Published> {
  const note = checkNote(request.note);
  const script = await core.catalog.scriptById(request.scriptId);
  const realm = await core.catalog.realmById(script.realmId);
  const repeated = await findRepeated(core, script, request.idempotencyKey);
  if (repeated !== null) return repeated;
  const draft = await draftAt(core, script, request.revision);

  const libraries = liveLibraries(core, realm);
  const starts = await productionStarts(core, realm, script);
  const policy = core.policies.of(realm, { ...script, starts });
  const { text, diagnostics } = await checkText(core, {
    realm,
    script,
    source: draft.source,
    libraries,
    payer: payerOf(realm, actor),
    policy,
    junction: await junctionFor(core, realm, script),
  });
  refuseErrors(script, diagnostics);
  const problem = await loadProblem(core, realm, script, text, policy.limits);
  if (problem !== null) refuseErrors(script, [problem]);

  const version = describeVersion(core, { realm, script, draft, text, diagnostics, note, actor });
  requireRoom({
    versionBytes: { used: await core.store.usage.versionBytes(realm.id), adding: bytesOf(version) },
  });
  const event = {
    id: newId("pub", core.clock()),
    realmId: realm.id,
    scriptId: script.id,
    kind: "publish" as const,
    versionId: version.id,
    note,
    authorId: actor.userId,
    idempotencyKey: request.idempotencyKey ?? null,
    at: version.createdAt,
  };
  const told = {
    by: await nameOf(core, actor.userId),
    of: othersIn(await draftEditors(core, script.id, actor), actor),
  };
  const written = await core.store.versions.publish({ version, event, draftRevision: draft.revision });
  announce(core, script, written.event, told);
  return { ...written, diagnostics };
}

/** Drops what was cached about the script, tells the listeners, and has the engines get ready. */
export function announce(core: Core, script: Script, event: PublishEvent, told: ToldPublish): void {
  core.catalog.forget();
  const { module, name } = script;
  core.hub.publish({ type: "published", realmId: script.realmId, event, module, name, ...told });
  core.registry.published(script, event);
  makeReady(core, script).catch(() => undefined);
}

async function findRepeated(core: Core, script: Script, key: string | undefined): Promise<Published | null> {
  if (key === undefined) return null;
  const events = await core.store.versions.events({
    realmId: script.realmId,
    scriptId: script.id,
    limit: 50,
  });
  const found = events.find((event) => event.idempotencyKey === key);
  if (found === undefined) return null;
  const version = await core.store.versions.byId(found.versionId);
  if (version === null) return null;
  const { module: _module, name: _name, authorName: _authorName, ...event } = found;
  return { version, event, diagnostics: version.diagnostics };
}

async function draftAt(core: Core, script: Script, revision: number): Promise<Draft> {
  const draft = await core.store.drafts.get(script.id);
  if (draft === null) throw new Fault("not_found", `${specifierOf(script)} has no draft to publish.`);
  if (draft.revision === revision) return draft;
  throw new Fault(
    "conflict",
    `The draft of ${specifierOf(script)} is at revision ${draft.revision} now, not ${revision}. ` +
      "Look at what changed, then publish again.",
    { details: { revision: draft.revision } },
  );
}

function refuseErrors(script: Script, diagnostics: Diagnostic[]): void {
  if (!blocksPublish(diagnostics)) return;
  throw new Fault("draft_invalid", `${specifierOf(script)} was not published. ${summarize(diagnostics)}`, {
    details: { diagnostics },
  });
}

/** As they are kept: in UTF-8. */
function bytesOf({ source, compiled, map }: Pick<Version, "source" | "compiled" | "map">): number {
  return Buffer.byteLength(source) + Buffer.byteLength(compiled) + Buffer.byteLength(map ?? "");
}

type VersionParts = {
  realm: Realm;
  script: Script;
  draft: Draft;
  text: LinkedText;
  diagnostics: Diagnostic[];
  note: string;
  actor: Actor;
};

function describeVersion(core: Core, parts: VersionParts): Omit<Version, "number"> {
  const { realm, script, draft, text, diagnostics, note, actor } = parts;
  const hashed = {
    scriptId: script.id,
    language: script.language,
    hook: script.hook,
    source: draft.source,
    compiled: text.entry.code ?? "",
    map: text.entry.map,
    libraries: text.pins,
    limits: script.limits,
    securityLevel: script.securityLevel,
    declarationsHash: declarationsOf(core, realm).hash,
    unknownOutcome: "error" as const,
  };
  const createdAt = core.clock();
  return {
    ...hashed,
    id: newId("ver", createdAt),
    sha256: versionHash(hashed, core.versionKey),
    diagnostics,
    authorId: actor.userId,
    note,
    createdAt,
  };
}
