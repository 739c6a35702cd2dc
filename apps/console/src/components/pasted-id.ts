import { findId, idTimeMs } from "@scriptyard/model";

/** Ids that stand for records on the executions page. */
const kinds = ["exe", "req", "fls", "erg"] as const;

export type PastedId = { kind: (typeof kinds)[number]; id: string; madeAt: number };

/**
 * @example pastedId("Request REQ_01M8… failed") // { kind: "req", id: "req_01m8…", madeAt: 1795857769000 }
 */
export function pastedId(text: string): PastedId | null {
  const found = findId(text, kinds);
  return found && { kind: found.prefix as PastedId["kind"], id: found.id, madeAt: idTimeMs(found.id) };
}

/** Whether a text is worth a question to the server: it names an id, or an address. */
export function isLookedUp(text: string): boolean {
  return findId(text) !== null || /\S@\S/.test(text);
}
