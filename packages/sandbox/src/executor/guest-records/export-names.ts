import { readList } from "./json-text.ts";

/** Names of the functions that a program exports, as `guest/dispatch.guest.ts` writes them; null for anything else. */
export function readExportNames(text: string): string[] | null {
  const list = readList(text);
  if (!list || list.length > MAX_NAMES) return null;
  const isName = (name: unknown): name is string =>
    typeof name === "string" && name.length <= MAX_NAME && name.isWellFormed();
  return list.every(isName) ? list : null;
}

/** A program's text has at most a megabyte. */
const MAX_NAMES = 100_000;
const MAX_NAME = 1_000;
