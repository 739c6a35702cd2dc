/** Everything that is ready runs first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work over many small things: `await turns.pause()` after each gives the loop away where this has had it for a while. */
export function createTurnTaker(longestMs = 4): { pause(): Promise<void> | undefined } {
  let since = performance.now();
  return {
    pause() {
      if (performance.now() - since < longestMs) return undefined;
      return nextTurn().then(() => {
        since = performance.now();
      });
    },
  };
}
