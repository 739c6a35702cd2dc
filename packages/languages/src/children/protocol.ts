/**
 * Between us and a child. It is started with the number of its owner's process as its only argument, and ends where that is
 * not its parent any more. A child holds hostile texts: its word is read by `readChild`.
 */
export type ToChild = { id: number; request: unknown };

export type FromChild =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; message: string }
  /** It has what it needs; what it does from now on is the text's. */
  | { ready: true }
  /** It has started a process of its own. */
  | { helper: number };

/** Null for what no child of ours says. */
export function readChild(message: unknown): FromChild | null {
  if (typeof message !== "object" || message === null) return null;
  const { id, ok, value, message: text, helper, ready } = message as { [field: string]: unknown };
  if (typeof helper === "number") return Number.isSafeInteger(helper) && helper > 1 ? { helper } : null;
  if (ready === true) return { ready };
  if (typeof id !== "number") return null;
  if (ok === true) return { id, ok, value };
  return ok === false && typeof text === "string" ? { id, ok, message: text } : null;
}
