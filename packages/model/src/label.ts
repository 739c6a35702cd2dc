import { z } from "zod";

/**
 * Characters that no name needs and that make two names look alike, a line look like two, or a text read backwards: control
 * characters, bidirectional controls, what has no width or no glyph, line and paragraph separators, halves of surrogate
 * pairs. A joiner (U+200D) stays, emoji are made with it; so does the non-joiner (U+200C), which Persian is written with.
 */
const hidden =
  "\\u00ad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2028\\u2029\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb";
const inLabel = new RegExp(`[\\p{Cc}\\p{Cs}${hidden}]`, "u");
/** Tabs and line breaks are what a text of several lines has. */
const inProse = new RegExp(`(?![\\t\\n\\r])[\\p{Cc}\\p{Cs}${hidden}]`, "u");
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name or title that people write, on one line: trimmed, with something to see, and nothing in it that does not show. For
 * what comes in; what is stored already may be older than the rule.
 */
export function label(most: number) {
  return text(most, inLabel).refine((value) => visible.test(value), {
    error: "is empty: write at least one character that shows",
    abort: true,
  });
}

/** As `label`, and may be left empty. */
export function optionalLabel(most: number) {
  return text(most, inLabel);
}

/** A description or note: several lines, may be empty. */
export function prose(most: number) {
  return text(most, inProse);
}

/** As `prose`, with something to see. */
export function note(most: number) {
  return text(most, inProse).refine((value) => visible.test(value), {
    error: "is empty: say why, in a few words",
    abort: true,
  });
}

function text(most: number, refused: RegExp) {
  return (
    z
      .string()
      .trim()
      // What is too long is not read: a megabyte may come here.
      .max(most, { abort: true })
      .superRefine((value, context) => {
        const found = refused.exec(value)?.[0];
        if (found === undefined) return;
        const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
        context.addIssue({
          code: "custom",
          message: `has a character that does not show (U+${code}): remove it`,
        });
      })
  );
}
