import { paint, print, printJson, shown } from "../output/terminal.ts";

export type SyncLine = { script: string; step: string; detail?: string };

const colours: { [step: string]: "green" | "red" | "yellow" | "dim" } = {
  conflict: "red",
  refused: "red",
  same: "dim",
  "only-here": "yellow",
  "only-there": "yellow",
  "changed-here": "yellow",
  "changed-there": "yellow",
  "not-edited": "yellow",
  "rolled-back": "red",
  retired: "red",
};

/** A line per script; equal ones only as a count. Conflicts, refusals, and what stays rolled back or retired make the exit code 1. */
export function reportSync(lines: readonly SyncLine[], json: boolean | undefined): void {
  if (lines.some(({ step }) => ["conflict", "refused", "rolled-back", "retired"].includes(step)))
    process.exitCode = 1;
  if (json) printJson({ ok: process.exitCode !== 1, scripts: lines });
  else printLines(lines);
}

function printLines(lines: readonly SyncLine[]): void {
  for (const { script, step, detail } of lines) {
    if (step === "same") continue;
    const word = paint(colours[step] ?? "green", step.padEnd(13));
    print(shown`${word} ${script}${detail === undefined ? "" : `  ${detail}`}`);
  }
  const same = lines.filter(({ step }) => step === "same").length;
  print(paint("dim", `${same} of ${lines.length} the same on both sides`));
}
