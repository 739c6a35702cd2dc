import type { Json } from "./json.ts";
import { isObject } from "./objects.ts";

/** What stands where something stood that nobody may read. */
export const maskText = "[masked]";

/** Characters and values that may still be compared. Several comparisons share one, so that they end together. */
export type ComparisonBudget = { left: number };

/**
 * Whether a value is what was recorded, as far as that may be read: the mask stands for whatever was there. Time grows with
 * both values alone, however their texts repeat.
 *
 * @param budget what it may cost, counted down; without one, the values have a bound themselves
 * @throws RangeError when the budget is used up
 * @example sameButMasked({ to: "a@b.example", code: "123456" }, { to: "a@b.example", code: "[masked]" }) // true
 */
export function sameButMasked(given: Json, recorded: Json, budget?: ComparisonBudget): boolean {
  spend(budget, 1);
  if (typeof recorded === "string") return typeof given === "string" && sameText(given, recorded, budget);
  if (Array.isArray(recorded))
    return (
      Array.isArray(given) &&
      given.length === recorded.length &&
      recorded.every((one, at) => sameButMasked(given[at]!, one, budget))
    );
  if (!isObject(recorded)) return given === recorded;
  if (!isObject(given)) return false;
  const names = Object.keys(recorded);
  return (
    names.length === Object.keys(given).length &&
    names.every((name) => Object.hasOwn(given, name) && sameButMasked(given[name]!, recorded[name]!, budget))
  );
}

function spend(budget: ComparisonBudget | undefined, cost: number): void {
  if (budget === undefined) return;
  budget.left -= cost;
  if (budget.left < 0)
    throw new RangeError(
      "More has to be compared with the answers under Calls than a run may: shorten them.",
    );
}

function sameText(given: string, recorded: string, budget: ComparisonBudget | undefined): boolean {
  // Texts of two lengths differ at once; only a mask is read further.
  if (given.length === recorded.length) {
    spend(budget, given.length);
    if (given === recorded) return true;
  }
  spend(budget, recorded.length);
  const parts = recorded.split(maskText);
  if (parts.length === 1 || recorded.length - (parts.length - 1) * maskText.length > given.length)
    return false;
  spend(budget, given.length);
  return fits(given, parts);
}

/** Whether a text is made of these parts, in their order, with anything between them. They are not longer than it together. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    from = endOf(part, text, from, end);
    if (from < 0) return false;
  }
  return from <= end;
}

/**
 * Where the first of a part ends within a text; -1 = there is none. After Knuth, Morris and Pratt: `indexOf` begins again
 * at each place, and takes the product of both lengths where they repeat themselves.
 */
function endOf(part: string, text: string, from: number, end: number): number {
  if (part === "") return from;
  const again = prefixesOf(part);
  let matched = 0;
  for (let at = from; at < end; at++) {
    while (matched > 0 && text.charCodeAt(at) !== part.charCodeAt(matched)) matched = again[matched - 1]!;
    if (text.charCodeAt(at) === part.charCodeAt(matched)) matched++;
    if (matched === part.length) return at + 1;
  }
  return -1;
}

/** For each place of a part: how much of its beginning ends there too. */
function prefixesOf(part: string): Uint32Array {
  const again = new Uint32Array(part.length);
  let matched = 0;
  for (let at = 1; at < part.length; at++) {
    while (matched > 0 && part.charCodeAt(at) !== part.charCodeAt(matched)) matched = again[matched - 1]!;
    if (part.charCodeAt(at) === part.charCodeAt(matched)) matched++;
    again[at] = matched;
  }
  return again;
}
