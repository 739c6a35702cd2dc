/** What a text did to the child that worked on it: its time, its memory, or the process itself ended. */
export type Guilt = "timeout" | "memory" | "exited";

const keptMs = 10 * 60_000;
const mostKept = 500;

/** Texts that cost a child lately: they are refused at once, in the same words, instead of costing another. */
export class Guilty {
  readonly #until = new Map<string, { why: Guilt; untilMs: number }>();
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#until.size;
  }

  find(key: string): Guilt | null {
    const found = this.#until.get(key);
    if (found === undefined) return null;
    if (found.untilMs > this.#clock()) return found.why;
    this.#until.delete(key);
    return null;
  }

  remember(key: string, why: Guilt): void {
    this.#until.delete(key);
    this.#until.set(key, { why, untilMs: this.#clock() + keptMs });
    if (this.#until.size > mostKept) this.#until.delete(this.#until.keys().next().value!);
  }
}
