/** Takes a problem and its path; null where there is none. */
export type Report = (path: string, message: string | null) => void;

export function reportDoubles(names: readonly string[], path: string, report: Report): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) report(path, `"${name}" is there twice; rename or remove one`);
    seen.add(name);
  }
}
