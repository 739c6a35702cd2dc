import type { Diagnostic } from "@scriptyard/model";

/**
 * One list out of what Monaco's TypeScript found while typing and what the server's checker found.
 * `serverOnly` are the server's findings that the editor does not show by itself: those become extra squiggles.
 */
export function mergeDiagnostics(
  local: readonly Diagnostic[],
  server: readonly Diagnostic[],
): { all: Diagnostic[]; serverOnly: Diagnostic[] } {
  const known = new Set(local.map(identity));
  const syntaxErrorLines = new Set(
    local.filter((d) => d.severity === "error" && isSyntax(d)).map((d) => `${d.file}:${d.line}`),
  );
  const serverOnly = dedupe(server).filter((finding) => {
    if (known.has(identity(finding))) return false;
    // Two parsers word and number the same broken line differently: one report of it is enough.
    return !(finding.source === "syntax" && syntaxErrorLines.has(`${finding.file}:${finding.line}`));
  });
  const remedies = new Map(server.filter((d) => d.remedy).map((d) => [identity(d), d.remedy!]));
  const explained = new Set(
    serverOnly.filter((d) => d.source === "policy" || d.code === "scriptyard/hook").map(place),
  );
  const withRemedies = dedupe(local)
    // "Cannot find name 'document'" says less than the policy finding at the same word.
    .filter((d) => !(unknownName.has(d.code) && explained.has(place(d))))
    .map((d) => {
      const remedy = d.remedy ?? remedies.get(identity(d));
      return remedy === undefined ? d : { ...d, remedy };
    });
  return { all: [...withRemedies, ...serverOnly].sort(byPlace), serverOnly };
}

/** Code and position make a finding; wording differs between compiler versions. */
function identity(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column}:${d.code}`;
}

function place(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column}`;
}

const unknownName = new Set(["ts2304", "ts2552", "ts2580", "ts2582", "ts2583", "ts2584"]);

function isSyntax(d: Diagnostic): boolean {
  return d.source === "syntax" || /^ts1\d{3}$/.test(d.code);
}

function dedupe(list: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return list.filter((d) => !seen.has(identity(d)) && seen.add(identity(d)));
}

const rank = { error: 0, warning: 1, info: 2 } as const;

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    rank[a.severity] - rank[b.severity] ||
    a.file.localeCompare(b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    a.code.localeCompare(b.code)
  );
}
