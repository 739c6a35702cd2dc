import { type DeadLetter, Fault } from "@scriptyard/model";
import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { objectColumn } from "./columns.ts";
import type { Context } from "./context.ts";

export interface DeadLettersRepository {
  /** Newest first. */
  list(
    filter: { realmId: string; triggerId?: string },
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<DeadLetter>>;
  byId(id: string): Promise<DeadLetter | null>;
  /** Keeps the newest 10 000 of a realm; idempotent by id. */
  insertMany(letters: readonly DeadLetter[]): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Most letters kept for a realm; the oldest go. A flood of poison must not fill the disk. */
const mostPerRealm = 10_000;

export function deadLettersRepository({ main, reader }: Context): DeadLettersRepository {
  return {
    list: (filter, page) => reader.ask(filter.realmId, "listDeadLetters", filter, page),
    byId: (id) =>
      guarded(
        main.read(function* (db, { deadLetters: t }) {
          const [row] = yield* rows(
            db
              .select()
              .from(t)
              .where(eq(t.id, id as DeadLetter["id"])),
          );
          return row ? toLetter(row) : null;
        }),
      ),
    insertMany: (letters) =>
      guarded(
        main.tx(function* (db, { deadLetters: t }) {
          for (const letter of letters)
            yield* rows(db.insert(t).values(letter).onConflictDoNothing().returning({ id: t.id }));
          for (const realmId of new Set(letters.map((letter) => letter.realmId))) {
            const surplus = db
              .select({ id: t.id })
              .from(t)
              .where(eq(t.realmId, realmId))
              .orderBy(desc(t.id))
              .limit(1_000_000)
              .offset(mostPerRealm);
            yield* rows(db.delete(t).where(inArray(t.id, surplus)).returning({ id: t.id }));
          }
        }),
        { missing: "The realm of a dead letter is not there." },
      ),
    remove: (id) =>
      guarded(
        main.tx(function* (db, { deadLetters: t }) {
          const gone = yield* rows(
            db
              .delete(t)
              .where(eq(t.id, id as DeadLetter["id"]))
              .returning({ id: t.id }),
          );
          if (gone.length === 0) throw new Fault("not_found", `There is no dead letter ${id}.`);
        }),
      ),
  };
}

/** Newest first: ids sort in the order they were made, so an id is a cursor. */
export function* listDeadLetters(
  db: Db,
  { deadLetters: t }: Tables,
  { realmId, triggerId }: { realmId: string; triggerId?: string },
  { cursor, limit }: { cursor?: string | null; limit: number },
): Work<Page<DeadLetter>> {
  const found = yield* rows(
    db
      .select()
      .from(t)
      .where(
        and(
          eq(t.realmId, realmId as DeadLetter["realmId"]),
          triggerId === undefined
            ? undefined
            : eq(t.triggerId, triggerId as NonNullable<DeadLetter["triggerId"]>),
          cursor ? lt(t.id, cursor as DeadLetter["id"]) : undefined,
        ),
      )
      .orderBy(desc(t.id))
      .limit(limit + 1),
  );
  const items = found.slice(0, limit).map(toLetter);
  return { items, next: found.length > limit ? items.at(-1)!.id : null };
}

function toLetter(row: Tables["deadLetters"]["$inferSelect"]): DeadLetter {
  return { ...row, message: objectColumn(row.message, `dead_letters.${row.id} message`) };
}
