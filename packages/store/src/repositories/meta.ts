import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { first, rows } from "../work.ts";
import type { Context } from "./context.ts";

/** Small key–value facts about the installation (seeded hosts, schema notes). */
export interface MetaRepository {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
}

export function metaRepository({ main }: Context): MetaRepository {
  return {
    get: (key) =>
      guarded(
        main.read(function* (db, { meta }) {
          return (yield* first(db.select().from(meta).where(eq(meta.key, key))))?.value ?? null;
        }),
      ),
    set: (key, value) =>
      guarded(
        main.tx(function* (db, { meta }) {
          yield* rows(
            db
              .insert(meta)
              .values({ key, value })
              .onConflictDoUpdate({ target: meta.key, set: { value } })
              .returning({ key: meta.key }),
          );
        }),
      ),
  };
}
