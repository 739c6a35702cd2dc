import type { Json } from "@scriptyard/model";

/** A text as JSON, or where it stops being JSON: engines word that each in their own way, so only the place is taken. */
export function readJson(text: string): { ok: true; value: Json } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (cause) {
    return { ok: false, problem: `not JSON ${placeOf(text, wordsOf(cause))}` };
  }
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : "");

/** Some engines name a token and not its place: the shortest beginning of the text that is refused for a token ends with it. */
function tokenAt(text: string): number | undefined {
  const isRefused = (length: number): boolean => {
    try {
      JSON.parse(text.slice(0, length));
      return false;
    } catch (cause) {
      return wordsOf(cause).startsWith("Unexpected token");
    }
  };
  if (!isRefused(text.length)) return undefined;
  let [fine, refused] = [0, text.length];
  while (refused - fine > 1) {
    const middle = (fine + refused) >> 1;
    if (isRefused(middle)) refused = middle;
    else fine = middle;
  }
  return refused - 1;
}

function placeOf(text: string, message: string): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined) return `from line ${line}, column ${column} on`;
  const position = /position (\d+)/.exec(message)?.[1] ?? tokenAt(text);
  if (position === undefined || Number(position) >= text.length)
    return text.trim() ? "yet: its end is missing" : "yet: it is empty";
  const before = text.slice(0, Number(position)).split("\n");
  return `from line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} on`;
}
