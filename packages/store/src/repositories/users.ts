import { Fault, type PublicUser, type User, withoutUndefined } from "@scriptyard/model";
import { and, asc, eq, getTableColumns, isNull } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import type { Context } from "./context.ts";
import { hasPassword } from "./has-password.ts";

export interface UsersRepository {
  list(): Promise<PublicUser[]>;
  /** By which means each of them can come in: a password, an unused one-time link and until when it works. */
  access(): Promise<{ userId: User["id"]; hasPassword: boolean; linkUntil: number | null }[]>;
  byId(id: string): Promise<User | null>;
  byEmail(email: string): Promise<User | null>;
  create(user: User): Promise<User>;
  /**
   * @param options.ifPasswordHash only while this is the password: what was looked at may be another by now
   * @throws Fault `conflict` when the password is another one, or when, with `keepAdmin`, it would leave no admin who is
   *   enabled and has a password
   */
  update(
    id: string,
    change: Partial<Pick<User, "name" | "role" | "passwordHash" | "disabled" | "lastSeenAt">>,
    options?: { keepAdmin?: boolean; ifPasswordHash?: string | null },
  ): Promise<User>;
}

/** Addresses are kept and looked up in lower case. */
export function usersRepository({ main }: Context): UsersRepository {
  return {
    list: () =>
      guarded(
        main.read(function* (db, { users }) {
          const { passwordHash: _, ...columns } = getTableColumns(users);
          return yield* rows(db.select(columns).from(users).orderBy(asc(users.email)));
        }),
      ),
    access: () =>
      guarded(
        main.read(function* (db, { users, signInLinks }) {
          const links = yield* rows(
            db
              .select({ userId: signInLinks.userId, until: signInLinks.expiresAt })
              .from(signInLinks)
              .where(isNull(signInLinks.usedAt)),
          );
          const until = new Map<string, number>();
          for (const link of links) until.set(link.userId, Math.max(link.until, until.get(link.userId) ?? 0));
          const found = yield* rows(db.select({ id: users.id, hash: users.passwordHash }).from(users));
          return found.map(({ id, hash }) => ({
            userId: id,
            hasPassword: hash !== null,
            linkUntil: until.get(id) ?? null,
          }));
        }),
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { users }) {
          return yield* first(
            db
              .select()
              .from(users)
              .where(eq(users.id, id as User["id"])),
          );
        }),
      ),
    byEmail: (email) =>
      guarded(
        main.read(function* (db, { users }) {
          return yield* first(db.select().from(users).where(eq(users.email, email.toLowerCase())));
        }),
      ),
    create: (user) =>
      guarded(
        main.tx(
          function* (db, { users }) {
            const [row] = yield* rows(
              db
                .insert(users)
                .values({ ...user, email: user.email.toLowerCase() })
                .returning(),
            );
            return row!;
          },
          { durable: true },
        ),
        { conflict: `There is already a user with the address ${user.email}.` },
      ),
    update: (id, change, { keepAdmin = false, ifPasswordHash } = {}) => {
      // Seeing somebody again is not worth waiting for the disk.
      const durable = Object.keys(withoutUndefined(change)).some((key) => key !== "lastSeenAt");
      return guarded(
        main.tx(
          function* (db, { users }) {
            if (keepAdmin && takesAdmin(change)) yield* requireAnotherAdmin(db, users, id);
            const [row] = yield* rows(
              db
                .update(users)
                .set({ id: id as User["id"], ...withoutUndefined(change) })
                .where(
                  and(
                    eq(users.id, id as User["id"]),
                    ifPasswordHash === undefined ? undefined : hasPassword(users, ifPasswordHash),
                  ),
                )
                .returning(),
            );
            if (!row && ifPasswordHash !== undefined)
              throw new Fault("conflict", "The password was changed or reset meanwhile. Sign in again.");
            if (!row) throw new Fault("not_found", `There is no user ${id}.`);
            return row;
          },
          { durable },
        ),
      );
    },
  };
}

type Change = Parameters<UsersRepository["update"]>[1];

const takesAdmin = ({ role, disabled }: Change): boolean =>
  disabled === true || (role !== undefined && role !== "admin");

/**
 * Somebody has to be able to let others in again: an admin who is enabled and has a password, not one whose invitation
 * may be lost. All admins are locked first, so that two who take each other's role wait in line.
 */
function* requireAnotherAdmin(db: Db, users: Tables["users"], id: string): Work<void> {
  const admins = yield* rows(
    db
      .update(users)
      .set({ role: "admin" })
      .where(eq(users.role, "admin"))
      .returning({ id: users.id, disabled: users.disabled, passwordHash: users.passwordHash }),
  );
  const able = admins.filter((one) => !one.disabled && one.passwordHash !== null);
  if (able.length === 1 && able[0]!.id === id)
    throw new Fault(
      "conflict",
      "This is the last admin who can sign in. Make somebody else admin first, who has set a password.",
    );
}
