import { linearPattern } from "./linear-pattern.ts";

/**
 * Why an engine that tries one way after the other, such as JavaScript's, could run away with a pattern; null when it cannot.
 * Some that are named here are harmless: to tell them apart takes more than reading.
 */
export function patternProblem(source: string): string | null {
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
