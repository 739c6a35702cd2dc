import { z } from "zod";

/** Of which thing a mark tells, by its number in the outcome: `{ kind: "log", index: 2 }` is the third log line. */
export const traceMarkKinds = ["log", "effect", "call"] as const;
export type TraceMarkKind = (typeof traceMarkKinds)[number];

/** Words that are kept from the beginning of a run, and as many from its end: the steps between are counted. */
export const traceWindowWords = 400_000;
export const traceTextsMost = 20_000;
export const traceTextLength = 200;
export const traceMarksMost = 10_000;

const base64Length = (words: number) => Math.ceil((words * 4) / 3) * 4;

/**
 * What a traced run said, as it left the engine: nothing of it is believed before `readTrace` has read it.
 *
 * - `words`: 32-bit little-endian words as base64.
 * - `texts`: the strings that were written, cut at `traceTextLength`.
 * - `marks`: kind (number in `traceMarkKinds`), index, and how many words there were when it happened; three numbers each.
 * - `gap`: how many words are missing, from which word on; null when all are there.
 */
export const rawTraceSchema = z.object({
  words: z
    .string()
    .max(base64Length(2 * traceWindowWords + 20_000))
    .regex(/^[A-Za-z0-9+/]*={0,2}$/),
  texts: z.array(z.string().max(traceTextLength)).max(traceTextsMost),
  marks: z.array(z.int().min(0)).max(3 * traceMarksMost),
  gap: z.object({ at: z.int().min(0), words: z.int().min(1) }).nullable(),
});
export type RawTrace = z.infer<typeof rawTraceSchema>;
