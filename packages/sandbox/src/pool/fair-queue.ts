/**
 * First come first served within a realm, in turn between realms. A realm that already has something running gets no
 * second slot while a realm without one waits: who floods slows only itself.
 */
export class FairQueue<T> {
  size = 0;
  private readonly realms = new Map<string, Line<T>>();
  private turn = 0;
  private readonly costMs: (item: T) => number;

  /** @param costMs what an item is expected to take, asked once, when it comes */
  constructor(costMs: (item: T) => number = () => 0) {
    this.costMs = costMs;
  }

  push(realm: string, item: T): void {
    let line = this.realms.get(realm);
    if (!line) {
      line = emptyLine();
      this.realms.set(realm, line);
    }
    const costMs = this.costMs(item);
    line.items.push({ item, costMs });
    line.costMs += costMs;
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
    if (!chosen || accepts?.(chosen.items[0]!.item) === false) return undefined;
    chosen.running++;
    chosen.servedAt = ++this.turn;
    this.size--;
    const { item, costMs } = chosen.items.shift()!;
    chosen.costMs -= costMs;
    return item;
  }

  /** What was taken and has not begun comes first again. Called in the opposite order of `take`. */
  giveBack(realm: string, item: T): void {
    const line = this.realms.get(realm)!;
    const costMs = this.costMs(item);
    line.running--;
    line.items.unshift({ item, costMs });
    line.costMs += costMs;
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
    else this.realms.set(realm, { ...emptyLine(), running: 1, servedAt: ++this.turn });
  }

  /**
   * The work that would be handed out before one more item of the realm: its own whole line, and of every other as much
   * as comes in between, at its line's mean. Who floods makes itself wait, not the others. Asked at every call while
   * anything waits, so it goes by lines, not by items.
   */
  aheadMs(realm: string): number {
    const own = this.realms.get(realm);
    const turns = (own?.items.length ?? 0) + 1;
    let ahead = 0;
    for (const line of this.realms.values()) {
      const waiting = line.items.length;
      ahead += line === own || waiting <= turns ? line.costMs : (line.costMs * turns) / waiting;
    }
    return ahead;
  }

  /** Takes out what is late, of every realm. */
  expel(isLate: (item: T) => boolean): T[] {
    const late: T[] = [];
    for (const [realm, line] of this.realms) {
      const found = line.items.filter(({ item }) => isLate(item));
      if (found.length === 0) continue;
      line.items = line.items.filter(({ item }) => !isLate(item));
      line.costMs = line.items.reduce((sum, { costMs }) => sum + costMs, 0);
      this.size -= found.length;
      late.push(...found.map(({ item }) => item));
      this.forget(realm, line);
    }
    return late;
  }

  remove(realm: string, item: T): boolean {
    const line = this.realms.get(realm);
    const at = line ? line.items.findIndex((waiting) => waiting.item === item) : -1;
    if (!line || at < 0) return false;
    const [removed] = line.items.splice(at, 1);
    line.costMs -= removed!.costMs;
    this.size--;
    this.forget(realm, line);
    return true;
  }

  /** Everything that waits; the queue is empty afterwards. */
  drain(): T[] {
    const all = [...this.realms.values()].flatMap((line) => line.items.splice(0).map(({ item }) => item));
    for (const line of this.realms.values()) line.costMs = 0;
    this.size = 0;
    return all;
  }

  private forget(realm: string, line: Line<T>): void {
    if (line.running <= 0 && line.items.length === 0) this.realms.delete(realm);
  }
}

/** `costMs` is the sum of its items'. */
type Line<T> = { items: { item: T; costMs: number }[]; costMs: number; running: number; servedAt: number };

const emptyLine = <T>(): Line<T> => ({ items: [], costMs: 0, running: 0, servedAt: 0 });
