/** Text before the cursor that is looked at: an outcome is chosen near its name. */
export const outcomeReach = 400;

/**
 * What has been typed of an outcome, when the cursor stands inside the quotes of one. Null anywhere else.
 *
 * @param before text up to the cursor, `outcomeReach` characters at most
 * @param members names of what holds an outcome, as the host says
 * @example outcomeAtCursor('return { verdict: "approve", route: form ? "sm', ["route"]) // "sm"
 */
export function outcomeAtCursor(before: string, members: readonly string[]): string | null {
  const name = [...before.matchAll(/(?<![\w.$])["']?([\w$]+)["']?\s*:/g)].findLast(([, member]) =>
    members.includes(member!),
  );
  if (name === undefined) return null;
  const value = before.slice(name.index + name[0].length);
  let quote: string | null = null;
  let start = 0;
  let chosen = false;
  let last = ":";
  for (let i = 0; i < value.length; i++) {
    const unit = value.charAt(i);
    if (quote !== null) {
      if (unit === "\\") i += 1;
      else if (unit === quote) quote = null;
      else if (unit === "\n" && quote !== "`") return null;
    } else if (quotes.has(unit)) {
      // After `=== "` a string is compared with, not chosen.
      [quote, start, chosen] = [unit, i + 1, choosing.has(last)];
      last = unit;
    } else if (ends.has(unit)) return null;
    else if (unit.trim() !== "") last = unit;
  }
  return quote !== null && chosen ? value.slice(start) : null;
}

const quotes = new Set(['"', "'", "`"]);
/** What stands before a value: `:` `?` `??` `||` `&&`. */
const choosing = new Set([":", "?", "|", "&"]);
const ends = new Set([",", ";", "{", "}"]);
