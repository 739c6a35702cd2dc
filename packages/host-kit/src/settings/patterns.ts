import type { JsonSchema } from "@scriptyard/model";
import { linearPattern } from "../patterns/linear-pattern.ts";
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

function patternProblem(source: string): string | null {
  if (source.length > 200) return `is too long: ${source.length} characters, at most 200 allowed`;
  const plain = source.replace(/\\[^1-9k]/gu, "e").replace(/\[(?:\\.|[^\]\\])*\]/gu, "c");
  if (/\\/.test(plain)) return "back-references are not allowed";
  if (/\(\?[=!<]/.test(plain)) return "look-around and named groups are not allowed";
  let open = 0;
  const groups: { repeats: boolean; alternatives: boolean }[] = [{ repeats: false, alternatives: false }];
  for (let index = 0; index < plain.length; index++) {
    const character = plain[index]!;
    const group = groups.at(-1)!;
    if (character === "(") groups.push({ repeats: false, alternatives: false });
    else if (character === "|") group.alternatives = true;
    else if (character === ")") {
      const inner = groups.length > 1 ? groups.pop()! : group;
      const repeated = /^(?:[*+]|\{\d+(?:,\d*)?\})/.test(plain.slice(index + 1));
      if (repeated && (inner.repeats || inner.alternatives))
        return "a repeat around a repeat or an alternative can run away; write it flat";
      groups.at(-1)!.repeats ||= inner.repeats;
      groups.at(-1)!.alternatives ||= inner.alternatives;
    } else if (
      character === "*" ||
      character === "+" ||
      (character === "{" && /^\{\d+(?:,\d*)?\}/.test(plain.slice(index)))
    ) {
      group.repeats = true;
      if (++open > 3) return "has more than three repeats; split it or use `format`";
    } else if (character === "?")
      group.repeats ||= plain[index - 1] !== "(" && !/[*+}]/.test(plain[index - 1] ?? "");
  }
  return linearPattern(source) ? null : "is too large: its counted repeats multiply; use lower counts";
}
