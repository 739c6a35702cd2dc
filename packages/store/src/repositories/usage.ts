import type { Realm, Script } from "@scriptyard/model";
import { type Column, eq, type SQL, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Store } from "../types.ts";
import { rows } from "../work.ts";
import type { Context } from "./context.ts";

/** Bytes of a text column over all rows. `octet_length` reads a row's header; `length` would read its text. */
const bytes = (column: Column): SQL<number> =>
  sql<number>`coalesce(sum(octet_length(${column})), 0)`.mapWith(Number);
const count = sql<number>`count(*)`.mapWith(Number);

export function usageRepository({ main }: Context): Store["usage"] {
  return {
    ofRealm: (realmId) =>
      guarded(
        main.read(function* (db, { scripts, drafts, samples, triggers }) {
          const id = realmId as Realm["id"];
          const [script] = yield* rows(db.select({ count }).from(scripts).where(eq(scripts.realmId, id)));
          const [draft] = yield* rows(
            db
              .select({ bytes: bytes(drafts.source) })
              .from(drafts)
              .innerJoin(scripts, eq(scripts.id, drafts.scriptId))
              .where(eq(scripts.realmId, id)),
          );
          const [sample] = yield* rows(
            db
              .select({ count, bytes: bytes(samples.args) })
              .from(samples)
              .innerJoin(scripts, eq(scripts.id, samples.scriptId))
              .where(eq(scripts.realmId, id)),
          );
          const [trigger] = yield* rows(db.select({ count }).from(triggers).where(eq(triggers.realmId, id)));
          return {
            scripts: script!.count,
            draftBytes: draft!.bytes,
            samples: sample!.count,
            sampleBytes: sample!.bytes,
            triggers: trigger!.count,
          };
        }),
      ),
    samplesOf: (scriptId) =>
      guarded(
        main.read(function* (db, { samples }) {
          const [found] = yield* rows(
            db
              .select({ count, bytes: bytes(samples.args) })
              .from(samples)
              .where(eq(samples.scriptId, scriptId as Script["id"])),
          );
          return found!;
        }),
      ),
  };
}
