import { type ApiToken, Fault } from "@scriptyard/model";
import { and, desc, eq, getTableColumns, isNull } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { first, prepared, rows, value } from "../work.ts";
import type { Context } from "./context.ts";

export interface TokensRepository {
  list(): Promise<Omit<ApiToken, "tokenHash">[]>;
  create(token: ApiToken): Promise<void>;
  byHash(hash: string): Promise<ApiToken | null>;
  touch(id: string, atMs: number): Promise<void>;
  revoke(id: string, atMs: number): Promise<void>;
  /** Every token of somebody that still works; answers how many. */
  revokeOf(userId: string, atMs: number): Promise<number>;
}

/** Revoked and expired tokens are answered too: the caller says why it refuses them. */
export function tokensRepository({ main }: Context): TokensRepository {
  return {
    list: () =>
      guarded(
        main.read(function* (db, { apiTokens }) {
          const { tokenHash: _, ...columns } = getTableColumns(apiTokens);
          return yield* rows(
            db.select(columns).from(apiTokens).orderBy(desc(apiTokens.createdAt), desc(apiTokens.id)),
          );
        }),
      ),
    create: (token) =>
      guarded(
        main.tx(
          function* (db, { apiTokens }) {
            yield* rows(db.insert(apiTokens).values(token).returning({ id: apiTokens.id }));
          },
          { durable: true },
        ),
        { missing: `The user ${token.createdBy} or the realm ${token.realmId} is not there.` },
      ),
    byHash: (hash) =>
      guarded(
        main.read(function* (db, { apiTokens }) {
          const [token] = yield* prepared("tokens.byHash", { hash }, () =>
            db
              .select()
              .from(apiTokens)
              .where(eq(apiTokens.tokenHash, value(apiTokens.tokenHash, "hash"))),
          );
          return token ?? null;
        }),
      ),
    touch: (id, atMs) =>
      guarded(
        main.tx(function* (db, { apiTokens }) {
          yield* rows(
            db
              .update(apiTokens)
              .set({ lastUsedAt: atMs })
              .where(eq(apiTokens.id, id as ApiToken["id"]))
              .returning({ id: apiTokens.id }),
          );
        }),
      ),
    revoke: (id, atMs) =>
      guarded(
        main.tx(
          function* (db, { apiTokens }) {
            const own = eq(apiTokens.id, id as ApiToken["id"]);
            // The first revocation is the one that counts.
            const now = yield* rows(
              db
                .update(apiTokens)
                .set({ revokedAt: atMs })
                .where(and(own, isNull(apiTokens.revokedAt)))
                .returning({ id: apiTokens.id }),
            );
            if (now.length > 0) return;
            const known = yield* first(db.select({ id: apiTokens.id }).from(apiTokens).where(own));
            if (!known) throw new Fault("not_found", `There is no API token ${id}.`);
          },
          { durable: true },
        ),
      ),
    revokeOf: (userId, atMs) =>
      guarded(
        main.tx(
          function* (db, { apiTokens }) {
            const theirs = eq(apiTokens.createdBy, userId as ApiToken["createdBy"]);
            const revoked = yield* rows(
              db
                .update(apiTokens)
                .set({ revokedAt: atMs })
                .where(and(theirs, isNull(apiTokens.revokedAt)))
                .returning({ id: apiTokens.id }),
            );
            return revoked.length;
          },
          { durable: true },
        ),
      ),
  };
}
