import { useEffect, useRef } from "react";
import { type LiveEvent, type LiveEventOf, useRunnerEvents } from "../events/index.ts";
import { useGathered } from "./use-gathered.ts";

/** Records are written in batches: the event of a run is heard before its record can be read. */
export const writtenMs = 1_200;

/**
 * Keeps what is shown true while it is shown: asks again when something happens that concerns it, at most once per
 * `everyMs`, and once more when what happened has surely been written.
 *
 * @example useFollow(["execution"], ({ execution }) => execution.id === id, () => void query.refetch());
 */
export function useFollow<T extends LiveEvent["type"]>(
  types: readonly T[],
  concerns: (event: LiveEventOf<T>) => boolean,
  ask: () => void,
  everyMs = 1_000,
): void {
  const soon = useGathered(ask, everyMs);
  const later = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (later.current) clearTimeout(later.current);
      later.current = null;
    },
    [],
  );
  useRunnerEvents(types, (event) => {
    if (!concerns(event)) return;
    soon();
    later.current ??= setTimeout(() => {
      later.current = null;
      soon();
    }, writtenMs);
  });
}
