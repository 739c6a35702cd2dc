import type { GuestFunction, GuestPart } from "@scriptyard/model";
import { PRELUDE_SCHEME, prelude } from "../engine/prelude.ts";

/**
 * The standard library's parts: modules of the prelude that only those programs load that mention one of their names. They lie
 * beside the base, so a program that mentions none has no page, no operation and no microsecond of them.
 */
const parts = {
  "abort.guest.js": "AbortController AbortSignal",
  "blob.guest.js": "Blob File FormData",
  "clone.guest.js": "structuredClone",
  "crypto.guest.js": "crypto CryptoKey",
  "domexception.guest.js": "DOMException",
  "encoding.guest.js": "TextEncoder TextDecoder atob btoa",
  "headers.guest.js": "Headers",
  "intl.guest.js":
    "Intl toLocaleString toLocaleDateString toLocaleTimeString localeCompare toLocaleUpperCase toLocaleLowerCase",
  "microtask.guest.js": "queueMicrotask",
  "url.guest.js": "URL URLSearchParams",
  "url-pattern.guest.js": "URLPattern",
} as const satisfies { [module: string]: string };

export type StandardPart = keyof typeof parts | `${GuestPart}.guest.js`;

const partOf = new Map<string, StandardPart>(
  Object.entries(parts).flatMap(([part, names]) =>
    names.split(" ").map((name) => [name, part as StandardPart] as const),
  ),
);
const mention = new RegExp(`\\b(?:${[...partOf.keys()].join("|")})\\b`, "g");

/**
 * What of the standard library a program needs: the parts whose names its modules mention, in the order of their names. A
 * mention is a word of the text outside of comments. That a word is a field or lies in a string costs a few pages; the tree
 * of a stored output would have to be made anew for each image, and one mention too few would be a ReferenceError.
 *
 * @param functions those that are open to it: what is made around them is loaded with them
 */
export function standardParts(
  modules: readonly { code: string }[],
  functions: readonly GuestFunction[],
): StandardPart[] {
  const found = new Set<StandardPart>();
  for (const { part } of functions) if (part) found.add(`${part}.guest.js`);
  for (const { code } of modules)
    for (const [name] of withoutComments(code).matchAll(mention)) found.add(partOf.get(name)!);
  // It takes addresses apart with URL, which is then there for the program as well.
  if (found.has("url-pattern.guest.js")) found.add("url.guest.js");
  return [...found].sort();
}

/**
 * Leaves out comments that begin a line and hold no backtick: those cannot be anything else, or they are the text of a template,
 * which is no code either. Others may be inside of strings or patterns and are left where they are.
 */
function withoutComments(code: string): string {
  if (!code.includes("//") && !code.includes("/*")) return code;
  let kept = "";
  let from = 0;
  let next = 0;
  for (const { index } of code.matchAll(lineStart)) {
    if (index < next) continue;
    const isBlock = code.startsWith("/*", skipSpace(code, index));
    const end = isBlock ? code.indexOf("*/", index) : lineEnd(code, index);
    if (end < 0) break;
    // Left out or kept, it is looked at once: a text full of beginnings of comments would take minutes.
    next = end;
    const comment = code.slice(index, end);
    if (comment.includes("`") || comment.includes("${") || (!isBlock && comment.includes("*/"))) continue;
    kept += code.slice(from, index);
    from = end;
  }
  return kept + code.slice(from);
}

const lineStart = /^[ \t]*\/[/*]/gm;

function skipSpace(code: string, at: number): number {
  let next = at;
  while (code[next] === " " || code[next] === "\t") next++;
  return next;
}

function lineEnd(code: string, at: number): number {
  const end = code.indexOf("\n", at);
  return end < 0 ? code.length : end;
}

/** Whether something that a program gets from here says itself how it is written as JSON, as an address does. */
export function writesItself(
  modules: readonly { code: string }[],
  functions: readonly GuestFunction[],
): boolean {
  const loaded: string[] = standardParts(modules, functions).map(
    (part) => `${PRELUDE_SCHEME}standard/${part}`,
  );
  for (const { code } of modules)
    for (const [, specifier] of code.matchAll(/["'](std\/[a-z]+)["']/g))
      loaded.push(standardLibrary(specifier!) ?? "");
  return loaded.some((name) => prelude().modules.get(name)?.includes("toJSON") === true);
}

/** Name of the prelude's module behind `std/csv`; null for what the standard library has not. */
export function standardLibrary(specifier: string): string | null {
  if (!specifier.startsWith("std/")) return null;
  const name = `${PRELUDE_SCHEME}standard/${specifier}.guest.js`;
  return prelude().modules.has(name) ? name : null;
}
