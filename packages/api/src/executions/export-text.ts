import type { ExecutionSummary } from "@scriptyard/model";

/** `csv` for spreadsheets, `jsonl` with a JSON object a line for programs. */
export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type Value = string | number | null;

/** What a file says of an execution, and in which order. */
const fields: { [name: string]: (row: ExecutionSummary) => Value } = {
  id: (row) => row.id,
  startedAt: (row) => new Date(row.startedAt).toISOString(),
  script: (row) => `${row.module}/${row.name}`,
  hook: (row) => row.hook,
  version: (row) => row.version,
  layer: (row) => row.sourceRef?.layer ?? (row.version === null ? null : "version"),
  trigger: (row) => row.trigger,
  triggerId: (row) => row.triggerId,
  node: (row) => row.node,
  status: (row) => row.status,
  action: (row) => row.action,
  errorType: (row) => row.errorType,
  errorGroupId: (row) => row.errorGroupId,
  runUs: (row) => row.runUs,
  operations: (row) => row.operations,
  logCount: (row) => row.logCount,
  message: (row) => row.errorMessage ?? row.logLine,
};

/**
 * Rows as the text of a file, or of its next part.
 *
 * @param options.first the part that a file begins with: for CSV with the names of the columns
 */
export function exportText(
  rows: readonly ExecutionSummary[],
  format: ExportFormat,
  { first }: { first: boolean },
): string {
  if (format === "jsonl") return rows.map((row) => `${JSON.stringify(objectOf(row))}\n`).join("");
  // Without the mark, spreadsheets read UTF-8 as something else.
  const head = first ? `\ufeff${csvLine(Object.keys(fields))}` : "";
  return head + rows.map((row) => csvLine(Object.values(fields).map((value) => value(row)))).join("");
}

function objectOf(row: ExecutionSummary): { [name: string]: Value } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value(row)]));
}

function csvLine(values: readonly Value[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

/**
 * What scripts and visitors wrote must not become a formula in the spreadsheet of whoever opens the file: a text that begins
 * like one gets an apostrophe before it. Every text is quoted, so that none ends its cell.
 */
function csvCell(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = (formula.test(value) ? `'${value}` : value).replace(formulaLater, "$&'");
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Also in the full-width signs that some spreadsheets take for the same, and behind blanks that they skip. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Where lists have semicolons, spreadsheets end a cell there (or at tabs) when a file of commas is opened, and lines are rows. */
const formulaLater = /[;\t\r\n](?=[^\S\t\r\n]*[=+\-@＝＋－＠])/g;
