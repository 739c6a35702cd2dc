import {
  Fault,
  type Flow,
  graphOf,
  newId,
  type PublishEvent,
  type Realm,
  type RealmPolicy,
  type Sample,
  type Script,
  type Trigger,
  type User,
  type Version,
} from "@scriptyard/model";
import { and, eq, isNull, max } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { noteDifference } from "./draft-difference.ts";
import { makeRoomOfRealm, sealState } from "./draft-states.ts";
import { writeDraft } from "./drafts.ts";
import { publishGraph } from "./flow-publishing.ts";
import { insertScript, type NewScript } from "./insert-script.ts";

/** Something as it was when whoever imports looked at it, and as it is to be. */
type Changed<T, Before> = { before: Before; after: T };

/** What an import writes: all of it, or nothing where something is not any more what it was looked at as. */
export type RealmImport = {
  realmId: Realm["id"];
  userId: User["id"] | null;
  /** What flows are published with; versions of scripts bring their own. */
  note: string;
  atMs: number;
  /** `before`: the revision of the realm's settings, 0 = never changed. */
  settings: Changed<Pick<Realm, "timeZone" | "allowedHosts" | "settings" | "settingsSchema">, number> | null;
  policy: Changed<RealmPolicy, RealmPolicy | null> | null;
  /** Scripts that are not there yet. */
  scripts: readonly NewScript[];
  /** Settings of scripts that are. */
  changedScripts: readonly Changed<Pick<Script, "description" | "limits" | "securityLevel">, Script>[];
  /** Drafts of scripts that are there; `before` is their revision. */
  drafts: readonly Changed<{ scriptId: Script["id"]; source: string }, number>[];
  newSamples: readonly Sample[];
  changedSamples: readonly Sample[];
  /** In the order their numbers need; `before` is what is live of the script. */
  versions: readonly Changed<
    { version: Version; event: Omit<PublishEvent, "previousVersion"> },
    Script["liveVersionId"]
  >[];
  /** Their graphs become their next versions; a draft stays as it is. */
  flows: readonly Changed<Flow, Flow | null>[];
  triggers: readonly Changed<Trigger, Trigger | null>[];
};

/** Part of a transaction. Scripts are locked first, in the order of their ids, so that two of these wait for each other. */
export function* importInto(db: Db, t: Tables, input: RealmImport): Work<void> {
  yield* writeRealm(db, t, input);
  const known = [...input.changedScripts].sort((a, b) => (a.before.id < b.before.id ? -1 : 1));
  for (const one of known) yield* writeScript(db, t, one, input);
  for (const script of input.scripts) yield* insertScript(db, t, script);
  const noted: Script["id"][] = [];
  for (const { before, after } of input.drafts) {
    const script = yield* first(
      db
        .select({ id: t.scripts.id, liveVersionId: t.scripts.liveVersionId })
        .from(t.scripts)
        .where(eq(t.scripts.id, after.scriptId)),
    );
    const current = yield* first(db.select().from(t.drafts).where(eq(t.drafts.scriptId, after.scriptId)));
    if (!script || current?.revision !== before) throw moved(`the draft of a script`);
    const save = { ...after, baseRevision: before, userId: input.userId, nowMs: input.atMs };
    const { isNewState } = yield* writeDraft(db, t, {
      input: { ...save, act: { kind: "import" } },
      script,
      current,
    });
    if (isNewState) noted.push(after.scriptId);
  }
  yield* makeRoomOfRealm(db, t, noted);
  for (const sample of input.newSamples)
    yield* rows(db.insert(t.samples).values(sample).returning({ id: t.samples.id }));
  for (const { id, description, args, calls, updatedAt } of input.changedSamples)
    yield* rows(
      db
        .update(t.samples)
        .set({ description, args, calls, updatedAt })
        .where(eq(t.samples.id, id))
        .returning({ id: t.samples.id }),
    );
  yield* writeVersions(db, t, input);
  for (const one of input.flows) yield* writeFlow(db, t, one, input);
  for (const one of input.triggers) yield* writeTrigger(db, t, one);
}

const moved = (what: string): Fault =>
  new Fault(
    "conflict",
    `Somebody changed ${what} after you looked at the plan. Nothing was written: look at the plan again.`,
  );

function* writeRealm(db: Db, { realms }: Tables, input: RealmImport): Work<void> {
  const { settings, policy, realmId, atMs, userId } = input;
  // Written first: on PostgreSQL that makes two imports into one realm wait for each other.
  const [row] = yield* rows(db.update(realms).set({ id: realmId }).where(eq(realms.id, realmId)).returning());
  if (!row) throw new Fault("not_found", `There is no realm ${realmId}.`);
  if (row.closedAs !== null) throw moved("the realm, which is closed now,");
  if (settings !== null) {
    if (row.revision !== settings.before) throw moved("the realm's settings");
    yield* rows(
      db
        .update(realms)
        .set({ ...settings.after, revision: row.revision + 1, changedAt: atMs, changedBy: userId })
        .where(eq(realms.id, realmId))
        .returning({ id: realms.id }),
    );
  }
  if (policy !== null) {
    if (!isSame(row.policy, policy.before)) throw moved("the realm's policy");
    yield* rows(
      db
        .update(realms)
        .set({ policy: policy.after })
        .where(eq(realms.id, realmId))
        .returning({ id: realms.id }),
    );
  }
}

function* writeScript(
  db: Db,
  { scripts }: Tables,
  { before, after }: RealmImport["changedScripts"][number],
  { atMs, realmId }: RealmImport,
): Work<void> {
  const [row] = yield* rows(
    db.update(scripts).set({ id: before.id }).where(eq(scripts.id, before.id)).returning(),
  );
  const what = `${before.module}/${before.name}`;
  if (!row || row.realmId !== realmId) throw moved(`${what}, which is gone,`);
  const settings = ({ description, limits, securityLevel }: Pick<Script, keyof typeof after>) => [
    description,
    limits,
    securityLevel,
  ];
  if (row.liveVersionId !== before.liveVersionId || !isSame(settings(row as Script), settings(before)))
    throw moved(what);
  yield* rows(
    db
      .update(scripts)
      .set({ ...after, updatedAt: atMs })
      .where(eq(scripts.id, before.id))
      .returning({ id: scripts.id }),
  );
}

function* writeVersions(db: Db, t: Tables, { versions }: RealmImport): Work<void> {
  for (const { before, after } of versions) {
    const { version, event } = after;
    const script = yield* first(db.select().from(t.scripts).where(eq(t.scripts.id, version.scriptId)));
    const last = yield* first(
      db
        .select({ number: max(t.versions.number) })
        .from(t.versions)
        .where(eq(t.versions.scriptId, version.scriptId)),
    );
    // Others are bound to the number: it was given before.
    if (
      !script ||
      script.removedAt !== null ||
      script.liveVersionId !== before ||
      (last?.number ?? 0) + 1 !== version.number
    )
      throw moved(script ? `${script.module}/${script.name}` : "a script");
    yield* rows(db.insert(t.versions).values(version).returning({ id: t.versions.id }));
    yield* rows(
      db
        .insert(t.publishEvents)
        .values({ ...event, previousVersion: script.liveVersion })
        .returning({ id: t.publishEvents.id }),
    );
    yield* rows(
      db
        .update(t.scripts)
        .set({ liveVersion: version.number, liveVersionId: version.id, retiredVersion: null })
        .where(eq(t.scripts.id, script.id))
        .returning({ id: t.scripts.id }),
    );
    const [draft] = yield* rows(
      db
        .update(t.drafts)
        .set({ basedOnVersion: version.number })
        .where(eq(t.drafts.scriptId, script.id))
        .returning(),
    );
    yield* noteDifference(db, t, { id: script.id, liveVersionId: version.id }, draft!.source);
    if (draft!.source === version.source) yield* sealState(db, t, draft!, version.number);
  }
}

function* writeFlow(
  db: Db,
  t: Tables,
  { before, after }: RealmImport["flows"][number],
  { note, userId: authorId }: RealmImport,
): Work<void> {
  const { flows } = t;
  const own = and(eq(flows.realmId, after.realmId), eq(flows.name, after.name), isNull(flows.removedAt));
  const row = yield* first(db.select().from(flows).where(own));
  // A title is changed by itself, and is no other version.
  if (!isSame(seenOf(row), seenOf(before))) throw moved(`the flow ${after.name}`);
  const { title, updatedAt: at } = after;
  const flowId = row?.id ?? after.id;
  const unpublished = { ...after, entry: "", nodes: [], edges: [], liveVersion: null };
  if (row === null) yield* rows(db.insert(flows).values(unpublished).returning({ id: flows.id }));
  else yield* rows(db.update(flows).set({ title }).where(eq(flows.id, flowId)).returning({ id: flows.id }));
  yield* publishGraph(db, t, { id: newId("pub", at), flowId, note, authorId, at }, graphOf(after));
}

const seenOf = (flow: Pick<Flow, "updatedAt" | "title"> | null) => flow && [flow.updatedAt, flow.title];

function* writeTrigger(
  db: Db,
  { triggers }: Tables,
  { before, after }: RealmImport["triggers"][number],
): Work<void> {
  const own = and(eq(triggers.realmId, after.realmId), eq(triggers.name, after.name));
  const row = yield* first(db.select().from(triggers).where(own));
  if (!isSame(row?.updatedAt, before?.updatedAt)) throw moved(`the trigger ${after.name}`);
  const { id, realmId: _, createdAt: __, ...changing } = after;
  if (row === null) yield* rows(db.insert(triggers).values(after).returning({ id: triggers.id }));
  else
    yield* rows(db.update(triggers).set(changing).where(eq(triggers.id, id)).returning({ id: triggers.id }));
}

/** Of JSON whose keys a database may have put in another order. */
export function isSame(a: unknown, b: unknown): boolean {
  return sorted(a ?? null) === sorted(b ?? null);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, member) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
