import { readExports, readImports } from "../policy/imports.ts";
import { scanPolicy } from "../policy/scan.ts";
import { checkCaps } from "../source/caps.ts";
import { Report } from "../source/report.ts";
import { normalizeSource } from "../source/text.ts";
import type { CompileOutput } from "../types.ts";
import { eraseTypes, typeExportsOf } from "../typescript/erase.ts";
import { parseModule } from "./parse.ts";

/** Caps, parse, erase types, parse the result again as proof, scan. What fails early leaves the rest empty. */
export function compileModule(source: string, file: string, lang: "ts" | "js"): CompileOutput {
  const text = normalizeSource(source);
  const capped = checkCaps(text, file);
  if (capped.length > 0) return { code: null, map: null, diagnostics: capped, imports: [], exports: [] };
  const report = new Report(text, file);
  reportLineSeparators(text, report);

  // A hashbang is no JavaScript to every engine; as a comment it keeps its place.
  const module = text.startsWith("#!") ? `//${text.slice(2)}` : text;
  const parsed = parseModule(module, lang, report);
  if (parsed === null) return failed(report);
  const imports = readImports(parsed.program, report);
  if (lang === "js") {
    scanPolicy(parsed.program, report);
    return {
      ...failed(report),
      code: report.failed ? null : module,
      imports,
      exports: readExports(parsed.program),
    };
  }
  const typeExports = typeExportsOf(parsed.program);
  const code = eraseTypes(module, parsed, report);
  if (report.syntaxFailed) {
    // Whatever has to be written in another way is told in one round; what blanking left behind is not the author's.
    const rest = parseModule(code, "js", new Report(text, file));
    if (rest !== null) scanPolicy(rest.program, report);
    return { ...failed(report), imports, typeExports };
  }
  const javascript = parseModule(code, "js", report);
  if (javascript === null) return { ...failed(report), imports, typeExports };
  scanPolicy(javascript.program, report);
  return {
    ...failed(report),
    code: report.failed ? null : code,
    imports,
    exports: readExports(javascript.program),
    typeExports,
  };
}

function failed(report: Report): CompileOutput {
  return { code: null, map: null, diagnostics: report.sorted(), imports: [], exports: [] };
}

/** JavaScript ends a line at U+2028 and U+2029, editors do not: code after one may hide in what looks like a comment. */
function reportLineSeparators(text: string, report: Report): void {
  const at = text.search(/[\u2028\u2029]/);
  if (at < 0) return;
  report.add({
    code: "scriptyard/line-separator",
    source: "syntax",
    severity: "warning",
    message:
      "The text holds an invisible line separator (U+2028 or U+2029), which JavaScript takes for a line break",
    remedy: "Replace it with an ordinary line break; in a string write \\u2028.",
    start: at,
    end: at + 1,
  });
}
