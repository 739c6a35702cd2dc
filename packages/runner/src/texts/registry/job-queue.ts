/**
 * Jobs in lines. Within a line one after the other, urgent ones first; lines are served in turn, a few side by side, so that
 * what one has does not delay the others. A job that waits already is not queued twice.
 */
export type JobQueue = {
  /** Resolves when the job is done, or dropped by `close`. A job that throws is told to `onError`. */
  add(line: string, key: string, job: () => Promise<void>, urgent: boolean): Promise<void>;
  /** Drops what waits, and waits for what runs. */
  close(): Promise<void>;
};

type Waiting = { job: () => Promise<void>; urgent: boolean; done: PromiseWithResolvers<void> };
type Line = { waiting: Map<string, Waiting>; running: boolean };

/** @param sideBySide lines that are at work at once */
export function createJobQueue(sideBySide: number, onError: (error: unknown) => void): JobQueue {
  /** Whose turn it is stands first. */
  const lines = new Map<string, Line>();
  const running = new Set<Promise<void>>();
  let starting = false;
  let closed = false;

  function nextLine(): [string, Line] | undefined {
    const idle = [...lines].filter(([, line]) => !line.running);
    return idle.find(([, line]) => nextOf(line)?.[1].urgent) ?? idle[0];
  }

  function pump(): void {
    while (!closed && running.size < sideBySide) {
      const [name, line] = nextLine() ?? [];
      if (name === undefined || line === undefined) return;
      const [key, one] = nextOf(line)!;
      line.waiting.delete(key);
      line.running = true;
      const work: Promise<void> = perform(one).finally(() => {
        running.delete(work);
        line.running = false;
        // To the end: the others come first.
        lines.delete(name);
        if (line.waiting.size > 0) lines.set(name, line);
        one.done.resolve();
        pump();
      });
      running.add(work);
    }
  }

  async function perform({ job }: Waiting): Promise<void> {
    try {
      await job();
    } catch (error) {
      onError(error);
    }
  }

  return {
    add(name, key, job, urgent) {
      if (closed) return Promise.resolve();
      const line = lines.get(name) ?? { waiting: new Map(), running: false };
      lines.set(name, line);
      const known = line.waiting.get(key);
      if (known !== undefined) {
        known.urgent ||= urgent;
        known.job = job;
        return known.done.promise;
      }
      const done = withResolvers<void>();
      line.waiting.set(key, { job, urgent, done });
      // A turn later: what is asked for in one go is known before the first is chosen, and whoever made us can listen.
      if (!starting) {
        starting = true;
        setImmediate(() => {
          starting = false;
          pump();
        });
      }
      return done.promise;
    },
    async close() {
      closed = true;
      for (const { waiting } of lines.values()) {
        for (const { done } of waiting.values()) done.resolve();
        waiting.clear();
      }
      await Promise.all(running);
    },
  };
}

function nextOf({ waiting }: Line): [string, Waiting] | undefined {
  for (const one of waiting) if (one[1].urgent) return one;
  return waiting.entries().next().value;
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
