import { useEffect, useRef } from "react";

/** Calls `act` at once and then, however often it is asked, at most once a second. */
export function useGathered(act: () => void, everyMs = 1_000): () => void {
  const latest = useRef(act);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const again = useRef(false);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  const run = useRef(() => {
    if (timer.current) {
      again.current = true;
      return;
    }
    latest.current();
    timer.current = setTimeout(() => {
      timer.current = null;
      if (!again.current) return;
      again.current = false;
      run.current();
    }, everyMs);
  });
  return run.current;
}
