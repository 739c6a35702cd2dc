// AbortController and AbortSignal. Scripts have no timers, so `AbortSignal.timeout` says what holds a run's time instead.
import { WrongType } from "../primordials.guest.ts";
import { DOMException } from "./exception.guest.ts";
import { place } from "./place.guest.ts";

type Listener = ((event: object) => void) | { handleEvent(event: object): void };
type Entry = { listener: Listener; once: boolean };

let allowed = false;
const aborts = new WeakMap<AbortSignal, (reason: unknown) => void>();

class AbortSignal {
  #aborted = false;
  #reason: unknown;
  #listeners: Entry[] = [];
  #dependents: AbortSignal[] = [];
  onabort: ((event: object) => void) | null = null;

  constructor() {
    if (!allowed) throw new WrongType("AbortSignal: make it with `new AbortController()`.");
    aborts.set(this, (reason) => this.#abort(reason));
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = makeSignal();
    signal.#abort(reason);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const made = makeSignal();
    const all = [...signals];
    for (const one of all)
      if (!(one instanceof AbortSignal)) throw new WrongType("AbortSignal.any: pass a list of signals.");
    const first = all.find((one) => one.#aborted);
    if (first) made.#abort(first.#reason);
    else for (const one of all) one.#dependents.push(made);
    return made;
  }

  static timeout(): never {
    throw new DOMException(
      "AbortSignal.timeout: scripts have no timers; the limits of the script hold its time.",
      "NotSupportedError",
    );
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  addEventListener(type: unknown, listener: Listener | null, options?: { once?: unknown } | boolean): void {
    if (String(type) !== "abort" || listener === null || listener === undefined) return;
    if (this.#listeners.some((entry) => entry.listener === listener)) return;
    this.#listeners.push({ listener, once: typeof options === "object" && Boolean(options?.once) });
  }

  removeEventListener(type: unknown, listener: Listener | null): void {
    if (String(type) === "abort")
      this.#listeners = this.#listeners.filter((entry) => entry.listener !== listener);
  }

  #abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason =
      reason === undefined ? new DOMException("The operation was aborted.", "AbortError") : reason;
    const event = Object.freeze({ type: "abort", target: this, currentTarget: this });
    const listeners = [...this.#listeners];
    this.#listeners = listeners.filter((entry) => !entry.once);
    if (typeof this.onabort === "function") this.onabort(event);
    for (const { listener } of listeners) {
      if (typeof listener === "function") listener.call(this, event);
      else listener.handleEvent(event);
    }
    for (const dependent of this.#dependents) dependent.#abort(this.#reason);
    this.#dependents = [];
  }
}

function makeSignal(): AbortSignal {
  allowed = true;
  try {
    return new AbortSignal();
  } finally {
    allowed = false;
  }
}

class AbortController {
  readonly #signal = makeSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }

  abort(reason?: unknown): void {
    aborts.get(this.#signal)!(reason);
  }
}

place("AbortController", AbortController);
place("AbortSignal", AbortSignal);
