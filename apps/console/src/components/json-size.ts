import type { Json } from "@scriptyard/model";

/** How many items or fields it has itself. */
export const sizeOf = (value: object): number =>
  Array.isArray(value) ? value.length : Object.keys(value).length;

/** Whether a value and all below it are not more than so many; looks at no more than that. */
export function hasAtMost(value: Json, most: number): boolean {
  let left = most;
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (--left < 0) return false;
    if (next === null || typeof next !== "object") continue;
    if (sizeOf(next) > left) return false;
    for (const member of Object.values(next)) waiting.push(member);
  }
  return true;
}
