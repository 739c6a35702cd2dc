import type { SandboxEventMap, SandboxEventName, SandboxEvents } from "./events.ts";

export type EventsEmitter = SandboxEvents & {
  /** `make` is only asked when somebody listens: an event nobody wants costs a look into a map. */
  emit<Name extends SandboxEventName>(name: Name, make: () => SandboxEventMap[Name]): void;
};

export function createEvents(): EventsEmitter {
  const listeners = new Map<SandboxEventName, Set<(event: never) => unknown>>();
  return {
    on(name, listener) {
      // Wrapped, so that one function added twice is heard twice and each can stop alone.
      const own = (event: never) => listener(event);
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(own));
      return {
        [Symbol.dispose]() {
          known.delete(own);
          if (known.size === 0 && listeners.get(name) === known) listeners.delete(name);
        },
      };
    },
    emit(name, make) {
      const wanted = listeners.get(name);
      if (!wanted) return;
      const event = make() as never;
      // Whoever begins to listen now hears the next one.
      const now = [...wanted];
      for (const listener of now) tell(name, () => listener(event));
    },
  };
}

/** Calls back into the embedder's code. It must not be able to break a run, so its trouble becomes a warning. */
export function tell(what: string, call: () => unknown): void {
  const warn = (cause: unknown) => {
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.emitWarning(`A listener of the sandbox's ${what} failed: ${text}`, "ScriptyardListenerWarning");
  };
  try {
    const answer = call();
    if (answer instanceof Promise) answer.catch(warn);
  } catch (error) {
    warn(error);
  }
}
