import { diagnosticText } from "@scriptyard/model";
import type { ImportDone, ImportPlan, MoveRow } from "@scriptyard/runner";
import { paint, print, shown } from "../output/terminal.ts";

const colours = {
  new: "green",
  changed: "green",
  same: "dim",
  conflicting: "yellow",
  missing: "yellow",
} as const;

/** A line per row that says something; equal ones only as a count. */
export function printPlan({ rows }: ImportPlan): void {
  for (const row of rows.filter(({ status, problem }) => status !== "same" || problem !== null))
    printRow(row);
  const same = rows.filter(({ status }) => status === "same").length;
  print(paint("dim", `${same} of ${rows.length} the same on both sides`));
}

function printRow({ key, status, changes, note, problem, findings }: MoveRow): void {
  const what = changes.length === 0 ? "" : `  ${changes.join(", ")}`;
  print(shown`${paint(colours[status], status.padEnd(11))} ${key}${what}`);
  if (note !== null) print(shown`            ${note}`);
  if (problem === null) return;
  print(shown`            ${paint("red", problem)}`);
  for (const finding of findings.filter(({ severity }) => severity === "error").slice(0, 5))
    print(shown`            ${finding.file}:${finding.line}:${finding.column}  ${diagnosticText(finding)}`);
}

export function printDone({ written, left }: ImportDone): void {
  for (const { key, status, version } of written) {
    const word = status === "new" ? "made" : "changed";
    print(shown`${paint("green", word.padEnd(11))} ${key}${version === null ? "" : `  v${version} is live`}`);
  }
  for (const key of left) print(shown`${paint("yellow", "left")}        ${key}  in conflict`);
}
