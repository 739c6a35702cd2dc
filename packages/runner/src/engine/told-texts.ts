import type { Host } from "@scriptyard/host-kit";

/**
 * Shorter texts that another service calls a token are masked in its own answer alone: it could else call `continue` one, and
 * nobody would read any more how a run ended.
 */
const shortestToken = 16;

/** Words of letters, as people name things: `continue-with-second-factor`, `CONTINUE`, `second factor`. */
const plainWords = /^(?:[A-Z]?[a-z]+|[A-Z]+)(?:[ _.-](?:[A-Z]?[a-z]+|[A-Z]+))*$/;

/** Longer names are no names. */
const longestName = 100;

/**
 * Of the texts that answers of services hold as tokens, those that are replaced wherever the run repeats them. What the hook's
 * own declarations say (names of members, outcomes, choices) is no token, nor is a part of it.
 */
export function tokensEverywhere(
  host: Pick<Host, "declarations">,
  hook: string,
  texts: Iterable<string>,
): Set<string> {
  const tokens = [...texts].filter((text) => text.length >= shortestToken && !plainWords.test(text));
  if (tokens.length === 0) return new Set();
  const names = declaredNames(host, hook);
  // No name goes over a line, so what does is no part of one.
  return new Set(tokens.filter((token) => token.includes("\n") || !names.includes(token)));
}

const known = new WeakMap<Pick<Host, "declarations">, Map<string, string>>();

/** Names and texts in a hook's declarations that are long enough to be taken for a token, one a line. */
function declaredNames(host: Pick<Host, "declarations">, hook: string): string {
  const ofHost = known.get(host) ?? new Map<string, string>();
  known.set(host, ofHost);
  let names = ofHost.get(hook);
  if (names === undefined) {
    const found = host.declarations({ hook }).text.matchAll(/"([^"\n]*)"|([\w$]+)/g);
    const each = new Set(
      [...found]
        .map(([, text, name]) => text ?? name ?? "")
        .filter(({ length }) => length >= shortestToken && length <= longestName),
    );
    names = [...each].join("\n");
    ofHost.set(hook, names);
  }
  return names;
}
