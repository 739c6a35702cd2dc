import { useMemo, useSyncExternalStore } from "react";
import type { Input } from "./use-input.ts";

/** Which text of the input is no JSON, and where, while somebody needs to know; null = none. */
export function useBrokenInput(input: Input, asked: boolean): string | null {
  const { parts, read } = input;
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
    const now = read();
    return now.ok ? null : now.message;
  });
}
