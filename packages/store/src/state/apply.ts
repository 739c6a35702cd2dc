import {
  applyStateAct,
  type HeldState,
  newId,
  type StateAct,
  type StateAnswer,
  type StateEntry,
  type StatePlace,
  type StateUsage,
} from "@scriptyard/model";
import type { Tables } from "../schema/index.ts";
import type { Db, Work } from "../work.ts";
import { lockUsage, readPlace, removePlace, saveEntry, saveUsage } from "./rows.ts";
import { sweep } from "./sweep.ts";

export type StateWrite = {
  realmId: StateEntry["realmId"];
  nowMs: number;
  /** The most that the realm may have. */
  room: StateUsage;
};

/**
 * Acts on a realm's entries, one after the other, each seeing what those before it did. Rows are read and written once,
 * however often they are acted on. An act that is refused leaves everything as it was, and the others are done.
 */
export function* applyActs(
  db: Db,
  t: Tables,
  write: StateWrite,
  acts: readonly StateAct[],
): Work<StateAnswer[]> {
  const { realmId, nowMs, room } = write;
  // Written before anything is read: whoever comes second waits here.
  const before = yield* lockUsage(db, t, realmId);
  const usage = { ...before };
  const held = new Map<string, StateEntry | null>();
  const changed = new Map<string, StatePlace>();
  const answers: StateAnswer[] = [];
  let swept = false;
  for (const act of acts) {
    const name = placeName(act);
    let entry = held.get(name);
    if (entry === undefined) {
      entry = yield* readPlace(db, t, realmId, act);
      if (entry !== null && isOver(entry, nowMs)) {
        yield* removePlace(db, t, realmId, act);
        take(usage, entry);
        entry = null;
      }
      held.set(name, entry);
    }
    const { answer, next } = applyStateAct(entry, act, nowMs);
    if (next === undefined) {
      answers.push(answer);
      continue;
    }
    const row = next === null ? null : rowOf(write, act, entry, next);
    const grown = {
      keys: sizeOf(row).keys - sizeOf(entry).keys,
      bytes: sizeOf(row).bytes - sizeOf(entry).bytes,
    };
    if (!swept && overflow(usage, grown, room) !== null) {
      swept = true;
      // What was read above is not among them: it has not expired.
      const gone = yield* sweep(db, t, nowMs, realmId);
      usage.keys -= gone.keys;
      usage.bytes -= gone.bytes;
    }
    const full = overflow(usage, grown, room);
    if (full !== null) {
      answers.push({ ok: false, message: full });
      continue;
    }
    usage.keys += grown.keys;
    usage.bytes += grown.bytes;
    held.set(name, row);
    changed.set(name, act);
    answers.push(answer);
  }
  for (const [name, place] of changed) {
    const row = held.get(name) ?? null;
    if (row === null) yield* removePlace(db, t, realmId, place);
    else yield* saveEntry(db, t, row);
  }
  if (usage.keys !== before.keys || usage.bytes !== before.bytes) yield* saveUsage(db, t, realmId, usage);
  return answers;
}

/** Answers acts that only read, without a transaction. */
export function* readActs(
  db: Db,
  t: Tables,
  { realmId, nowMs }: Pick<StateWrite, "realmId" | "nowMs">,
  acts: readonly StateAct[],
): Work<StateAnswer[]> {
  const answers: StateAnswer[] = [];
  for (const act of acts) {
    const row = yield* readPlace(db, t, realmId, act);
    answers.push(applyStateAct(row !== null && isOver(row, nowMs) ? null : row, act, nowMs).answer);
  }
  return answers;
}

export const isOver = ({ expiresAt }: HeldState, nowMs: number): boolean =>
  expiresAt !== null && expiresAt <= nowMs;

/** An entry with another value; a new one where there was none. */
export function rowOf(
  { realmId, nowMs }: Pick<StateWrite, "realmId" | "nowMs">,
  { kind, scope, owner, key }: StatePlace,
  old: StateEntry | null,
  { value, expiresAt }: HeldState,
): StateEntry {
  const bytes = Buffer.byteLength(owner) + Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value));
  const [id, createdAt] = old === null ? [newId("sta", nowMs), nowMs] : [old.id, old.createdAt];
  // Two changes within one millisecond must still differ, for whoever edits what they saw.
  const updatedAt = old === null ? nowMs : Math.max(nowMs, old.updatedAt + 1);
  return { id, realmId, kind, scope, owner, key, value, bytes, expiresAt, createdAt, updatedAt };
}

/** Why something does not fit, or null. What makes nothing larger always fits. */
export function overflow(usage: StateUsage, grown: StateUsage, room: StateUsage): string | null {
  if (grown.keys > 0 && usage.keys + grown.keys > room.keys)
    return `the realm has ${usage.keys} keys of state; ${room.keys} are the most: give keys a ttlSeconds, or delete some`;
  if (grown.bytes > 0 && usage.bytes + grown.bytes > room.bytes)
    return `the realm's state takes ${usage.bytes} bytes; ${room.bytes} are the most: give keys a ttlSeconds, or delete some`;
  return null;
}

function take(usage: StateUsage, { bytes }: StateEntry): void {
  usage.keys -= 1;
  usage.bytes -= bytes;
}

const sizeOf = (row: StateEntry | null): StateUsage =>
  row === null ? { keys: 0, bytes: 0 } : { keys: 1, bytes: row.bytes };

const placeName = ({ kind, scope, owner, key }: StatePlace) => JSON.stringify([kind, scope, owner, key]);
