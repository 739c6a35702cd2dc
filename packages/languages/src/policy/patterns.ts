import type { Report } from "../source/report.ts";

/**
 * Regular expressions that JavaScript of today knows and the sandbox's engines do not: told at the expression, for the engine
 * itself says only that the module does not load.
 */
export function reportPattern(
  { pattern, start, end }: { pattern: string; start: number; end: number },
  report: Report,
): void {
  const found = refusedPart(pattern);
  if (found === null) return;
  report.add({ code: "scriptyard/unsupported-pattern", source: "syntax", ...found, start, end });
}

function refusedPart(pattern: string): { message: string; remedy: string } | null {
  const names = new Set<string>();
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i]!;
    if (sign === "\\") i++;
    else if (inClass) inClass = sign !== "]";
    else if (sign === "[") inClass = true;
    else if (sign === "(" && pattern[i + 1] === "?") {
      if (/^[ims]*(-[ims]*)?:/.test(pattern.slice(i + 2, i + 12)) && pattern[i + 2] !== ":")
        return {
          message: "Flags within a regular expression, `(?i:…)`, are not supported",
          remedy: "Give the flag to the whole expression, `/…/i`, or write both cases: `[aA]`.",
        };
      const name = /^<([^=!>][^>]*)>/.exec(pattern.slice(i + 2, i + 202))?.[1];
      if (name === undefined) continue;
      if (names.has(name))
        return {
          message: `Two groups of a regular expression cannot have one name, \`${name}\``,
          remedy: `Give them two names and take whichever matched: \`groups.a ?? groups.b\`.`,
        };
      names.add(name);
    }
  }
  return null;
}
