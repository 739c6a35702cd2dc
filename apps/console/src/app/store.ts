import { useSyncExternalStore } from "react";

/** A value outside React: for what outlives a component and is neither server state nor in the address. */
export type Store<T> = {
  get: () => T;
  set: (change: Partial<T> | ((value: T) => T)) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      const next = typeof change === "function" ? change(value) : { ...value, ...change };
      if (next === value) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** A store per key, made on first use, e.g. one run state per script. */
export function createStoreFamily<T extends object>(initial: () => T): (key: string) => Store<T> {
  const stores = new Map<string, Store<T>>();
  return (key) => {
    let store = stores.get(key);
    if (!store) {
      store = createStore(initial());
      stores.set(key, store);
    }
    return store;
  };
}
