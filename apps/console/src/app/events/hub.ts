/** The least a live event is: something with a `type`. */
export type Typed = { type: string };

export type LinkState = "connecting" | "open" | "lost";

/**
 * Hands the events of one stream to whoever asked for their type, and says how the line is.
 * A handler that throws does not keep the others from their event.
 */
export class EventHub<Event extends Typed> {
  readonly #handlers = new Map<string, Set<(event: Event) => void>>();
  readonly #watchers = new Set<() => void>();
  #state: LinkState = "connecting";

  get state(): LinkState {
    return this.#state;
  }

  /** Answers what takes the handler off again. */
  on(types: readonly Event["type"][], handler: (event: Event) => void): () => void {
    for (const type of types) {
      const set = this.#handlers.get(type) ?? new Set();
      set.add(handler);
      this.#handlers.set(type, set);
    }
    return () => {
      for (const type of types) {
        const set = this.#handlers.get(type);
        set?.delete(handler);
        if (set?.size === 0) this.#handlers.delete(type);
      }
    };
  }

  emit(event: Event): void {
    // A copy: a handler may take itself or others off.
    const handlers = Array.from(this.#handlers.get(event.type) ?? []);
    for (const handler of handlers) {
      try {
        handler(event);
      } catch (error) {
        reportError(error);
      }
    }
  }

  /** For `useSyncExternalStore`. */
  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  setState(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }

  /** Handlers registered now, over all types. */
  get handlers(): number {
    let count = 0;
    for (const set of this.#handlers.values()) count += set.size;
    return count;
  }
}
