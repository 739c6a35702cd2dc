import { maskText, type RawTrace, traceTextLength } from "@scriptyard/model";
import { createScrubber } from "./scrubber.ts";

/** What a traced run said, without the texts that were replaced in its record. */
export function maskTrace(trace: RawTrace, replaced: ReadonlySet<string>): RawTrace {
  if (replaced.size === 0) return trace;
  const { text } = createScrubber(replaced);
  return { ...trace, texts: trace.texts.map((value) => withoutCut(value, text)) };
}

/** A text that was cut may end with a part of a secret, which nobody would find: it goes whole. */
function withoutCut(value: string, text: (value: string) => string): string {
  return value.length >= traceTextLength ? maskText : text(value);
}
