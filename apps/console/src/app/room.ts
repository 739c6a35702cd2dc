import { useSyncExternalStore } from "react";

/**
 * What a window is too narrow for, in px. The code has about 76 columns at 1 440; below these widths what stands beside it
 * gives way, the least needed first.
 */
const least = { sidebar: 1_360, rail: 1_100, tree: 900 } as const;
export type Beside = keyof typeof least;

const queries = new Map<Beside, MediaQueryList>();

function queryOf(what: Beside): MediaQueryList {
  const query = queries.get(what) ?? globalThis.matchMedia(`(max-width: ${least[what] - 1}px)`);
  queries.set(what, query);
  return query;
}

/** Whether the window has no room for it beside the page: it folds, or floats over the page while it is needed. */
export function isTight(what: Beside): boolean {
  return queryOf(what).matches;
}

export function useTight(what: Beside): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = queryOf(what);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => isTight(what),
  );
}
