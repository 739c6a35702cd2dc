import type { Json } from "@scriptyard/model";
import { MAX_DEPTH, prototypeKeyProblem } from "../json.ts";
import { readList, textProblem } from "./json-text.ts";

/** Arguments of a call that leaves the guest, effects and requests included; text says what the script is told instead. */
export function readArguments(name: string, text: string): Json[] | string {
  const list = readList(text);
  if (list) return list;
  switch (textProblem(text)) {
    case "depth":
      return `${name}: an argument is nested deeper than ${MAX_DEPTH} levels.`;
    case "prototype":
      return prototypeKeyProblem(`${name}: an argument`);
    case null:
      return `${name}: the arguments are no JSON.`;
  }
}
