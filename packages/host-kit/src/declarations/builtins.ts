/** What the sandbox gives every script, whatever its host. */
export const jsonType = `/** Any JSON value: what crosses between a script and its host. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
`;

export const builtins = `/** Lines for the script's log: shown under Console in the editor and kept with the execution. */
declare namespace log {
  /**
   * For working on the script.
   * @param data kept as JSON beside the message
   * @example
   * log.debug("risk", { score: 40 })
   */
  function debug(message: string, data?: unknown): void;
  /**
   * What happened.
   * @example
   * log.info("second factor asked", { reason: "new device" })
   */
  function info(message: string, data?: unknown): void;
  /**
   * What somebody should look at.
   * @example
   * log.warn("no country in request", { ip: "203.0.113.7" })
   */
  function warn(message: string, data?: unknown): void;
  /**
   * What went wrong.
   * @example
   * log.error("terms version missing")
   */
  function error(message: string, data?: unknown): void;
}

/** The same log under the names JavaScript authors know. */
declare namespace console {
  function log(...data: unknown[]): void;
  function debug(...data: unknown[]): void;
  function info(...data: unknown[]): void;
  function warn(...data: unknown[]): void;
  function error(...data: unknown[]): void;
}

/**
 * A number from 0 up to but not including 1, like \`Math.random()\`. Both draw from the execution's recorded seed, so a
 * replay draws the same numbers, and whoever has the record knows them: never make a code, password or token from them.
 * @example
 * const variant = random() < 0.5 ? "a" : "b"
 */
declare function random(): number;

/** What both engines have, and the libraries of some editors not yet. */
interface RegExpConstructor {
  /**
   * A text as a part of a pattern that matches just that text.
   * @example
   * new RegExp(RegExp.escape("a.b") + "$").test("x a.b")
   */
  escape(text: string): string;
}
interface Map<K, V> {
  /** The value under a key, which is \`value\` from now on if there was none. */
  getOrInsert(key: K, value: V): V;
  /** The same, with the value made only where there was none. */
  getOrInsertComputed(key: K, make: (key: K) => V): V;
}
`;
