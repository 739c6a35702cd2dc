/**
 * First come first served within a realm, in turn between realms. A realm that already has something running gets no
 * second slot while a realm without one waits: who floods slows only itself.
 */
export class FairQueue<T> {
  size = 0;
  private readonly realms = new Map<string, Line<T>>();
  private turn = 0;

  push(realm: string, item: T): void {
    let line = this.realms.get(realm);
    if (!line) {
      line = { items: [], running: 0, servedAt: 0 };
      this.realms.set(realm, line);
    }
    line.items.push(item);
    this.size++;
  }

  /**
   * The next item, its realm counted as running until `done`: the realm with the fewest running, then the longest
   * unserved. Nothing when `accepts` refuses it: nobody is let past.
   */
  take(accepts?: (item: T) => boolean): T | undefined {
    let chosen: Line<T> | undefined;
    for (const line of this.realms.values()) {
      if (line.items.length === 0) continue;
      if (!chosen || line.running < chosen.running) chosen = line;
      else if (line.running === chosen.running && line.servedAt < chosen.servedAt) chosen = line;
    }
    if (!chosen || accepts?.(chosen.items[0]!) === false) return undefined;
    chosen.running++;
    chosen.servedAt = ++this.turn;
    this.size--;
    return chosen.items.shift();
  }

  /** What was taken and has not begun comes first again. Called in the opposite order of `take`. */
  giveBack(realm: string, item: T): void {
    const line = this.realms.get(realm)!;
    line.running--;
    line.items.unshift(item);
    this.size++;
  }

  done(realm: string): void {
    const line = this.realms.get(realm);
    if (!line) return;
    line.running--;
    this.forget(realm, line);
  }

  /** Something of the realm that was done goes on running. */
  again(realm: string): void {
    const line = this.realms.get(realm);
    if (line) line.running++;
    else this.realms.set(realm, { items: [], running: 1, servedAt: ++this.turn });
  }

  /**
   * The work that would be handed out before one more item of the realm: its own whole line, and of every other as much
   * as comes in between. Who floods makes itself wait, not the others.
   */
  aheadMs(realm: string, costMs: (item: T) => number): number {
    const own = this.realms.get(realm);
    const turns = (own?.items.length ?? 0) + 1;
    let ahead = 0;
    for (const line of this.realms.values()) {
      const before = line === own ? line.items.length : Math.min(line.items.length, turns);
      for (let i = 0; i < before; i++) ahead += costMs(line.items[i]!);
    }
    return ahead;
  }

  /** Takes out what is late, of every realm. */
  expel(isLate: (item: T) => boolean): T[] {
    const late: T[] = [];
    for (const [realm, line] of this.realms) {
      const found = line.items.filter(isLate);
      if (found.length === 0) continue;
      line.items = line.items.filter((item) => !isLate(item));
      this.size -= found.length;
      late.push(...found);
      this.forget(realm, line);
    }
    return late;
  }

  remove(realm: string, item: T): boolean {
    const line = this.realms.get(realm);
    const at = line ? line.items.indexOf(item) : -1;
    if (!line || at < 0) return false;
    line.items.splice(at, 1);
    this.size--;
    this.forget(realm, line);
    return true;
  }

  /** Everything that waits; the queue is empty afterwards. */
  drain(): T[] {
    const all = [...this.realms.values()].flatMap((line) => line.items.splice(0));
    this.size = 0;
    return all;
  }

  private forget(realm: string, line: Line<T>): void {
    if (line.running <= 0 && line.items.length === 0) this.realms.delete(realm);
  }
}

type Line<T> = { items: T[]; running: number; servedAt: number };
