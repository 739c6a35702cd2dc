import type { monaco } from "./setup.ts";

/** Characters of a hover: past it nobody reads on. */
const most = 4_000;

/**
 * A text that scripts or people wrote, for Monaco's hovers, which read what they show as Markdown: its links, images and
 * headings would be shown as such. In a fence nothing is read, not even an address, which escaped characters still leave a link.
 *
 * @example hoverText("see [here](https://x.test)") // { value: "```text\nsee [here](https://x.test)\n```" }
 */
export function hoverText(text: string): monaco.IMarkdownString {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return { value: `${fence}text\n${shown}\n${fence}` };
}

/**
 * The first of such a text behind a line of code: one line of it, without what would turn the direction of the code around.
 *
 * @param most characters
 */
export function behindLine(text: string, most = 120): string {
  const [first = ""] = text.slice(0, 10 * most).split(/[\n\r\u2028\u2029]/, 1);
  const plain = first.replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ").trimEnd();
  return plain.length > most ? `${plain.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…` : plain;
}
