/** Jobs one after the other; urgent ones first. A job that waits already is not queued twice. */
export type JobQueue = {
  /** Resolves when the job is done, or dropped by `close`. A job that throws is told to `onError`. */
  add(key: string, job: () => Promise<void>, urgent: boolean): Promise<void>;
  /** Drops what waits, and waits for what runs. */
  close(): Promise<void>;
};

type Waiting = { key: string; job: () => Promise<void>; urgent: boolean; done: PromiseWithResolvers<void> };

export function createJobQueue(onError: (error: unknown) => void): JobQueue {
  const waiting = new Map<string, Waiting>();
  let running: Promise<void> | null = null;
  let closed = false;

  function next(): Waiting | undefined {
    for (const one of waiting.values()) if (one.urgent) return one;
    return waiting.values().next().value;
  }

  async function drain(): Promise<void> {
    for (let one = next(); one !== undefined; one = next()) {
      waiting.delete(one.key);
      try {
        await one.job();
      } catch (error) {
        onError(error);
      }
      one.done.resolve();
    }
    running = null;
  }

  return {
    add(key, job, urgent) {
      if (closed) return Promise.resolve();
      const known = waiting.get(key);
      if (known !== undefined) {
        known.urgent ||= urgent;
        known.job = job;
        return known.done.promise;
      }
      const done = withResolvers<void>();
      waiting.set(key, { key, job, urgent, done });
      // A turn later: what is asked for in one go is known before the first is chosen, and whoever made us can listen.
      running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(drain);
      return done.promise;
    },
    async close() {
      closed = true;
      for (const { done } of waiting.values()) done.resolve();
      waiting.clear();
      await running;
    },
  };
}

type PromiseWithResolvers<T> = { promise: Promise<T>; resolve: (value: T) => void };

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
