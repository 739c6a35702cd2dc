/**
 * Columns that a reader may choose, in the order they stand in; outcome, script and time are always there. No components:
 * the address is read before the page is loaded.
 */
export const columnIds = ["node", "version", "trigger", "message", "duration", "operations", "id"] as const;
export type ColumnId = (typeof columnIds)[number];

/** Of somebody who never chose. */
export const defaultColumns: readonly ColumnId[] = ["version", "trigger", "message", "duration"];

/** @example columnsText(["id", "node"]) // "node.id" */
export function columnsText(columns: readonly ColumnId[]): string {
  return columnIds.filter((id) => columns.includes(id)).join(".") || "none";
}

/** What `columnsText` said; null for anything that names no column. */
export function parseColumns(text: unknown): ColumnId[] | null {
  if (text === "none") return [];
  if (typeof text !== "string") return null;
  const named = text.split(".");
  const columns = columnIds.filter((id) => named.includes(id));
  return columns.length === 0 ? null : columns;
}
