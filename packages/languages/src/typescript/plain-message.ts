/**
 * What TypeScript says, without its advice to change options or to install packages: authors of scripts have neither.
 *
 * @param code TypeScript's number
 * @example plainMessage("2550", "Property 'fromAsync' does not exist on type 'ArrayConstructor'. Do you need to change your
 *   target library? Try changing the 'lib' compiler option to 'esnext' or later.")
 *   // "Property 'fromAsync' does not exist on type 'ArrayConstructor'. Scripts are written in ES2024 …"
 */
export function plainMessage(code: string, message: string): string {
  const words = own.get(code);
  if (words !== undefined) return words;
  const at = message.search(advice);
  return at < 0 ? message : `${message.slice(0, at)} ${language}`;
}

const language =
  "Scripts are written in ES2024 and what both engines have of ES2025; what belongs to browsers or Node.js is not there.";

/** Where the advice begins. The messages of both versions of TypeScript that have any are in the test. */
const advice = / (?:Do you need to (?:change|install) |Try changing the 'lib' )/;

/** Messages that are about an option and nothing else. */
const own = new Map([
  [
    "1294",
    "This is TypeScript that becomes code of its own, so it cannot be taken away as types are. Scripts run line by line as they are written.",
  ],
  ["1501", `This flag of regular expressions does not exist in scripts. ${language}`],
]);
