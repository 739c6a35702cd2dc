import type { JsonSchema } from "@scriptyard/model";
import { patternProblem } from "../patterns/pattern-problem.ts";
import { isSchemaObject, type SchemaNode, subschemas } from "../schema/keywords.ts";
import type { Issue } from "../types.ts";

/** Longest text a realm's own regular expression is ever tried on. */
export const patternTextCap = 256;

/**
 * Refuses regular expressions that could run away. Here they are matched in linear time (`linearPattern`), so a pattern it
 * cannot take is refused; but callers read these schemas too and match them with what backtracks, so repeats inside
 * repeats, alternatives inside repeats and more than three open repeats are refused as well.
 */
export function checkForeignPatterns(node: SchemaNode, path: string): Issue[] {
  if (!isSchemaObject(node)) return [];
  const issues: Issue[] = [];
  const at = path.includes("#") ? path : `${path}#`;
  if (typeof node.pattern === "string") {
    const problem = patternProblem(node.pattern);
    if (problem) issues.push({ path: `${at}/pattern`, message: problem });
    if (!(typeof node.maxLength === "number" && node.maxLength <= patternTextCap))
      issues.push({
        path: `${at}/pattern`,
        message: `needs \`maxLength\` of at most ${patternTextCap} beside it`,
      });
  }
  for (const source of Object.keys((node.patternProperties as JsonSchema | undefined) ?? {})) {
    const problem = patternProblem(source);
    if (problem) issues.push({ path: `${at}/patternProperties/${source}`, message: problem });
    else if (/[*+{]/.test(source))
      issues.push({
        path: `${at}/patternProperties/${source}`,
        message: "must not repeat; name the properties or use a plain prefix",
      });
  }
  return [
    ...issues,
    ...subschemas(node).flatMap(({ step, node: child }) => checkForeignPatterns(child, `${at}/${step}`)),
  ];
}
