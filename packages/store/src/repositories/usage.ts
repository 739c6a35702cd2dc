import type { Realm, Script } from "@scriptyard/model";
import { type Column, eq, type SQL, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { rows } from "../work.ts";
import type { Context } from "./context.ts";

/** How much of a realm is kept, for quotas: each is asked alone, by what adds to it. Bytes are of what people typed, as stored. */
export interface UsageRepository {
  scripts(realmId: string): Promise<number>;
  draftBytes(realmId: string): Promise<number>;
  /** Texts of all versions, what they were compiled to included. */
  versionBytes(realmId: string): Promise<number>;
  triggers(realmId: string): Promise<number>;
  samples(realmId: string): Promise<{ count: number; bytes: number }>;
  /** Of one script. */
  samplesOf(scriptId: string): Promise<{ count: number; bytes: number }>;
}

/** Bytes of a text column over all rows. `octet_length` reads a row's header; `length` would read its text. */
const bytes = (column: Column): SQL<number> =>
  sql<number>`coalesce(sum(octet_length(${column})), 0)`.mapWith(Number);
const sampleBytes = ({ args, calls }: { args: Column; calls: Column }): SQL<number> =>
  sql<number>`coalesce(sum(octet_length(${args}) + octet_length(${calls})), 0)`.mapWith(Number);
const count = sql<number>`count(*)`.mapWith(Number);

export function usageRepository({ main }: Context): UsageRepository {
  return {
    scripts: (realmId) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const ofRealm = eq(scripts.realmId, realmId as Realm["id"]);
          const [found] = yield* rows(db.select({ count }).from(scripts).where(ofRealm));
          return found!.count;
        }),
      ),
    draftBytes: (realmId) =>
      guarded(
        main.read(function* (db, { scripts, drafts }) {
          const [found] = yield* rows(
            db
              .select({ bytes: bytes(drafts.source) })
              .from(drafts)
              .innerJoin(scripts, eq(scripts.id, drafts.scriptId))
              .where(eq(scripts.realmId, realmId as Realm["id"])),
          );
          return found!.bytes;
        }),
      ),
    versionBytes: (realmId) =>
      guarded(
        main.read(function* (db, { scripts, versions }) {
          const { source, compiled, map } = versions;
          const [found] = yield* rows(
            db
              .select({ source: bytes(source), compiled: bytes(compiled), map: bytes(map) })
              .from(versions)
              .innerJoin(scripts, eq(scripts.id, versions.scriptId))
              .where(eq(scripts.realmId, realmId as Realm["id"])),
          );
          return found!.source + found!.compiled + found!.map;
        }),
      ),
    triggers: (realmId) =>
      guarded(
        main.read(function* (db, { triggers }) {
          const ofRealm = eq(triggers.realmId, realmId as Realm["id"]);
          const [found] = yield* rows(db.select({ count }).from(triggers).where(ofRealm));
          return found!.count;
        }),
      ),
    samples: (realmId) =>
      guarded(
        main.read(function* (db, { scripts, samples }) {
          const [found] = yield* rows(
            db
              .select({ count, bytes: sampleBytes(samples) })
              .from(samples)
              .innerJoin(scripts, eq(scripts.id, samples.scriptId))
              .where(eq(scripts.realmId, realmId as Realm["id"])),
          );
          return found!;
        }),
      ),
    samplesOf: (scriptId) =>
      guarded(
        main.read(function* (db, { samples }) {
          const [found] = yield* rows(
            db
              .select({ count, bytes: sampleBytes(samples) })
              .from(samples)
              .where(eq(samples.scriptId, scriptId as Script["id"])),
          );
          return found!;
        }),
      ),
  };
}
