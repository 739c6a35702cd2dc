import { Fault, type PublishEvent, type Script, type Version } from "@scriptyard/model";
import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import { first, prepared, rows, value } from "../work.ts";
import type { Context } from "./context.ts";
import { listEvents } from "./publish-events.ts";
import {
  type PublishInput,
  publish,
  type RetireInput,
  type RollbackInput,
  retire,
  rollback,
} from "./publishing.ts";
import type { BoundVersion } from "./script-mentions.ts";
import { type VersionKey, type VersionOrigin, versionOrigins } from "./version-origins.ts";
import { checkedParts, toVersion } from "./version-row.ts";

export type LiveDeclarations = Pick<Version, "scriptId" | "number" | "declarationsHash"> &
  Pick<Script, "module" | "name"> & { versionId: Version["id"] };

export interface VersionsRepository {
  /** Newest first, without the texts. */
  list(
    scriptId: string,
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<Omit<Version, "source" | "compiled" | "map">>>;
  byNumber(scriptId: string, number: number): Promise<Version | null>;
  byId(id: string): Promise<Version | null>;
  /** Texts of the newest versions of a script, newest first, `limit` at most. */
  sources(scriptId: string, limit: number): Promise<string[]>;
  /** Of the live version of each script of a realm: the declarations that it was checked against. By name, without texts. */
  liveDeclarations(realmId: string): Promise<LiveDeclarations[]>;
  /** Of every version there is. */
  ids(): Promise<Version["id"][]>;
  /** Replaces the hash of a version; nothing else of one ever changes. */
  rehash(id: string, sha256: string): Promise<void>;
  /** Version + publish event + live pointer in one transaction with `synchronous=FULL`. A known idempotency key answers the first result. */
  publish(input: PublishInput): Promise<{ version: Version; event: PublishEvent }>;
  /** Makes an earlier version live again as a new publish event. */
  rollback(event: RollbackInput): Promise<PublishEvent>;
  /** Takes the live version away. `conflict` when another one than `live` is, or none. */
  retire(event: RetireInput): Promise<PublishEvent>;
  /** Versions of other scripts, live or not, that run with a version of a library; `limit` named, `more` counts the others. */
  boundTo(
    realmId: string,
    libraryId: Script["id"],
    limit: number,
  ): Promise<{ items: BoundVersion[]; more: number }>;
  /** Who made which versions, why, and what was live before; of those that are there. */
  origins(wanted: readonly VersionKey[]): Promise<VersionOrigin[]>;
  events(filter: {
    realmId: string;
    scriptId?: string;
    limit?: number;
  }): Promise<(PublishEvent & { module: string; name: string; authorName: string | null })[]>;
}

export function versionsRepository({ main, reader }: Context): VersionsRepository {
  return {
    list: (scriptId, { cursor, limit }) =>
      guarded(
        main.read(function* (db, { versions }) {
          const { source: _, compiled: __, map: ___, ...columns } = getTableColumns(versions);
          const found = yield* rows(
            db
              .select(columns)
              .from(versions)
              .where(
                and(
                  eq(versions.scriptId, scriptId as Script["id"]),
                  cursor ? lt(versions.number, numberIn(cursor)) : undefined,
                ),
              )
              .orderBy(desc(versions.number))
              .limit(limit + 1),
          );
          const items = found.slice(0, limit).map((row) => ({ ...row, ...checkedParts(row) }));
          return { items, next: found.length > limit ? String(items.at(-1)!.number) : null };
        }),
      ),
    byNumber: (scriptId, number) =>
      guarded(
        main.read(function* (db, { versions }) {
          const row = yield* first(
            db
              .select()
              .from(versions)
              .where(and(eq(versions.scriptId, scriptId as Script["id"]), eq(versions.number, number))),
          );
          return row && toVersion(row);
        }),
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { versions }) {
          const [row] = yield* prepared("versions.byId", { id }, () =>
            db
              .select()
              .from(versions)
              .where(eq(versions.id, value(versions.id, "id"))),
          );
          return row ? toVersion(row) : null;
        }),
      ),
    sources: (scriptId, limit) =>
      guarded(
        main.read(function* (db, { versions }) {
          const found = yield* rows(
            db
              .select({ source: versions.source })
              .from(versions)
              .where(eq(versions.scriptId, scriptId as Script["id"]))
              .orderBy(desc(versions.number))
              .limit(limit),
          );
          return found.map(({ source }) => source);
        }),
      ),
    liveDeclarations: (realmId) =>
      guarded(
        main.read(function* (db, { versions, scripts }) {
          return yield* rows(
            db
              .select({
                scriptId: scripts.id,
                module: scripts.module,
                name: scripts.name,
                versionId: versions.id,
                number: versions.number,
                declarationsHash: versions.declarationsHash,
              })
              .from(scripts)
              .innerJoin(versions, eq(versions.id, scripts.liveVersionId))
              .where(eq(scripts.realmId, realmId as Script["realmId"]))
              .orderBy(scripts.module, scripts.name),
          );
        }),
      ),
    ids: () =>
      guarded(
        main.read(function* (db, { versions }) {
          const found = yield* rows(db.select({ id: versions.id }).from(versions));
          return found.map(({ id }) => id);
        }),
      ),
    rehash: (id, sha256) =>
      guarded(
        main.tx(function* (db, { versions }) {
          const changed = yield* rows(
            db
              .update(versions)
              .set({ sha256 })
              .where(eq(versions.id, id as Version["id"]))
              .returning({ id: versions.id }),
          );
          if (changed.length === 0) throw new Fault("not_found", `There is no version ${id}.`);
        }),
      ),
    publish: (input) =>
      guarded(
        main.tx((db, t) => publish(db, t, input), { durable: true }),
        {
          conflict: `The version ${input.version.id} or the event ${input.event.id} is already there.`,
          missing: `There is no user ${input.event.authorId}.`,
        },
      ),
    rollback: (event) =>
      guarded(
        main.tx((db, t) => rollback(db, t, event), { durable: true }),
        {
          conflict: `The event ${event.id} is already there.`,
          missing: `There is no user ${event.authorId}.`,
        },
      ),
    retire: (event) =>
      guarded(
        main.tx((db, t) => retire(db, t, event), { durable: true }),
        {
          conflict: `The event ${event.id} is already there.`,
          missing: `There is no user ${event.authorId}.`,
        },
      ),
    boundTo: (realmId, libraryId, limit) => reader.ask(realmId, "boundTo", realmId, libraryId, limit),
    origins: (wanted) =>
      wanted.length === 0
        ? Promise.resolve([])
        : guarded(main.read((db, t) => versionOrigins(db, t, wanted))),
    events: (filter) => guarded(main.read((db, t) => listEvents(db, t, filter))),
  };
}

/** A version's number is its place in the list. @throws Fault `bad_request` */
function numberIn(cursor: string): number {
  const number = Number(cursor);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Fault("bad_request", "cursor: take it from the `next` of the page before, or leave it out.");
}
