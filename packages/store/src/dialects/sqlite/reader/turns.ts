/**
 * A waiting line for few hands: first come first served within a realm, realms in turn. The realm with the fewest under
 * way is next, then the one that was served longest ago, so who floods waits behind himself.
 */
export class Turns<T> {
  size = 0;
  /** In the order in which they were last served. */
  private readonly realms = new Map<string, { items: T[]; running: number }>();

  waitingOf(realm: string): number {
    return this.realms.get(realm)?.items.length ?? 0;
  }

  push(realm: string, item: T): void {
    const line = this.realms.get(realm) ?? { items: [], running: 0 };
    line.items.push(item);
    this.realms.set(realm, line);
    this.size += 1;
  }

  /** The next item; its realm counts as served until `done`. */
  take(): { realm: string; item: T } | undefined {
    let next: string | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [realm, { items, running }] of this.realms) {
      if (items.length === 0 || running >= fewest) continue;
      next = realm;
      fewest = running;
    }
    if (next === undefined) return undefined;
    const line = this.realms.get(next)!;
    line.running += 1;
    this.size -= 1;
    return { realm: next, item: line.items.shift()! };
  }

  done(realm: string): void {
    const line = this.realms.get(realm);
    if (!line) return;
    line.running -= 1;
    // To the end: whoever came while it was served goes first.
    this.realms.delete(realm);
    if (line.items.length > 0 || line.running > 0) this.realms.set(realm, line);
  }

  /** Everything that waits; nothing does afterwards. */
  drain(): T[] {
    const all = [...this.realms.values()].flatMap(({ items }) => items.splice(0));
    for (const [realm, { running }] of this.realms) if (running === 0) this.realms.delete(realm);
    this.size = 0;
    return all;
  }
}
