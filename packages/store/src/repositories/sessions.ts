import type { ConsoleSession, SignInLink, User } from "@scriptyard/model";
import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { first, prepared, rows, value } from "../work.ts";
import type { Context } from "./context.ts";
import { hasPassword } from "./has-password.ts";

export interface SessionsRepository {
  /**
   * Begins a session, and notes that its user was seen.
   *
   * @param ifPasswordHash of the user whom the caller looked at: false, and there is no session, when it is another by now
   *   or the account is disabled
   */
  create(session: ConsoleSession, ifPasswordHash?: string | null): Promise<boolean>;
  byTokenHash(hash: string): Promise<{ session: ConsoleSession; user: User } | null>;
  touch(id: string, atMs: number): Promise<void>;
  list(userId: string): Promise<ConsoleSession[]>;
  remove(id: string): Promise<void>;
  removeForUser(userId: string, exceptId?: string): Promise<void>;
  createLink(link: SignInLink): Promise<void>;
  /** Takes every one-time link of a user away. */
  removeLinks(userId: string): Promise<void>;
  /** Whose link it is, without using it; null when unknown, used or expired. */
  linkUser(tokenHash: string, nowMs: number): Promise<User | null>;
  /** Takes the link, with every other one of its user, and answers the user; null when unknown, used or expired. */
  consumeLink(tokenHash: string, nowMs: number): Promise<User | null>;
}

const durable = { durable: true };

/** Expired sessions are answered too: the caller knows its clock and its idle rule. */
export function sessionsRepository({ main }: Context): SessionsRepository {
  return {
    create: (session, ifPasswordHash) =>
      guarded(
        main.tx(function* (db, { consoleSessions, users }) {
          if (ifPasswordHash !== undefined) {
            // Written first, so that whoever resets the account meanwhile comes before this or after it.
            const [seen] = yield* rows(
              db
                .update(users)
                .set({ lastSeenAt: session.createdAt })
                .where(
                  and(
                    eq(users.id, session.userId),
                    eq(users.disabled, false),
                    hasPassword(users, ifPasswordHash),
                  ),
                )
                .returning({ id: users.id }),
            );
            if (!seen) return false;
          }
          yield* rows(db.insert(consoleSessions).values(session).returning({ id: consoleSessions.id }));
          return true;
        }, durable),
        { missing: `There is no user ${session.userId}.` },
      ),
    byTokenHash: (hash) =>
      guarded(
        main.read(function* (db, { consoleSessions, users }) {
          const [found] = yield* prepared("sessions.byTokenHash", { hash }, () =>
            db
              .select({ session: consoleSessions, user: users })
              .from(consoleSessions)
              .innerJoin(users, eq(users.id, consoleSessions.userId))
              .where(eq(consoleSessions.tokenHash, value(consoleSessions.tokenHash, "hash"))),
          );
          return found ?? null;
        }),
      ),
    touch: (id, atMs) =>
      guarded(
        main.tx(function* (db, { consoleSessions }) {
          yield* rows(
            db
              .update(consoleSessions)
              .set({ lastUsedAt: atMs })
              .where(eq(consoleSessions.id, id as ConsoleSession["id"]))
              .returning({ id: consoleSessions.id }),
          );
        }),
      ),
    list: (userId) =>
      guarded(
        main.read(function* (db, { consoleSessions }) {
          return yield* rows(
            db
              .select()
              .from(consoleSessions)
              .where(eq(consoleSessions.userId, userId as User["id"]))
              .orderBy(desc(consoleSessions.lastUsedAt), desc(consoleSessions.id)),
          );
        }),
      ),
    remove: (id) =>
      guarded(
        main.tx(function* (db, { consoleSessions }) {
          yield* rows(
            db
              .delete(consoleSessions)
              .where(eq(consoleSessions.id, id as ConsoleSession["id"]))
              .returning({ id: consoleSessions.id }),
          );
        }, durable),
      ),
    removeForUser: (userId, exceptId) =>
      guarded(
        main.tx(function* (db, { consoleSessions }) {
          yield* rows(
            db
              .delete(consoleSessions)
              .where(
                and(
                  eq(consoleSessions.userId, userId as User["id"]),
                  exceptId === undefined
                    ? undefined
                    : ne(consoleSessions.id, exceptId as ConsoleSession["id"]),
                ),
              )
              .returning({ id: consoleSessions.id }),
          );
        }, durable),
      ),
    createLink: (link) =>
      guarded(
        main.tx(function* (db, { signInLinks }) {
          yield* rows(db.insert(signInLinks).values(link).returning({ userId: signInLinks.userId }));
        }, durable),
        { missing: `There is no user ${link.userId}.` },
      ),
    removeLinks: (userId) =>
      guarded(
        main.tx(function* (db, { signInLinks }) {
          yield* rows(
            db
              .delete(signInLinks)
              .where(eq(signInLinks.userId, userId as User["id"]))
              .returning({ userId: signInLinks.userId }),
          );
        }, durable),
      ),
    linkUser: (tokenHash, nowMs) =>
      guarded(
        main.read(function* (db, { signInLinks, users }) {
          const [found] = yield* rows(
            db
              .select({ user: users })
              .from(signInLinks)
              .innerJoin(users, eq(users.id, signInLinks.userId))
              .where(
                and(
                  eq(signInLinks.tokenHash, tokenHash),
                  isNull(signInLinks.usedAt),
                  gt(signInLinks.expiresAt, nowMs),
                ),
              ),
          );
          return found?.user ?? null;
        }),
      ),
    consumeLink: (tokenHash, nowMs) =>
      guarded(
        main.tx(function* (db, { signInLinks, users }) {
          // One statement decides: of two requests with the same link only one finds it unused.
          const [used] = yield* rows(
            db
              .update(signInLinks)
              .set({ usedAt: nowMs })
              .where(
                and(
                  eq(signInLinks.tokenHash, tokenHash),
                  isNull(signInLinks.usedAt),
                  gt(signInLinks.expiresAt, nowMs),
                ),
              )
              .returning({ userId: signInLinks.userId }),
          );
          if (!used) return null;
          // What was sent before, and perhaps lost, opens nothing any more.
          yield* rows(
            db
              .delete(signInLinks)
              .where(and(eq(signInLinks.userId, used.userId), ne(signInLinks.tokenHash, tokenHash)))
              .returning({ userId: signInLinks.userId }),
          );
          return yield* first(db.select().from(users).where(eq(users.id, used.userId)));
        }, durable),
      ),
  };
}
