import { idTimeMs } from "@scriptyard/model";

/** Ids that stand for records on the executions page, wherever they stand in what was pasted. */
const pattern = /\b(exe|req|fls|erg)_[0-9a-hjkmnp-tv-z]{26}\b/;
/** Any id that the server looks up. */
const anyId = /\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b/;

export type PastedId = { kind: "exe" | "req" | "fls" | "erg"; id: string; madeAt: number };

/**
 * @example pastedId("Request REQ_01M8… failed") // { kind: "req", id: "req_01m8…", madeAt: 1795857769000 }
 */
export function pastedId(text: string): PastedId | null {
  const found = pattern.exec(text.toLowerCase());
  if (found === null) return null;
  return { kind: found[1] as PastedId["kind"], id: found[0], madeAt: idTimeMs(found[0]) };
}

/** Whether a text is worth a question to the server: it names an id, or an address. */
export function isLookedUp(text: string): boolean {
  return anyId.test(text.toLowerCase()) || /\S@\S/.test(text);
}
