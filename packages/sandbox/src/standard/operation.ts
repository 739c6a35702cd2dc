import type { HandedSecrets } from "./secrets.ts";

/** Answers JSON or bytes, or throws what the script is to catch: TypeError, RangeError, `DomProblem`, Error. */
export type Operation = (
  args: readonly unknown[],
  buffers: readonly Buffer[],
  charge: (operations: number) => void,
  secrets?: HandedSecrets,
) => unknown;

/** A DOMException in the guest. */
export class DomProblem extends Error {
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** @throws TypeError: only a script that changed the prelude's own helpers gets here */
export function textIn(args: readonly unknown[], at: number): string {
  const value = args[at];
  if (typeof value !== "string") throw new TypeError("A text is missing.");
  return value;
}
