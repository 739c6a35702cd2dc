const parts = [
  { name: "second", from: 0, to: 59 },
  { name: "minute", from: 0, to: 59 },
  { name: "hour", from: 0, to: 23 },
  { name: "day", from: 1, to: 31 },
  { name: "month", from: 1, to: 12, also: "JAN to DEC" },
  { name: "weekday", from: 0, to: 7, also: "SUN to SAT" },
] as const;

const order = "minute hour day month weekday";
const counts = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

/**
 * What is wrong with an expression that cannot be read, in words for who typed it.
 *
 * @param reads whether an expression can be read: it is asked about each part alone
 */
export function cronProblem(expression: string, reads: (expression: string) => boolean): string {
  const texts = expression.trim().split(/\s+/).filter(Boolean);
  if (texts.length < 5 || texts.length > 6) {
    const count = counts[texts.length] ?? String(texts.length);
    const more = texts.length > 6 ? ", or six with seconds first" : "";
    return `${count} ${texts.length === 1 ? "part" : "parts"}; five are needed: ${order}${more}.`;
  }
  const named = texts.length === 6 ? parts : parts.slice(1);
  const wrong = named.findIndex(
    (_, index) => !reads(named.map((__, at) => (at === index ? texts[at] : "*")).join(" ")),
  );
  const part = named[wrong];
  if (!part) return `This is no cron expression. Its parts are: ${order}.`;
  const also = "also" in part ? `, or ${part.also}` : "";
  return `“${texts[wrong]}” is no ${part.name}: ${part.from} to ${part.to}${also}, with * , - and / as usual.`;
}
