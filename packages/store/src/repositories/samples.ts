import { Fault, type Sample, type SampleSummary } from "@scriptyard/model";
import { asc, type Column, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { rows } from "../work.ts";
import { arrayColumn } from "./columns.ts";
import type { Context } from "./context.ts";

export interface SamplesRepository {
  /** In the order they were made, without their arguments and calls: a script may keep megabytes. */
  list(scriptId: string): Promise<SampleSummary[]>;
  byId(id: string): Promise<Sample | null>;
  save(sample: Sample): Promise<SampleSummary>;
  remove(id: string): Promise<void>;
}

export function samplesRepository({ main }: Context): SamplesRepository {
  return {
    list: (scriptId) =>
      guarded(
        main.read(function* (db, { samples }) {
          const { args, calls, ...listed } = getTableColumns(samples);
          return yield* rows(
            db
              .select({ ...listed, bytes: bytesOf(args, calls) })
              .from(samples)
              .where(eq(samples.scriptId, scriptId as Sample["scriptId"]))
              .orderBy(asc(samples.createdAt), asc(samples.id)),
          );
        }),
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { samples }) {
          const [found] = yield* rows(
            db
              .select()
              .from(samples)
              .where(eq(samples.id, id as Sample["id"])),
          );
          if (found) {
            arrayColumn(found.args, `samples.${found.id} args`);
            arrayColumn(found.calls, `samples.${found.id} calls`);
          }
          return found ?? null;
        }),
      ),
    save: (sample) =>
      guarded(
        main.tx(function* (db, { samples }) {
          const { id: _, scriptId: __, createdAt: ___, args: ____, calls: _____, ...changing } = sample;
          const { args, calls, ...listed } = getTableColumns(samples);
          // Named twice, arguments of a megabyte would be made a text twice, and copied into the statement twice.
          const set = { ...changing, args: sql`excluded.args`, calls: sql`excluded.calls` };
          const [row] = yield* rows(
            db
              .insert(samples)
              .values(sample)
              .onConflictDoUpdate({ target: samples.id, set })
              .returning({ ...listed, bytes: bytesOf(args, calls) }),
          );
          return row!;
        }),
        { missing: `There is no script ${sample.scriptId}.` },
      ),
    remove: (id) =>
      guarded(
        main.tx(function* (db, { samples }) {
          const gone = yield* rows(
            db
              .delete(samples)
              .where(eq(samples.id, id as Sample["id"]))
              .returning({ id: samples.id }),
          );
          if (gone.length === 0) throw new Fault("not_found", `There is no sample ${id}.`);
        }),
      ),
  };
}

/** Of bodies as they are stored. `octet_length` reads a row's header; `length` would read its text. */
const bytesOf = (args: Column, calls: Column): SQL<number> =>
  sql<number>`octet_length(${args}) + octet_length(${calls})`.mapWith(Number);
