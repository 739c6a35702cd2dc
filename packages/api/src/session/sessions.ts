import { type ConsoleSession, Fault, newId, type PublicUser, type User } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { RequestInfo } from "../context.ts";
import { newSecret, secretHash } from "./secret.ts";

export const sessionLifetimes = { idleMs: 12 * 3_600_000, absoluteMs: 7 * 24 * 3_600_000 } as const;
/** `lastUsedAt` is written at most this often. */
const touchEveryMs = 60_000;

export type Sessions = {
  /**
   * A new session with a new secret; the secret is only in this answer.
   *
   * @param user as the caller saw them: whoever was disabled or given another password since does not get in
   * @throws Fault `unauthenticated`
   */
  start(user: User, request: RequestInfo): Promise<{ secret: string; session: ConsoleSession }>;
  /** Whose secret it is; null when unknown, idle or absolute lifetime over, or the user disabled. */
  resolve(secret: string): Promise<{ session: ConsoleSession; user: PublicUser } | null>;
  end(session: { id: string; userId: string }): Promise<void>;
  endAllOf(userId: string, exceptId?: string): Promise<void>;
  /** For streams, which outlive the request's check: the signal aborts when that session ends or expires. */
  watch(session: ConsoleSession): { signal: AbortSignal } & Disposable;
};

export function createSessions({ store, clock }: { store: Store; clock: () => number }): Sessions {
  const streams = new Set<{ id: string; userId: string; controller: AbortController }>();
  const abortWhere = (match: (stream: { id: string; userId: string }) => boolean) => {
    for (const stream of streams) if (match(stream)) stream.controller.abort();
  };

  return {
    async start(user, request) {
      const secret = newSecret();
      const now = clock();
      const session: ConsoleSession = {
        id: newId("ses", now),
        userId: user.id,
        tokenHash: secretHash(secret),
        userAgent: request.userAgent.slice(0, 300),
        ip: request.ip.slice(0, 64),
        createdAt: now,
        lastUsedAt: now,
        expiresAt: now + sessionLifetimes.absoluteMs,
      };
      if (!(await store.sessions.create(session, user.passwordHash)))
        throw new Fault("unauthenticated", "The account was changed while you signed in. Sign in again.");
      return { secret, session };
    },

    async resolve(secret) {
      const row = await store.sessions.byTokenHash(secretHash(secret));
      if (!row || row.user.disabled) return null;
      const { session, user } = row;
      const now = clock();
      if (now >= session.expiresAt || now >= session.lastUsedAt + sessionLifetimes.idleMs) {
        await store.sessions.remove(session.id);
        return null;
      }
      if (now - session.lastUsedAt >= touchEveryMs) await store.sessions.touch(session.id, now);
      return { session, user: toPublicUser(user) };
    },

    async end({ id }) {
      await store.sessions.remove(id);
      abortWhere((stream) => stream.id === id);
    },

    async endAllOf(userId, exceptId) {
      await store.sessions.removeForUser(userId, exceptId);
      abortWhere((stream) => stream.userId === userId && stream.id !== exceptId);
    },

    watch(session) {
      const stream = { id: session.id, userId: session.userId, controller: new AbortController() };
      streams.add(stream);
      const leftMs = Math.max(0, session.expiresAt - clock());
      return {
        signal: AbortSignal.any([stream.controller.signal, AbortSignal.timeout(leftMs)]),
        [Symbol.dispose]: () => void streams.delete(stream),
      };
    },
  };
}

export function toPublicUser(user: User): PublicUser {
  const { passwordHash: _, ...publicUser } = user;
  return publicUser;
}
