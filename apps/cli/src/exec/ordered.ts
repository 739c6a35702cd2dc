/**
 * Maps with up to `concurrency` calls at once, and yields in the order of the source. A result is yielded as soon as
 * it and all before it are there, also while the source is waiting for more.
 *
 * @throws what the source throws, after the results of what came before
 */
export async function* mapOrdered<T, R>(
  source: AsyncIterable<T>,
  concurrency: number,
  map: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = [];
  let wake: () => void = () => undefined;
  let changed = new Promise<void>((resolve) => (wake = resolve));
  const signal = () => {
    wake();
    changed = new Promise<void>((resolve) => (wake = resolve));
  };
  let stopped = false;
  let end: { error?: unknown } | null = null;

  const reading = (async () => {
    try {
      for await (const item of source) {
        const result = map(item);
        // Awaited below, in order; until then a failure must not count as unhandled.
        result.catch(() => undefined);
        pending.push(result);
        signal();
        while (pending.length >= concurrency && !stopped) await changed;
        if (stopped) break;
      }
      end = {};
    } catch (error) {
      end = { error };
    }
    signal();
  })();

  try {
    for (;;) {
      while (pending.length === 0 && end === null) await changed;
      const next = pending[0];
      if (next === undefined) break;
      const result = await next;
      void pending.shift();
      signal();
      yield result;
    }
    await reading;
    if (end !== null && "error" in end) throw (end as { error: unknown }).error;
  } finally {
    stopped = true;
    signal();
  }
}
