/** Why a name cannot be given to an export; null when it can. */
export function nameProblem(name: string): string | null {
  if (name.length > mostCharacters) return `A name has at most ${mostCharacters} characters.`;
  if (!identifier.test(name))
    return "A name has letters, digits, _ and $, and begins with none of the digits.";
  if (reserved.has(name)) return `\`${name}\` is a word of the language.`;
  return null;
}

const mostCharacters = 100;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** What no module may declare, and what reads like something else where it may be declared. */
const reserved = new Set(
  (
    "arguments async await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected public " +
    "return static super switch this throw true try typeof undefined var void while with yield any boolean never number " +
    "object string symbol type unknown bigint NaN Infinity globalThis"
  ).split(" "),
);
