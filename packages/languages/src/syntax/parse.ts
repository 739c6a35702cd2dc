import { type Comment, type OxcError, type ParseResult, type Program, parseSync } from "oxc-parser";
import type { Report } from "../source/report.ts";
import { type Declared, declaredTwice } from "./declared-twice.ts";
import { withShortLines } from "./short-lines.ts";

export type Parsed = { program: Program; comments: Comment[] };

/** So few errors cost nothing even where each is told with a line of 256 kB. */
const fewErrors = 50;
/** Characters. In a shorter text thousands of errors take some milliseconds. */
const longText = 6_000;

/**
 * Parses a module and reports what the parser refuses. Offsets of the tree are UTF-16 units of `text`.
 * The text must have passed `checkCaps`: the parser is native code and recurses.
 *
 * @returns the tree, or null when the text does not parse
 */
export function parseModule(text: string, lang: "ts" | "js", report: Report): Parsed | null {
  // The parser draws the whole line for each error: many errors on a long line are told from a text with short ones.
  const short = withShortLines(text);
  if (short !== null) {
    const forecast = parse(short.text, lang);
    const errors = "refused" in forecast ? [] : errorsOf(forecast);
    if (errors.length > fewErrors) {
      for (const error of errors) reportError(error, report, (offset) => short.original(offset));
      return null;
    }
  }
  const twice = lang === "js" && text.length > longText ? manyDeclaredTwice(text) : [];
  if (twice.length > 0) {
    for (const { name, start, end } of twice)
      report.add({
        code: "scriptyard/syntax",
        source: "syntax",
        message: `Identifier \`${name}\` has already been declared`,
        start,
        end,
      });
    return null;
  }
  const result = parse(text, lang);
  if ("refused" in result) {
    report.add({ code: "scriptyard/syntax", source: "syntax", message: result.refused, start: 0, end: 0 });
    return null;
  }
  const errors = errorsOf(result);
  for (const error of errors) reportError(error, report, (offset) => offset);
  return errors.length > 0 ? null : { program: result.program, comments: result.comments };
}

/** Names declared again, where they are so many that the parser must not tell them. */
function manyDeclaredTwice(text: string): Declared[] {
  const plain = parse(text, "js", { early: false });
  if ("refused" in plain || errorsOf(plain).length > 0) return [];
  const found = declaredTwice(plain.program, fewErrors);
  return found.length > fewErrors ? found : [];
}

function parse(
  text: string,
  lang: "ts" | "js",
  { early = lang === "js" } = {},
): ParseResult | { refused: string } {
  try {
    // Early errors (a name declared twice, an unknown label) are asked for where the text is plain JavaScript: in
    // TypeScript a name may be declared twice (overloads, merging).
    return parseSync(`module.${lang}`, text, {
      lang,
      sourceType: "module",
      showSemanticErrors: early,
    });
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

function errorsOf(result: ParseResult): OxcError[] {
  return result.errors.filter((error) => error.severity === "Error");
}

function reportError(error: OxcError, report: Report, original: (offset: number) => number): void {
  const label = error.labels[0];
  report.add({
    code: "scriptyard/syntax",
    source: "syntax",
    message: error.message.replace(/\.$/, ""),
    ...(error.helpMessage !== null && { remedy: error.helpMessage }),
    start: original(label?.start ?? 0),
    end: original(label?.end ?? 0),
  });
}
