import type { OneTimeCode } from "@scriptyard/model";
import { and, desc, eq, gt, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { first, rows } from "../work.ts";
import type { Context } from "./context.ts";

/** Of one network: codes that were made and not withheld, wrong tries, and whether a code was right. */
export type NetworkOfSubject = { network: string | null; made: number; wrong: number; known: boolean };

export interface CodesRepository {
  /** Ends the code of the same purpose that is still open. */
  issue(code: OneTimeCode): Promise<void>;
  /** Newest first; of every purpose where none is named. */
  ofBinding(filter: { realmId: string; binding: string; purpose?: string }): Promise<OneTimeCode[]>;
  byId(id: string): Promise<OneTimeCode | null>;
  /** False when the code has ended or has no tries left. */
  countTry(id: string): Promise<boolean>;
  /** False when somebody was faster. */
  end(id: string, atMs: number, used: boolean): Promise<boolean>;
  /** The sealed code, which is then gone from here; null when it is gone already. */
  collect(id: string): Promise<string | null>;
  /** What happened to somebody's codes, by the networks their sessions were begun from. */
  ofSubject(filter: {
    realmId: string;
    subject: string;
    /** What is counted. */
    sinceMs: number;
    /** Which networks are known. */
    knownSinceMs: number;
  }): Promise<NetworkOfSubject[]>;
  /** Takes a code back before anybody was told of it: it has no text and no tries. */
  withhold(id: string): Promise<void>;
  /** Deletes codes that expired before `beforeMs`; answers how many. */
  prune(beforeMs: number): Promise<number>;
}

/**
 * One-time codes. A try is counted before anybody compares, in one statement, so that no number of requests at once gets
 * more tries than one after the other.
 */
export function codesRepository({ main }: Context): CodesRepository {
  return {
    issue: (code) =>
      guarded(
        main.tx(function* (db, { codes }) {
          // One code of a purpose at a time: the newest is the one that was sent.
          yield* rows(
            db
              .update(codes)
              .set({ endedAt: code.createdAt, sealed: null })
              .where(
                and(
                  eq(codes.binding, code.binding),
                  eq(codes.purpose, code.purpose),
                  eq(codes.realmId, code.realmId),
                  isNull(codes.endedAt),
                ),
              )
              .returning({ id: codes.id }),
          );
          yield* rows(db.insert(codes).values(code).returning({ id: codes.id }));
        }),
      ),
    ofBinding: ({ realmId, binding, purpose }) =>
      guarded(
        main.read(function* (db, { codes }) {
          return yield* rows(
            db
              .select()
              .from(codes)
              .where(
                and(
                  eq(codes.realmId, realmId as OneTimeCode["realmId"]),
                  eq(codes.binding, binding),
                  purpose === undefined ? undefined : eq(codes.purpose, purpose),
                ),
              )
              .orderBy(desc(codes.createdAt), desc(codes.id)),
          );
        }),
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { codes }) {
          return yield* first(
            db
              .select()
              .from(codes)
              .where(eq(codes.id, id as OneTimeCode["id"])),
          );
        }),
      ),
    countTry: (id) =>
      guarded(
        main.tx(
          function* (db, { codes }) {
            const own = eq(codes.id, id as OneTimeCode["id"]);
            const counted = yield* rows(
              db
                .update(codes)
                .set({ tries: sql`${codes.tries} + 1` })
                .where(and(own, isNull(codes.endedAt), lt(codes.tries, codes.mostTries)))
                .returning({ id: codes.id }),
            );
            return counted.length === 1;
          },
          // A try that a power cut takes back would be one more.
          { durable: true },
        ),
      ),
    end: (id, atMs, used) =>
      guarded(
        main.tx(
          function* (db, { codes }) {
            const own = eq(codes.id, id as OneTimeCode["id"]);
            const ended = yield* rows(
              db
                .update(codes)
                .set({ endedAt: atMs, used, sealed: null })
                .where(and(own, isNull(codes.endedAt)))
                .returning({ id: codes.id }),
            );
            return ended.length === 1;
          },
          { durable: true },
        ),
      ),
    collect: (id) =>
      guarded(
        main.tx(function* (db, { codes }) {
          const own = eq(codes.id, id as OneTimeCode["id"]);
          const row = yield* first(db.select({ sealed: codes.sealed }).from(codes).where(own));
          if (row === null || row.sealed === null) return null;
          const taken = yield* rows(
            db
              .update(codes)
              .set({ sealed: null })
              .where(and(own, eq(codes.sealed, row.sealed)))
              .returning({ id: codes.id }),
          );
          return taken.length === 1 ? row.sealed : null;
        }),
      ),
    ofSubject: ({ realmId, subject, sinceMs, knownSinceMs }) =>
      guarded(
        main.read(function* (db, { codes }) {
          const used = sql`case when ${codes.used} then 1 else 0 end`;
          // Summed there: whoever starts sessions without end makes rows without end.
          const sum = (what: SQL, when: SQL | undefined) =>
            sql<number>`coalesce(sum(case when ${when} then ${what} else 0 end), 0)`.mapWith(Number);
          const recent = gt(codes.createdAt, sinceMs);
          const found = yield* rows(
            db
              .select({
                network: codes.network,
                made: sum(sql`1`, and(recent, gt(codes.mostTries, 0))),
                wrong: sum(sql`${codes.tries} - ${used}`, recent),
                known: sql<number>`max(${used})`.mapWith(Number),
              })
              .from(codes)
              .where(
                and(
                  eq(codes.realmId, realmId as OneTimeCode["realmId"]),
                  eq(codes.subject, subject),
                  gt(codes.createdAt, Math.min(sinceMs, knownSinceMs)),
                ),
              )
              .groupBy(codes.network),
          );
          return found.map((row) => ({ ...row, known: row.known === 1 }));
        }),
      ),
    withhold: (id) =>
      guarded(
        main.tx(function* (db, { codes }) {
          yield* rows(
            db
              .update(codes)
              .set({ sealed: null, mostTries: 0 })
              .where(eq(codes.id, id as OneTimeCode["id"]))
              .returning({ id: codes.id }),
          );
        }),
      ),
    prune: async (beforeMs) => {
      // In portions: a long delete would hold up the request path.
      for (let total = 0; ; ) {
        const removed = await guarded(
          main.tx(function* (db, { codes }) {
            const old = db
              .select({ id: codes.id })
              .from(codes)
              .where(lt(codes.expiresAt, beforeMs))
              .limit(500);
            return yield* rows(db.delete(codes).where(inArray(codes.id, old)).returning({ id: codes.id }));
          }),
        );
        total += removed.length;
        if (removed.length < 500) return total;
      }
    },
  };
}
