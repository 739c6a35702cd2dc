import type { Realm } from "@scriptyard/model";
import { and, eq, inArray, like, type SQL } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, type Engine, rows, type Work } from "../work.ts";
import { portion, removeInTurns, textPortion as texts } from "./in-turns.ts";

/**
 * Removes a realm with everything the main tables have of it, in turns, in the order that keys need; the realm's own row is the
 * last one, so that a removal that was interrupted is found and goes on.
 */
export async function removeRealm(main: Engine, realmId: Realm["id"]): Promise<void> {
  const ofThisRealm = steps.map((step) => (db: Db, t: Tables) => step(db, t, realmId));
  await removeInTurns(main, ofThisRealm);
}

type Step = (db: Db, t: Tables, realmId: Realm["id"]) => Work<number>;

type Keyed =
  | "deadLetters"
  | "securityEvents"
  | "codes"
  | "publishEvents"
  | "partnerKeys"
  | "secrets"
  | "stateEntries";
type OfRealm = Keyed | "apiTokens" | "flows" | "realms";
type OfScript = "lostDrafts" | "draftStates" | "samples" | "versions";

const steps: readonly Step[] = [
  ofRealm("deadLetters"),
  ofRealm("securityEvents"),
  ofRealm("codes"),
  sessionsOfFlows,
  ofRealm("publishEvents"),
  ofRealm("partnerKeys"),
  ofRealm("secrets"),
  ofRealm("stateEntries"),
  usageOfState,
  ofRealm("apiTokens"),
  signaturesOfTriggers,
  // With their states.
  triggersOfRealm,
  ofScripts("samples"),
  ofScripts("lostDrafts"),
  ofScripts("draftStates"),
  ofScripts("versions"),
  // With their drafts.
  scriptsOfRealm,
  ofRealm("flows"),
  marksOf,
  ofRealm("realms"),
];

function ofRealm(name: OfRealm): Step {
  return function* (db, t, realmId) {
    const table = t[name] as Tables["flows"];
    const own = (name === "realms" ? eq(t.realms.id, realmId) : eq(table.realmId, realmId)) as SQL;
    const some = db.select({ id: table.id }).from(table).where(own).limit(portion);
    return (yield* rows(db.delete(table).where(inArray(table.id, some)).returning({ id: table.id }))).length;
  };
}

function ofScripts(name: OfScript): Step {
  return function* (db, t, realmId) {
    const table = t[name] as Tables["samples"];
    const own = db.select({ id: t.scripts.id }).from(t.scripts).where(eq(t.scripts.realmId, realmId));
    const some = db.select({ id: table.id }).from(table).where(inArray(table.scriptId, own)).limit(texts);
    return (yield* rows(db.delete(table).where(inArray(table.id, some)).returning({ id: table.id }))).length;
  };
}

/** Of how much state it had: after the entries. */
function* usageOfState(db: Db, { stateUsage: t }: Tables, realmId: Realm["id"]): Work<number> {
  return (yield* rows(db.delete(t).where(eq(t.realmId, realmId)).returning({ id: t.realmId }))).length;
}

/** By their flows, of which an index knows them. */
function* sessionsOfFlows(db: Db, { flowSessions: t, flows }: Tables, realmId: Realm["id"]): Work<number> {
  const own = db.select({ id: flows.id }).from(flows).where(eq(flows.realmId, realmId));
  const some = db.select({ id: t.id }).from(t).where(inArray(t.flowId, own)).limit(portion);
  return (yield* rows(db.delete(t).where(inArray(t.id, some)).returning({ id: t.id }))).length;
}

/** Before their triggers, with which they would go in one transaction. */
function* signaturesOfTriggers(
  db: Db,
  { hookSignatures: t, triggers }: Tables,
  realmId: Realm["id"],
): Work<number> {
  const own = db.select({ id: triggers.id }).from(triggers).where(eq(triggers.realmId, realmId));
  const some = db.select({ key: t.signature }).from(t).where(inArray(t.triggerId, own)).limit(portion);
  return (yield* rows(db.delete(t).where(inArray(t.signature, some)).returning({ key: t.signature }))).length;
}

function* triggersOfRealm(db: Db, { triggers: t }: Tables, realmId: Realm["id"]): Work<number> {
  const some = db.select({ id: t.id }).from(t).where(eq(t.realmId, realmId)).limit(portion);
  return (yield* rows(db.delete(t).where(inArray(t.id, some)).returning({ id: t.id }))).length;
}

function* scriptsOfRealm(db: Db, { scripts: t }: Tables, realmId: Realm["id"]): Work<number> {
  const some = db.select({ id: t.id }).from(t).where(eq(t.realmId, realmId)).limit(texts);
  return (yield* rows(db.delete(t).where(inArray(t.id, some)).returning({ id: t.id }))).length;
}

/** What the product noted of it under its id. */
function* marksOf(db: Db, { meta }: Tables, realmId: Realm["id"]): Work<number> {
  const own = and(like(meta.key, `seed.%.${realmId}`));
  return (yield* rows(db.delete(meta).where(own).returning({ key: meta.key }))).length;
}
