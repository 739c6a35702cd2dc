import { createStore, type Store } from "../../../app/store.ts";

/** A store that is written to the browser's storage, e.g. panel sizes. Broken or foreign values fall back to `initial`. */
export function rememberedStore<T extends object>(
  key: string,
  initial: T,
  parse: (value: unknown) => Partial<T>,
): Store<T> {
  const store = createStore<T>({ ...initial, ...read(key, parse) });
  store.subscribe(() => {
    try {
      localStorage.setItem(key, JSON.stringify(store.get()));
    } catch {
      // Full or forbidden storage: sizes are then remembered until reload only.
    }
  });
  return store;
}

/** What is kept under a name; nothing of what every object has, since a realm may be called `constructor`. */
export function keptFor<T>(of: { [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function read<T>(key: string, parse: (value: unknown) => Partial<T>): Partial<T> {
  try {
    const text = localStorage.getItem(key);
    return text === null ? {} : parse(JSON.parse(text));
  } catch {
    return {};
  }
}
