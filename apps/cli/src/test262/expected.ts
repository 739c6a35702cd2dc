import { readFile, writeFile } from "node:fs/promises";
import type { Verdict } from "./run-test.ts";

export type Differences = {
  /** Failed and not on the list. */
  newFailures: string[];
  /** On the list, ran, and passed: take them off. */
  newPasses: string[];
};

/**
 * Reads a list of known failures: a path a line, `#` begins a comment.
 *
 * @throws Error when the file cannot be read or a line is no path of a test
 */
export async function readKnown(file: string): Promise<Set<string>> {
  const known = new Set<string>();
  for (const [index, line] of (await readFile(file, "utf8")).split("\n").entries()) {
    const path = line.replace(/#.*/, "").trim();
    if (path === "") continue;
    if (!path.endsWith(".js")) throw new Error(`line ${index + 1} is no path of a test: ${path}`);
    known.add(path);
  }
  return known;
}

/** Only tests that ran are compared, so a filtered run does not call the rest of the list passed. */
export function compare(known: ReadonlySet<string>, verdicts: readonly Verdict[]): Differences {
  const paths = (list: Verdict[]) => list.map((verdict) => verdict.path);
  return {
    newFailures: paths(verdicts.filter((v) => v.status === "failed" && !known.has(v.path))),
    newPasses: paths(verdicts.filter((v) => v.status === "passed" && known.has(v.path))),
  };
}

/** Writes the list anew: what failed now, and what was on it and did not run now. */
export async function writeKnown(
  file: string,
  engine: string,
  before: ReadonlySet<string>,
  verdicts: readonly Verdict[],
): Promise<number> {
  const ran = new Set(verdicts.map((verdict) => verdict.path));
  const failed = verdicts.filter((verdict) => verdict.status === "failed").map((verdict) => verdict.path);
  const lines = [...new Set([...failed, ...[...before].filter((path) => !ran.has(path))])].sort();
  await writeFile(
    file,
    `# Known failures of test262 on ${engine}. Made by scriptyard test262.\n${lines.map((line) => `${line}\n`).join("")}`,
  );
  return lines.length;
}
