/** One at a time, in the order of asking. */
export type Turns = { next(): Promise<Disposable> };

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async next() {
      const before = last;
      let end: () => void = () => {};
      last = new Promise((resolve) => {
        end = resolve;
      });
      await before;
      return { [Symbol.dispose]: end };
    },
  };
}
