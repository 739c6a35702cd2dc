import { Report } from "../source/report.ts";
import { parseModule } from "./parse.ts";

export type Span = { start: number; end: number };

/**
 * Where a module exports a value of that name: the name in its declaration or in `export { … }`.
 *
 * @param text normalised text that passed `checkCaps`
 */
export function exportSpan(text: string, lang: "ts" | "js", name: string): Span | null | "syntax-error" {
  const parsed = parseModule(text, lang, new Report(text, ""));
  if (parsed === null) return "syntax-error";
  for (const statement of parsed.program.body) {
    if (statement.type !== "ExportNamedDeclaration" || statement.exportKind === "type") continue;
    const { declaration } = statement;
    if (declaration?.type === "VariableDeclaration") {
      for (const { id } of declaration.declarations)
        if (id.type === "Identifier" && id.name === name)
          return { start: id.start, end: id.start + name.length };
    } else if (
      declaration &&
      "id" in declaration &&
      declaration.id?.type === "Identifier" &&
      declaration.id.name === name
    )
      if (declaration.type !== "TSDeclareFunction")
        // Of overloads the last, which has the body, is the one that runs.
        return { start: declaration.id.start, end: declaration.id.end };
    for (const { exported, exportKind } of statement.specifiers)
      if (exportKind !== "type" && exported.type === "Identifier" && exported.name === name)
        return { start: exported.start, end: exported.end };
  }
  return null;
}
