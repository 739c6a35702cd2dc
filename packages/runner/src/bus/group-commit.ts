/**
 * Writes what many ask for at once in one go: what is asked for while a batch is on its way goes with the next. So one
 * caller waits for one write, and a thousand do not wait for a thousand.
 *
 * @param write stores all or throws
 */
export function createGroupCommit<T>(
  write: (batch: readonly T[]) => Promise<void>,
): (item: T) => Promise<void> {
  type Waiting = { item: T; resolve: () => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let writing = false;

  const writeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await write(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      // One that cannot be written must not fail the others.
      for (const one of batch) await writeBatch([one]);
    }
  };
  const writeAll = async () => {
    writing = true;
    // Whoever asks within this turn goes with the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await writeBatch(batch);
    }
    writing = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!writing) void writeAll();
    });
}
