import { type Comment, type ParseResult, type Program, parseSync } from "oxc-parser";
import type { Report } from "../source/report.ts";

export type Parsed = { program: Program; comments: Comment[] };

/**
 * Parses a module and reports what the parser refuses. Offsets of the tree are UTF-16 units of `text`.
 * The text must have passed `checkCaps`: the parser is native code and recurses.
 *
 * @returns the tree, or null when the text does not parse
 */
export function parseModule(text: string, lang: "ts" | "js", report: Report): Parsed | null {
  let result: ParseResult;
  try {
    // Early errors (a name declared twice, an unknown label) are asked for where the text is plain JavaScript: in
    // TypeScript a name may be declared twice (overloads, merging).
    result = parseSync(`module.${lang}`, text, {
      lang,
      sourceType: "module",
      showSemanticErrors: lang === "js",
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    report.add({ code: "scriptyard/syntax", source: "syntax", message, start: 0, end: 0 });
    return null;
  }
  const errors = result.errors.filter((e) => e.severity === "Error");
  for (const error of errors) {
    const label = error.labels[0];
    report.add({
      code: "scriptyard/syntax",
      source: "syntax",
      message: error.message.replace(/\.$/, ""),
      ...(error.helpMessage !== null && { remedy: error.helpMessage }),
      start: label?.start ?? 0,
      end: label?.end ?? 0,
    });
  }
  return errors.length > 0 ? null : { program: result.program, comments: result.comments };
}
