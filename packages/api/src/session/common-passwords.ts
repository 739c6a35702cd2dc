import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** What nobody else's list has, but is guessed here first. */
const ours = [
  "scriptyard",
  "scriptyard1",
  "scriptyard123",
  "changeme",
  "changeme1",
  "changeme123",
  "default1",
];

let list: ReadonlySet<string> | undefined;

/**
 * Whether a password is among those that guessers try first: the 49 000 most used ones of known breaches, offline.
 * Read at the first question (0.2 s), because most starts of a server never ask: passwords are set rarely.
 */
export function isCommonPassword(lowerCase: string): boolean {
  list ??= new Set([...breached(), ...ours]);
  return list.has(lowerCase);
}

function breached(): readonly string[] {
  const { dictionary } = require("@zxcvbn-ts/language-common") as typeof import("@zxcvbn-ts/language-common");
  return dictionary["passwords-common"];
}
