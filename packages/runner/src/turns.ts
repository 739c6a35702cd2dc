/** Everything that is ready runs first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work over many small things: `await turns.pause()` after each gives the loop away where this has had it for a while. */
export type TurnTaker = { pause(): Promise<void> | undefined };

export function createTurnTaker(longestMs = 4): TurnTaker {
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
