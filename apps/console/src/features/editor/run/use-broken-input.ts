import { useMemo, useSyncExternalStore } from "react";
import type { Input } from "./use-input.ts";
import { readBoth } from "./use-sample-changes.ts";

/** Which text of the input is none that a sample can keep, and where, while somebody needs to know; null = none. */
export function useBrokenInput(input: Input, scriptId: string, asked: boolean): string | null {
  const { parts } = input;
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const heard = parts.map(({ model }) => model.onDidChangeContent(listener));
      return () => {
        for (const each of heard) each.dispose();
      };
    },
    [parts],
  );
  return useSyncExternalStore(subscribe, () => {
    if (!asked) return null;
    const now = readBoth(input, scriptId);
    return now.ok ? null : now.message;
  });
}
