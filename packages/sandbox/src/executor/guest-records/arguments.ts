import type { Json } from "@scriptyard/model";
import { isTooDeep, MAX_DEPTH } from "../json.ts";
import { readList } from "./json-text.ts";

/** Arguments of a call that leaves the guest, effects and requests included; text says what the script is told instead. */
export function readArguments(name: string, text: string): Json[] | string {
  const list = readList(text);
  if (list) return list;
  return isTooDeep(text)
    ? `${name}: an argument is nested deeper than ${MAX_DEPTH} levels.`
    : `${name}: the arguments are no JSON.`;
}
