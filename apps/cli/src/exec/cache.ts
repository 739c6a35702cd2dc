/** Keeps what was used last, within a number of entries and a sum of sizes. */
export class SizedCache<V> {
  readonly #limit: { entries: number; bytes: number };
  /** Least recently used first. */
  readonly #entries = new Map<string, { value: V; bytes: number }>();
  #bytes = 0;

  constructor(limit: { entries: number; bytes: number }) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, bytes: number): void {
    this.#drop(key);
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    while (this.#entries.size > this.#limit.entries || this.#bytes > this.#limit.bytes)
      this.#drop(this.#entries.keys().next().value!);
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
