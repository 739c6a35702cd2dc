import { type ExecutionSource, type ExecutionSummary, executionSourceSchema } from "@scriptyard/model";
import { inArray, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** Longer than any `sourceRef` in JSON with what older records have before it. */
const prefixLength = 800;
/**
 * `toRow` writes it first; older records have the mark of a trial or three short members before it, or a draft's text, which
 * is not looked through.
 */
const beginning =
  /^\{(?:"trial":true,|"language":"[a-z]+","versionId":null,"draftSource":null,)?"sourceRef":(\{[^{}]*\})[,}]/;

/**
 * Adds to rows without a version which text ran: a file, a default or a draft, with its hash. It stands in the body, which
 * may be a megabyte of JSON: only its first characters are read.
 */
export function* withBodyStarts<Row extends RowColumns>(
  db: Db,
  { executions: t }: Tables,
  found: readonly Row[],
): Work<(Row & Pick<ExecutionSummary, "sourceRef">)[]> {
  const wanted = found.filter((row) => row.version === null).map((row) => row.id);
  if (wanted.length === 0) return [...found];
  const bodies = yield* rows(
    db
      .select({ id: t.id, start: sql<string>`substr(${t.body}, 1, ${prefixLength})` })
      .from(t)
      .where(inArray(t.id, wanted)),
  );
  const starts = new Map(bodies.map(({ id, start }) => [id, start]));
  return found.map((row) => {
    const sourceRef = sourceRefAt(starts.get(row.id) ?? "");
    return { ...row, ...(sourceRef !== undefined && { sourceRef }) };
  });
}

/** What a row's own columns say of it. */
export type RowColumns = Omit<ExecutionSummary, "sourceRef" | "logLine">;

function sourceRefAt(start: string): ExecutionSource | undefined {
  const text = beginning.exec(start)?.[1];
  return text === undefined ? undefined : executionSourceSchema.safeParse(JSON.parse(text)).data;
}
