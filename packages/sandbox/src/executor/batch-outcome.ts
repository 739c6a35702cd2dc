import type { Json, Metrics, Outcome, ScriptError } from "@scriptyard/model";
import type { BjsonFormat } from "../engine/layout.ts";
import type { BatchPart, InputDetails } from "./batch.ts";
import { type DecodedList, decodeBjsonList } from "./bjson.ts";
import { limitError } from "./failure.ts";
import { readJson } from "./guest-records/json-text.ts";
import { unreadable } from "./guest-records/unreadable.ts";
import { createJsonMeter } from "./json-size.ts";
import { placed, resultProblem } from "./outcome.ts";
import type { Profile } from "./profile.ts";

/** The outcomes of a part, in the order of its inputs, decoded and checked where the caller of the batch lives. */
export function partOutcomes(
  part: BatchPart,
  { image, limits }: Profile,
  format: BjsonFormat | null,
  queueUs: number,
): Outcome[] {
  const errors = new Map(part.errors);
  const texts = new Map(part.texts);
  const details = new Map(part.details);
  const lists = part.lists.map(({ from, encoded, decoded }) => ({
    from,
    ...(decoded ?? (format && decodeBjsonList(encoded, format)) ?? noAnswers),
  }));
  const measure = createJsonMeter();
  let at = 0;
  const outcomes: Outcome[] = [];
  const sparse = errors.size + texts.size + details.size > 0;
  for (let index = part.from; index < part.next; index++) {
    const detail = (sparse && details.get(index)) || noDetails();
    const { lines, effects, effectBytes, hostCalls, logBytes, dropped } = detail;
    const place = index - part.from;
    const metrics: Metrics = {
      compileUs: 0,
      runUs: part.runUs[place]!,
      queueUs,
      operations: part.operations[place]!,
      memoryBytes: part.memoryBytes,
      hostCalls,
      logBytes,
      logsDropped: dropped,
      resultBytes: 0,
    };
    const answer = answerOf(index);
    if ("error" in answer) {
      outcomes.push({ status: "error", error: placed(answer.error, image), logs: lines, metrics });
      continue;
    }
    metrics.resultBytes = answer.bytes + effectBytes;
    if (metrics.resultBytes > limits.resultBytes) {
      const error = limitError("resultBytes", limits.resultBytes, metrics.resultBytes);
      metrics.resultBytes = 0;
      outcomes.push({ status: "error", error, logs: lines, metrics });
    } else outcomes.push({ status: "ok", result: answer.value, effects, logs: lines, metrics });
  }
  return outcomes;

  function listed(index: number): { value: Json; bytes: number } | { error: ScriptError } {
    while (at < lists.length - 1 && index >= lists[at]!.from + lists[at]!.values.length) at++;
    const { from, values, sizes, mostTimes } = lists[at] ?? { from: index, ...noAnswers };
    const value = values[index - from];
    if (value === undefined) return { error: unreadable("The script's result") };
    const size = sizes[index - from]!;
    // As JSON text it is looked at only where it could be over the limit.
    const over = size * mostTimes > limits.resultBytes;
    return { value, bytes: over ? measure(value, limits.resultBytes) : size };
  }

  function answerOf(index: number): { value: Json; bytes: number } | { error: ScriptError } {
    const error = sparse ? errors.get(index) : undefined;
    if (error) return { error };
    const text = sparse ? texts.get(index) : undefined;
    if (text === undefined) return listed(index);
    const value = text === "" ? null : readJson(text);
    return value === undefined ? { error: resultProblem(text) } : { value, bytes: Buffer.byteLength(text) };
  }
}

const noAnswers: DecodedList = { values: [], sizes: [], mostTimes: 6 };

const noDetails = (): InputDetails => ({
  effects: [],
  effectBytes: 0,
  hostCalls: 0,
  lines: [],
  logBytes: 0,
  dropped: 0,
});
