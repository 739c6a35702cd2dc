import { Fault, partialLimitsSchema, type Realm, type Script } from "@scriptyard/model";
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, or, type SQL } from "drizzle-orm";
import type { Page } from "../page.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { checkedColumn } from "./columns.ts";

/** What a whole realm's scripts can be asked for: enough to say what is live of each. */
export type ScriptHead = Pick<Script, "id" | "module" | "name" | "liveVersion" | "retiredVersion"> & {
  draftDiffers: boolean;
};

/** A script with what is known of its draft without reading it. */
export type ScriptRow = Script & {
  /** Whether the draft's lines are others than the live version's; false when never published. */
  draftDiffers: boolean;
  draftRevision: number;
  draftUpdatedAt: number;
};

export type ScriptNames = {
  ids?: readonly string[];
  names?: readonly { module: string; name: string }[];
};

export function toScript(found: Tables["scripts"]["$inferSelect"]): Script {
  const { draftDiffers: _, removedAt: __, ...row } = found;
  return { ...row, limits: checkedColumn(partialLimitsSchema, row.limits, `scripts.${row.id} limits`) };
}

/** Of a whole realm, or of some modules: five columns of a narrow table, and no text. */
export function* listHeads(
  db: Db,
  t: Tables,
  realmId: string,
  module?: string | readonly string[],
): Work<ScriptHead[]> {
  const { id, module: ofModule, name, liveVersion, retiredVersion, draftDiffers } = t.scripts;
  return yield* rows(
    db
      .select({ id, module: ofModule, name, liveVersion, retiredVersion, draftDiffers })
      .from(t.scripts)
      .where(inPlace(t, realmId, module))
      .orderBy(asc(ofModule), asc(name)),
  );
}

/** By module and name; the cursor is the `module/name` of the last one. */
export function* pageOfRows(
  db: Db,
  t: Tables,
  at: { realmId: string; module?: string | undefined },
  { cursor, limit }: { cursor?: string | null; limit: number },
): Work<Page<ScriptRow>> {
  const found = yield* rowsWhere(
    db,
    t,
    and(inPlace(t, at.realmId, at.module), cursor ? after(t, cursor) : undefined),
    { order: [asc(t.scripts.module), asc(t.scripts.name)], limit: limit + 1 },
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && found.length > limit ? `${last.module}/${last.name}` : null };
}

/** Those that are there, by module and name. */
export function* rowsNamed(
  db: Db,
  t: Tables,
  realmId: string,
  { ids = [], names = [] }: ScriptNames,
): Work<ScriptRow[]> {
  const { id, module, name } = t.scripts;
  // The realm in each part: each is then looked up in an index of its own, where it else reads the realm for every name.
  const named = names.map((one) => and(inPlace(t, realmId, one.module), eq(name, one.name)));
  const wanted = or(and(inPlace(t, realmId), inArray(id, ids as Script["id"][])), ...named);
  return yield* rowsWhere(db, t, wanted, { order: [asc(module), asc(name)] });
}

/** Those whose drafts were saved last, newest first. */
export function* recentRows(db: Db, t: Tables, realmId: string, limit: number): Work<ScriptRow[]> {
  return yield* rowsWhere(db, t, inPlace(t, realmId), {
    order: [desc(t.drafts.updatedAt), desc(t.drafts.scriptId)],
    limit,
  });
}

function* rowsWhere(
  db: Db,
  { scripts, drafts }: Tables,
  where: SQL | undefined,
  { order, limit }: { order: SQL[]; limit?: number },
): Work<ScriptRow[]> {
  const query = db
    .select({
      script: getTableColumns(scripts),
      draftRevision: drafts.revision,
      draftUpdatedAt: drafts.updatedAt,
    })
    .from(scripts)
    .innerJoin(drafts, eq(drafts.scriptId, scripts.id))
    .where(where)
    .orderBy(...order);
  const found = yield* rows(limit === undefined ? query : query.limit(limit));
  return found.map(({ script, ...draft }) => ({
    ...toScript(script),
    draftDiffers: script.draftDiffers,
    ...draft,
  }));
}

function inPlace({ scripts }: Tables, realmId: string, module?: string | readonly string[]): SQL | undefined {
  return and(
    eq(scripts.realmId, realmId as Realm["id"]),
    isNull(scripts.removedAt),
    module === undefined
      ? undefined
      : typeof module === "string"
        ? eq(scripts.module, module)
        : inArray(scripts.module, [...module]),
  );
}

/** @throws Fault `bad_request` */
function after({ scripts }: Tables, cursor: string): SQL | undefined {
  const [module, name, ...more] = cursor.split("/");
  if (!module || !name || more.length > 0)
    throw new Fault("bad_request", "cursor: take it from the `next` of the page before, or leave it out.");
  return or(gt(scripts.module, module), and(eq(scripts.module, module), gt(scripts.name, name)));
}
