/** Text before the cursor that is looked at: longer than any library's name with what stands before it. */
export const importReach = 200;

/**
 * What has been typed of a library's name, when the cursor stands inside the quotes of an import. Null anywhere else.
 *
 * @param before text up to the cursor, `importReach` characters at most
 * @example importAtCursor('import { isWeekend } from "shared/da') // "shared/da"
 */
export function importAtCursor(before: string): string | null {
  const typed = /(?:\bfrom|\bimport)\s{0,9}\(?\s{0,9}["']([^"'\n]*)$/.exec(before)?.[1];
  if (typed === undefined) return null;
  const line = before.slice(before.lastIndexOf("\n") + 1).trimStart();
  return line.startsWith("//") || line.startsWith("*") ? null : typed;
}

/**
 * The name that is typed at the cursor, where a name of a library may be meant: not a member, not in a string or comment
 * as far as its line tells, and not in an import.
 *
 * @param line of the cursor, up to it
 */
export function nameAtCursor(line: string): string | null {
  const name = /(?:^|[^\w$.])([A-Za-z_$][\w$]*)$/.exec(line)?.[1];
  if (name === undefined || /^\s*(?:import\b|export\b.*\bfrom\b|\/\/|\*|\/\*)/.test(line)) return null;
  // Declared here: `const isWeek`, `function isWeek`.
  if (/\b(?:const|let|var|function|class|type|interface|enum)\s+[\w$]*$/.test(line)) return null;
  return isInString(line.slice(0, -name.length)) || line.includes("//") ? null : name;
}

function isInString(before: string): boolean {
  let quote: string | null = null;
  for (let i = 0; i < before.length; i++) {
    const unit = before.charAt(i);
    if (unit === "\\") i += 1;
    else if (quote === null && (unit === '"' || unit === "'" || unit === "`")) quote = unit;
    // A template holds code again after `${`.
    else if (unit === quote || (quote === "`" && unit === "$" && before.charAt(i + 1) === "{")) quote = null;
  }
  return quote !== null;
}
