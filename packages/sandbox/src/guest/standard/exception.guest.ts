// The errors of the web's own functions. A name and an old code beside the message, as scripts written elsewhere expect.
import { define } from "../primordials.guest.ts";

const codes = {
  __proto__: null,
  IndexSizeError: 1,
  NotFoundError: 8,
  NotSupportedError: 9,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidAccessError: 15,
  AbortError: 20,
  QuotaExceededError: 22,
  TimeoutError: 23,
  DataCloneError: 25,
  InvalidCharacterError: 5,
} as unknown as { [name: string]: number | undefined };

export class DOMException extends Error {
  readonly code: number;

  constructor(message = "", name = "Error") {
    super(String(message));
    const given = String(name);
    define(this, "name", {
      __proto__: null,
      value: given,
      writable: true,
      enumerable: false,
      configurable: true,
    } as object);
    this.code = codes[given] ?? 0;
  }
}
