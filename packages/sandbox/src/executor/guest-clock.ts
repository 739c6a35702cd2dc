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
   * The thread's processor time at a moment that has just been: at least that, and at most `FRESH_MS` more, in favour of
   * the run that is charged from here. NaN where the machine does not tell.
   */
  baseAt(now: number): number {
    if (now - this.readAt > FRESH_MS) {
      this.reading = this.processor.read();
      this.readAt = now;
    }
    return this.reading === null ? Number.NaN : this.reading + (now - this.readAt);
  }

  /** Processor time since `base`, of at most `wallMs`; null where the machine does not tell. */
  usedSince(base: number, wallMs: number): number | null {
    if (Number.isNaN(base)) return null;
    const reading = this.processor.read();
    return reading === null ? null : Math.min(wallMs, Math.max(0, reading - base));
  }

  [Symbol.dispose](): void {
    this.processor[Symbol.dispose]();
  }
}

/** Reading costs about 2 µs: this often it is a thousandth of the time. */
const FRESH_MS = 2;
