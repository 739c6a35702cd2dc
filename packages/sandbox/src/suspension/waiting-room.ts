import type { Paused } from "../executor/async-pause.ts";
import { tapeBytes } from "../executor/trace-tape.ts";

/** Where the pages of waiting runs lie, and what traced ones said so far: counted, so that slow hosts cannot fill the memory. */
export class WaitingRoom {
  bytes = 0;
  count = 0;
  closed = false;
  readonly maxBytes: number;
  /** What wakes those who wait, when the room closes. */
  readonly wakers = new Set<() => void>();

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** A place until it is disposed; null when there is none. */
  enter({ pages, tape }: Pick<Paused, "pages" | "tape">): Disposable | null {
    const size = pages.data.length + (tape ? tapeBytes(tape) : 0);
    if (this.bytes + size > this.maxBytes) return null;
    this.bytes += size;
    this.count++;
    return {
      [Symbol.dispose]: () => {
        this.bytes -= size;
        this.count--;
      },
    };
  }

  /** Everybody who waits is told, and nobody waits here again. */
  close(): void {
    this.closed = true;
    for (const wake of this.wakers) wake();
  }
}
