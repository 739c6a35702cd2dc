import { Fault, type PublishEvent, type Script, type Version } from "@scriptyard/model";
import { and, eq, max } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { noteDifference } from "./draft-difference.ts";
import { sealState } from "./draft-states.ts";
import { toVersion } from "./version-row.ts";

/** Everything publishing writes, prepared by the runner. */
export type PublishInput = {
  version: Omit<Version, "number">;
  event: Omit<PublishEvent, "version" | "previousVersion">;
  /** The draft must still be at this revision. */
  draftRevision: number;
  /** The version that must still be live, null for none; left out, whichever is. */
  live?: number | null;
};

export type Published = { version: Version; event: PublishEvent };
export type RollbackInput = Omit<PublishEvent, "kind" | "previousVersion" | "version">;
export type RetireInput = Omit<RollbackInput, "versionId"> & {
  /** The version that must still be live: whoever retires another one than they saw takes away what they do not know. */
  live: number;
};

/** Version, event and live pointer as one act. Numbers have no gaps: the script's row is the lock publishers queue for. */
export function* publish(db: Db, t: Tables, input: PublishInput): Work<Published> {
  const script = yield* lockScript(db, t, input.event);
  const known = yield* knownEvent(db, t, input.event);
  if (known) {
    const row = yield* first(db.select().from(t.versions).where(eq(t.versions.id, known.versionId)));
    return { version: toVersion(row!), event: known };
  }
  const draft = yield* first(
    db.select({ revision: t.drafts.revision }).from(t.drafts).where(eq(t.drafts.scriptId, script.id)),
  );
  if (draft?.revision !== input.draftRevision)
    throw new Fault(
      "conflict",
      `The draft is at revision ${draft?.revision ?? "none"}, the publish was made from revision ${input.draftRevision}. Look at the newer text, then publish again.`,
      { details: { revision: draft?.revision ?? null, expected: input.draftRevision } },
    );
  requireLive(script, input.live);

  const last = yield* first(
    db
      .select({ number: max(t.versions.number) })
      .from(t.versions)
      .where(eq(t.versions.scriptId, script.id)),
  );
  const number = (last?.number ?? 0) + 1;
  const [version] = yield* rows(
    db
      .insert(t.versions)
      .values({ ...input.version, scriptId: script.id, number })
      .returning(),
  );
  const event = yield* makeLive(db, t, script, {
    ...input.event,
    kind: "publish",
    versionId: version!.id,
    version: number,
  });
  // From now on the draft's text goes on from this version.
  const [published] = yield* rows(
    db.update(t.drafts).set({ basedOnVersion: number }).where(eq(t.drafts.scriptId, script.id)).returning(),
  );
  yield* noteDifference(db, t, { id: script.id, liveVersionId: version!.id }, published!.source);
  yield* sealState(db, t, published!, number);
  return { version: toVersion(version!), event };
}

/** What somebody rolled back is not undone by a publish that was decided on before. */
function requireLive({ module, name, liveVersion }: LiveScript, expected: number | null | undefined): void {
  if (expected === undefined || liveVersion === expected) return;
  const words = (version: number | null) => (version === null ? "no version" : `v${version}`);
  throw new Fault(
    "conflict",
    `${words(liveVersion)} of "${module}/${name}" is live now, and this was decided on while ${words(expected)} was. Look at what was published, rolled back or retired meanwhile, then decide again.`,
    { details: { live: liveVersion, expected } },
  );
}

type LiveScript = Pick<Script, "module" | "name" | "liveVersion">;

/** Makes an earlier version live again; the draft stays as it is. */
export function* rollback(db: Db, t: Tables, input: RollbackInput): Work<PublishEvent> {
  const script = yield* lockScript(db, t, input);
  const known = yield* knownEvent(db, t, { ...input, kind: "rollback" });
  if (known) return known;
  const target = yield* first(
    db
      .select({ number: t.versions.number })
      .from(t.versions)
      .where(and(eq(t.versions.id, input.versionId), eq(t.versions.scriptId, script.id))),
  );
  const name = `"${script.module}/${script.name}"`;
  if (!target) throw new Fault("not_found", `The script ${name} has no version ${input.versionId}.`);
  if (script.liveVersionId === input.versionId)
    throw new Fault("conflict", `Version ${target.number} of ${name} is live already.`);
  const event = yield* makeLive(db, t, script, { ...input, kind: "rollback", version: target.number });
  const draft = yield* first(
    db.select({ source: t.drafts.source }).from(t.drafts).where(eq(t.drafts.scriptId, script.id)),
  );
  if (draft) yield* noteDifference(db, t, { id: script.id, liveVersionId: input.versionId }, draft.source);
  return event;
}

/** Takes away what is live: no version is then, until one is published or rolled back to. The draft stays as it is. */
export function* retire(db: Db, t: Tables, { live, ...input }: RetireInput): Work<PublishEvent> {
  const script = yield* lockScript(db, t, input);
  const known = yield* knownEvent(db, t, { ...input, kind: "retire" });
  if (known) return known;
  requireLive(script, live);
  const event = {
    ...input,
    kind: "retire" as const,
    versionId: script.liveVersionId!,
    version: live,
    previousVersion: live,
  };
  const [written] = yield* rows(db.insert(t.publishEvents).values(event).returning());
  const none = { liveVersion: null, liveVersionId: null, retiredVersion: live, draftDiffers: false };
  yield* rows(
    db.update(t.scripts).set(none).where(eq(t.scripts.id, script.id)).returning({ id: t.scripts.id }),
  );
  return written!;
}

/** Writes the script's row first: on PostgreSQL that orders everybody who wants to change what is live. */
function* lockScript(
  db: Db,
  { scripts }: Tables,
  at: { scriptId: Script["id"]; realmId: string; at: number },
): Work<Tables["scripts"]["$inferSelect"]> {
  const [script] = yield* rows(
    db.update(scripts).set({ updatedAt: at.at }).where(eq(scripts.id, at.scriptId)).returning(),
  );
  if (!script || script.realmId !== at.realmId)
    throw new Fault("not_found", `There is no script ${at.scriptId} in the realm ${at.realmId}.`);
  if (script.removedAt !== null)
    throw new Fault("conflict", `The script "${script.module}/${script.name}" is being deleted.`);
  return script;
}

function* knownEvent(
  db: Db,
  { publishEvents }: Tables,
  input: Pick<PublishEvent, "scriptId" | "idempotencyKey" | "kind">,
): Work<PublishEvent | null> {
  if (input.idempotencyKey === null) return null;
  const event = yield* first(
    db
      .select()
      .from(publishEvents)
      .where(
        and(
          eq(publishEvents.scriptId, input.scriptId),
          eq(publishEvents.idempotencyKey, input.idempotencyKey),
        ),
      ),
  );
  if (event && event.kind !== input.kind)
    throw new Fault(
      "conflict",
      `The idempotency key "${input.idempotencyKey}" was used for a ${event.kind} before. Use a new key for every act.`,
    );
  return event;
}

function* makeLive(
  db: Db,
  t: Tables,
  script: Tables["scripts"]["$inferSelect"],
  event: Omit<PublishEvent, "previousVersion">,
): Work<PublishEvent> {
  const [written] = yield* rows(
    db
      .insert(t.publishEvents)
      .values({ ...event, previousVersion: script.liveVersion })
      .returning(),
  );
  yield* rows(
    db
      .update(t.scripts)
      .set({ liveVersion: event.version, liveVersionId: event.versionId, retiredVersion: null })
      .where(eq(t.scripts.id, script.id))
      .returning({ id: t.scripts.id }),
  );
  return written!;
}
