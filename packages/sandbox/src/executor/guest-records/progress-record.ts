import type { Progress } from "../../chunks.ts";
import { boundedText, readList } from "./json-text.ts";

/** `[value, message or null]`, as `guest/functions.guest.ts` writes it; null for anything else. */
export function readProgress(text: string): Progress | null {
  const list = readList(text);
  if (list?.length !== 2) return null;
  const [value, message] = list;
  if (typeof value !== "number") return null;
  if (message === null) return { value, message: null };
  return typeof message === "string" ? { value, message: boundedText(message, MAX_MESSAGE) } : null;
}

const MAX_MESSAGE = 200;
