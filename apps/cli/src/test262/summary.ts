import type { Verdict } from "./run-test.ts";

export type Count = { [status in Verdict["status"]]: number };

export type Summary = {
  total: Count;
  /** By `language/expressions`, `built-ins/Array` …, in order of name. */
  folders: [string, Count][];
  /** By the suite's feature names; a test counts for each of its features. */
  features: [string, Count][];
  /** Why tests did not count, most frequent first: `removed: eval` → 1 024. */
  reasons: [string, number][];
};

export function summarize(verdicts: readonly Verdict[]): Summary {
  const total = nothing();
  const folders = new Map<string, Count>();
  const features = new Map<string, Count>();
  const reasons = new Map<string, number>();
  for (const { path, features: names, status, reason } of verdicts) {
    total[status] += 1;
    countIn(folders, path.split("/").slice(0, -1).slice(0, 2).join("/") || ".")[status] += 1;
    for (const name of names) countIn(features, name)[status] += 1;
    if (reason !== undefined) {
      const key = `${status}: ${reason}`;
      reasons.set(key, (reasons.get(key) ?? 0) + 1);
    }
  }
  return {
    total,
    folders: byName(folders),
    features: byName(features),
    reasons: [...reasons].sort((a, b) => b[1] - a[1]),
  };
}

/** The part of the tests that count which passed, e.g. `98.76 %`; `-` where none count. */
export function rate({ passed, failed }: Count): string {
  return passed + failed === 0 ? "-" : `${((100 * passed) / (passed + failed)).toFixed(2)} %`;
}

/** The summary as aligned text; folders and features where all passed are summed in one line. */
export function summaryText({ total, folders, features, reasons }: Summary): string {
  const lines = [
    ...table("folder", folders),
    "",
    ...table("feature", features),
    "",
    ...reasons.map(([reason, count]) => `${String(count).padStart(8)}  ${reason}`),
    "",
    `${total.passed} passed, ${total.failed} failed (${rate(total)}); ${total.removed} use what the sandbox removes by design, ` +
      `${total.unsupported} what the engine has not, ${total.inapplicable} do not apply to strict modules`,
  ];
  return `${lines.join("\n")}\n`;
}

function table(title: string, rows: readonly [string, Count][]): string[] {
  const shown = rows.filter(([, count]) => count.failed > 0);
  const width = Math.max(title.length, ...shown.map(([name]) => name.length));
  const clean = rows.filter(([, count]) => count.failed === 0 && count.passed > 0).length;
  return [
    `${title.padEnd(width)}   passed   failed       rate`,
    ...shown.map(
      ([name, count]) =>
        `${name.padEnd(width)} ${String(count.passed).padStart(8)} ${String(count.failed).padStart(8)} ${rate(count).padStart(10)}`,
    ),
    `and ${clean} with no failure`,
  ];
}

function nothing(): Count {
  return { passed: 0, failed: 0, removed: 0, unsupported: 0, inapplicable: 0 };
}

function countIn(counts: Map<string, Count>, key: string): Count {
  const count = counts.get(key) ?? nothing();
  counts.set(key, count);
  return count;
}

function byName(counts: Map<string, Count>): [string, Count][] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
