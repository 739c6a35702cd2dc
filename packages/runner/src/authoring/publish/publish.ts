import type { ScriptChecker } from "@scriptyard/languages";
import type { Diagnostic, Draft, PublishEvent, Realm, Script, Version } from "@scriptyard/model";
import { blocksPublish, Fault, newId } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { ToldPublish } from "../../events/types.ts";
import type { Policies } from "../../policy/policies.ts";
import { productionStarts } from "../../policy/starts.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import { declarationsOf } from "../../settings/declarations.ts";
import { checkText } from "../../texts/check.ts";
import { summarize } from "../../texts/diagnostics.ts";
import { liveLibraries } from "../../texts/libraries.ts";
import type { LinkedText } from "../../texts/link.ts";
import { loadProblem } from "../../texts/load.ts";
import { junctionFor } from "../../texts/outcome-findings.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { versionHash } from "../../texts/version-hash.ts";
import type { DraftHistoryPorts } from "../scripts/draft-history.ts";
import { draftEditors, othersIn } from "../scripts/draft-history.ts";
import { nameOf } from "../scripts/name-of.ts";
import type { MakeReadyPorts } from "./make-ready.ts";
import { makeReady } from "./make-ready.ts";
import { checkNote } from "./note.ts";

export type PublishRequest = {
  scriptId: string;
  note: string;
  revision: number;
  /** Number of the version the author saw live, null for none: another one by now is a `conflict`. Left out, it is not asked. */
  live?: number | null | undefined;
  idempotencyKey?: string | undefined;
};
export type Published = { version: Version; event: PublishEvent; diagnostics: Diagnostic[] };

export type PublishPorts = MakeReadyPorts &
  DraftHistoryPorts & {
    checker: ScriptChecker;
    clock: () => number;
    policies: Policies;
    hub: EventHub;
    versionKey: Buffer;
    registry: Registry;
  };

/**
 * Checks the draft against the live libraries, loads it once in the sandbox, and makes it the live version.
 *
 * @throws Fault `draft_invalid` with `details.diagnostics`; `conflict` when the draft moved on, or another version is live than
 * the author saw; `bad_request` for the note
 */
export async function publish(
  ports: PublishPorts,
  request: PublishRequest,
  actor: Actor,
): Promise<Published> {
  const note = checkNote(request.note);
  const script = await ports.catalog.scriptById(request.scriptId);
  const realm = await ports.catalog.realmById(script.realmId);
  const repeated = await findRepeated(ports, script, request.idempotencyKey);
  if (repeated !== null) return repeated;
  const draft = await draftAt(ports, script, request.revision);

  const libraries = liveLibraries(ports, realm);
  const starts = await productionStarts(ports, realm, script);
  const policy = ports.policies.of(realm, { ...script, starts });
  const { text, diagnostics } = await checkText(ports, {
    realm,
    script,
    source: draft.source,
    libraries,
    payer: payerOf(realm, actor),
    policy,
    junction: await junctionFor(ports, realm, script),
  });
  refuseErrors(script, diagnostics);
  const problem = await loadProblem(ports, realm, script, text, { limits: policy.limits, trialOf: actor });
  if (problem !== null) refuseErrors(script, [problem]);

  const version = await describeVersion(ports, { realm, script, draft, text, diagnostics, note, actor });
  requireRoom({
    versionBytes: { used: await ports.store.usage.versionBytes(realm.id), adding: bytesOf(version) },
  });
  const event = {
    id: newId("pub", ports.clock()),
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
    by: await nameOf(ports, actor.userId),
    of: othersIn(await draftEditors(ports, script.id, actor), actor),
  };
  const written = await ports.store.versions.publish({
    version,
    event,
    draftRevision: draft.revision,
    ...(request.live !== undefined && { live: request.live }),
  });
  announce(ports, script, written.event, told);
  return { ...written, diagnostics };
}

/** Tells the listeners, of which the texts forget what was live, and has the engines get ready. */
export function announce(
  ports: Pick<PublishPorts, "store" | "sandbox" | "catalog" | "compiler" | "texts" | "hub" | "registry">,
  script: Script,
  event: PublishEvent,
  told: ToldPublish,
): void {
  const { module, name } = script;
  ports.hub.publish({ type: "published", realmId: script.realmId, event, module, name, ...told });
  ports.registry.published(script, event);
  makeReady(ports, script);
}

async function findRepeated(
  ports: { store: Store },
  script: Script,
  key: string | undefined,
): Promise<Published | null> {
  if (key === undefined) return null;
  const events = await ports.store.versions.events({
    realmId: script.realmId,
    scriptId: script.id,
    limit: 50,
  });
  const found = events.find((event) => event.idempotencyKey === key);
  if (found === undefined) return null;
  const version = await ports.store.versions.byId(found.versionId);
  if (version === null) return null;
  const { module: _module, name: _name, authorName: _authorName, ...event } = found;
  return { version, event, diagnostics: version.diagnostics };
}

async function draftAt(ports: { store: Store }, script: Script, revision: number): Promise<Draft> {
  const draft = await ports.store.drafts.get(script.id);
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

async function describeVersion(ports: PublishPorts, parts: VersionParts): Promise<Omit<Version, "number">> {
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
    declarationsHash: (await declarationsOf(ports, realm, payerOf(realm, actor))).hash,
    unknownOutcome: "error" as const,
  };
  const createdAt = ports.clock();
  return {
    ...hashed,
    id: newId("ver", createdAt),
    sha256: versionHash(hashed, ports.versionKey),
    diagnostics,
    authorId: actor.userId,
    note,
    createdAt,
  };
}
