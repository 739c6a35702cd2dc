import { openProcessorClock, type ProcessorClock } from "../processor-clock.ts";

/**
 * Both clocks of the thread that guests run in. A run needs to know where the processor's stood when it began, and
 * nearly all are over before anybody asks what they used: so the reading of a moment ago serves the runs after it.
 */
export class GuestClock implements Disposable {
  private readonly processor: Pick<ProcessorClock, "read" | "descriptor"> & Disposable;
  private readonly wall: () => number;
  private reading: number | null = null;
  private readAt = Number.NEGATIVE_INFINITY;

  /** The two are given in tests: time is a number there. */
  constructor(processor: ProcessorClock = openProcessorClock(), wall = () => performance.now()) {
    this.processor = processor;
    this.wall = wall;
  }

  /** Milliseconds on the clock. */
  now(): number {
    return this.wall();
  }

  /** Where the thread's owner reads its processor time, if it can. */
  get descriptor(): number | null {
    return this.processor.descriptor;
  }

  /**
   * The thread's processor time at a moment that has just been: at least that, and at most `ageAt(now)` more, in favour of the
   * run that is charged from here. NaN where the machine does not tell.
   *
   * @param mostAgeMs how old the reading may be that it goes by
   */
  baseAt(now: number, mostAgeMs: number): number {
    if (now - this.readAt > mostAgeMs) this.read(now);
    return this.reading === null ? Number.NaN : this.reading + this.ageAt(now);
  }

  /** How old the last reading is. */
  ageAt(now: number): number {
    return now - this.readAt;
  }

  /** The thread's processor time now; null where the machine does not tell. Runs after this one may go by it. */
  read(now: number): number | null {
    this.reading = this.processor.read();
    this.readAt = now;
    return this.reading;
  }

  [Symbol.dispose](): void {
    this.processor[Symbol.dispose]();
  }
}
