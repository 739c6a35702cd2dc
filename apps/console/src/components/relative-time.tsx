import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { formatExact, formatRelative } from "./format.ts";

/** How long ago; the exact time on hover and focus, and for machines in `datetime`. */
export function RelativeTime({ at, className }: { at: number; className?: string | undefined }) {
  const now = useNow();
  return (
    <Tooltip label={formatExact(at)}>
      <time dateTime={new Date(at).toISOString()} className={className}>
        {formatRelative(at, now)}
      </time>
    </Tooltip>
  );
}

// One clock for every time on the page, at rest while there is none or the tab is hidden.
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const watchers = new Set<() => void>();

function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  if (!timer) {
    now = Date.now();
    timer = setInterval(() => {
      if (document.hidden) return;
      now = Date.now();
      for (const each of watchers) each();
    }, 5_000);
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
}
