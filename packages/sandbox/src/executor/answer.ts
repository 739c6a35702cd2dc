import type { Json, Limits } from "@scriptyard/model";
import type { Machine } from "../engine/machine.ts";
import { decodeBjson, UNSUPPORTED } from "./bjson.ts";
import { dropDangerousKeys } from "./json.ts";

/** `text` is the result as JSON, "" for none; `value` the same, where reading it gave the value first. */
export type Answer = { text: string; value?: Json };

export const noAnswer: Answer = { text: "" };

/**
 * The quick way for plain data; JSON.stringify in the guest for everything else, and wherever the two could differ:
 * `plain` says that no module of the program mentions `toJSON`.
 */
export function readAnswer(machine: Machine, handle: number, plain: boolean, limits: Limits): Answer {
  const format = machine.layout.bjson;
  const bytes = plain && format ? machine.vm.encode(handle) : null;
  if (bytes !== null && bytes.length <= MAX_EXPANSION * limits.resultBytes) {
    const value = decodeBjson(bytes, format!);
    if (value === undefined) return noAnswer;
    if (value !== UNSUPPORTED) return { text: JSON.stringify(value), value };
  }
  return { text: dropDangerousKeys(machine.call("text", handle)) };
}

/** The object writer's form is at most this much larger than JSON: nine bytes for `.5,`. */
const MAX_EXPANSION = 5;
