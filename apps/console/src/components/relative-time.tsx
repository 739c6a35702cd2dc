import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { formatExact, formatMoment, formatRelative } from "./format.ts";
import styles from "./relative-time.module.css";

/**
 * How long ago, and when by the reader's clock: on hover and focus, or always where `exact` says where. Machines and
 * titles have it as ISO says it.
 */
export function RelativeTime(props: {
  at: number;
  className?: string | undefined;
  exact?: "below" | "beside";
}) {
  const { at, className = "", exact } = props;
  const now = useNow();
  const iso = new Date(at).toISOString();
  if (exact !== undefined)
    return (
      <time dateTime={iso} title={iso} className={`${className} ${styles.both}`} data-exact={exact}>
        <span>{formatRelative(at, now)}</span>
        <span className={styles.exact}>{exact === "below" ? formatMoment(at, now) : formatExact(at)}</span>
      </time>
    );
  return (
    <Tooltip label={formatExact(at)}>
      <time dateTime={iso} className={className}>
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
