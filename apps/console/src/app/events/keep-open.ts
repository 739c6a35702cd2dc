import type { LinkState } from "./hub.ts";

const firstDelayMs = 1_000;
const longestDelayMs = 15_000;

/** How one try at the stream goes. `ended`: nobody tries again by themselves, whether the server ended it or refused it. */
type Try = (told: { state: (state: LinkState) => void; ended: () => void }) => () => void;

/**
 * Opens a stream again whenever it ended: browsers do so after a lost line only, not where a server that stops says goodbye or
 * one that starts refuses.
 *
 * @returns what closes it
 */
export function keepOpen(open: Try, state: (state: LinkState) => void): () => void {
  let close = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstDelayMs;
  let current = 0;
  const begin = (): void => {
    const mine = ++current;
    close = open({
      state(next) {
        if (mine !== current) return;
        if (next === "open") delayMs = firstDelayMs;
        state(next);
      },
      ended() {
        if (mine !== current) return;
        current++;
        state("lost");
        timer = setTimeout(begin, delayMs);
        delayMs = Math.min(2 * delayMs, longestDelayMs);
      },
    });
  };
  begin();
  return () => {
    current++;
    clearTimeout(timer);
    close();
  };
}
