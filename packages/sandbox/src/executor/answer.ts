import type { Json, Limits } from "@scriptyard/model";
import type { Handle } from "../engine/brands.ts";
import type { Machine } from "../engine/machine.ts";
import { decodeBjson } from "./bjson.ts";
import { createJsonMeter } from "./json-size.ts";

/** `text` is the result as JSON, "" for none; `value` the same, where reading it gave the value first. */
export type Answer = { text: string; value?: Json };

export const noAnswer: Answer = { text: "" };

/**
 * The quick way for plain data; JSON.stringify in the guest for everything else, and wherever the two could differ:
 * `plain` says that no module of the program mentions `toJSON`.
 */
export function readAnswer(machine: Machine, handle: Handle, plain: boolean, limits: Limits): Answer {
  const format = machine.layout.bjson;
  const bytes = plain && format ? machine.vm.encode(handle) : null;
  if (bytes !== null && bytes.length <= MAX_EXPANSION * limits.resultBytes) {
    const decoded = decodeBjson(bytes, format!);
    if (decoded) {
      const { value, mostTimes } = decoded;
      if (value === undefined) return noAnswer;
      if (bytes.length * mostTimes > PLAIN_TEXT_BYTES && refuses(machine, value, limits)) return noAnswer;
      return { text: JSON.stringify(value), value };
    }
  }
  return { text: machine.call("text", handle) };
}

/** Whether a value that could be enormous as text is over its limit. The run is stopped then. */
function refuses(machine: Machine, value: Json, { resultBytes }: Limits): boolean {
  const bytes = createJsonMeter()(value, resultBytes);
  if (bytes > resultBytes) machine.port.resultTooLarge(bytes);
  return bytes > resultBytes;
}

/** What may become at most so much text is just written, and measured then. */
const PLAIN_TEXT_BYTES = 8 << 20;

/** The object writer's form is at most this much larger than JSON: nine bytes for `.5,`. */
const MAX_EXPANSION = 5;
