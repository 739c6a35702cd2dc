import { Fault, type StateEntry, type StateKind, type StateScope } from "@scriptyard/model";
import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Page } from "../page.ts";
import { pageSize } from "../records/cursor.ts";
import { contains, wantedText } from "../records/filter.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

export type StateFilter = {
  kind?: StateKind | undefined;
  scope?: StateScope | undefined;
  owner?: string | undefined;
  /** Anywhere in owner or key, in any case. */
  text?: string | undefined;
};

/** An entry as lists show it: with the beginning of its value as JSON. */
export type StateRow = Omit<StateEntry, "value" | "realmId"> & { start: string };

/** Characters of a value that lists show. */
const shown = 200;

/** By scope, owner and key, without what has expired. Looks at every entry of the realm where a text is looked for. */
export function* listState(
  db: Db,
  { stateEntries: t }: Tables,
  realmId: string,
  filter: StateFilter,
  page: { cursor?: string | null; limit: number },
  nowMs: number,
): Work<Page<StateRow>> {
  const limit = pageSize(page.limit);
  const { id, kind, scope, owner, key, bytes, expiresAt, createdAt, updatedAt } = t;
  const start = sql<string>`substr(${t.value}, 1, ${sql.raw(String(shown))})`;
  const found = yield* rows(
    db
      .select({ id, kind, scope, owner, key, start, bytes, expiresAt, createdAt, updatedAt })
      .from(t)
      .where(and(stateConditions(t, realmId, filter), notOver(t, nowMs), after(t, page.cursor)))
      .orderBy(asc(scope), asc(owner), asc(key), asc(kind))
      .limit(limit + 1),
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? encodePlace(last) : null };
}

export function stateConditions(
  t: Tables["stateEntries"],
  realmId: string,
  { kind, scope, owner, text }: StateFilter,
): SQL | undefined {
  const wanted = wantedText(text);
  return and(
    eq(t.realmId, realmId as StateEntry["realmId"]),
    kind === undefined ? undefined : eq(t.kind, kind),
    scope === undefined ? undefined : eq(t.scope, scope),
    owner === undefined ? undefined : eq(t.owner, owner),
    wanted === null ? undefined : contains(t.searchText, wanted),
  );
}

const notOver = (t: Tables["stateEntries"], nowMs: number) => or(isNull(t.expiresAt), gt(t.expiresAt, nowMs));

/** A place, not an id: an entry that is gone since still says where the page ended. */
function after(t: Tables["stateEntries"], cursor: string | null | undefined): SQL | undefined {
  const place = decodePlace(cursor);
  if (place === null) return undefined;
  const [scope, owner, key, kind] = place;
  const [s, o, k, n] = [
    sql.param(scope, t.scope),
    sql.param(owner, t.owner),
    sql.param(key, t.key),
    sql.param(kind, t.kind),
  ];
  return sql`(${t.scope}, ${t.owner}, ${t.key}, ${t.kind}) > (${s}, ${o}, ${k}, ${n})`;
}

type Position = [scope: StateScope, owner: string, key: string, kind: StateKind];

function encodePlace({ scope, owner, key, kind }: StateRow): string {
  return Buffer.from(JSON.stringify([scope, owner, key, kind] satisfies Position)).toString("base64url");
}

function decodePlace(cursor: string | null | undefined): Position | null {
  if (cursor === null || cursor === undefined || cursor === "") return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor.slice(0, 8_000), "base64url").toString());
    if (Array.isArray(place) && place.length === 4 && place.every((part) => typeof part === "string"))
      return place as Position;
  } catch {
    // Said below, like everything else that is none.
  }
  throw new Fault("bad_request", `cursor: "${cursor.slice(0, 60)}" is not the \`next\` of an earlier page.`);
}
