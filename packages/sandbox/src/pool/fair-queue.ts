/**
 * First come first served within a realm, by time between realms: the next is of the realm that has used the least, so a
 * realm of quick runs does not stand behind each slow one of another. A realm that already has something running gets no
 * second slot while a realm without one waits: who floods slows only itself.
 *
 * A realm that comes (again) starts from where the others are: having been away is no credit, and going away for a moment
 * wipes no debt out (start-time fair queueing).
 *
 * What must wait for the time being stands aside: others of its realm pass it meanwhile, and it is the first of its realm
 * as soon as it need not.
 *
 * @example a run of realm A took 100 ms, those of B take 1: about a hundred of B come before A's next
 */
export class FairQueue<T> {
  size = 0;
  private readonly realms = new Map<string, Line<T>>();
  /** What realms that have nothing here had used, where that is more than others have since. */
  private readonly debts = new Map<string, number>();
  /** What the realm that was served last had used by then. */
  private nowMs = 0;
  private turn = 0;
  private readonly costMs: (item: T) => number;
  private readonly mustWait: (item: T) => boolean;

  /**
   * @param costMs what an item is expected to take, asked once, when it comes
   * @param mustWait asked whenever it would be next
   */
  constructor(costMs: (item: T) => number = () => 0, mustWait: (item: T) => boolean = () => false) {
    this.costMs = costMs;
    this.mustWait = mustWait;
  }

  push(realm: string, item: T): void {
    const line = this.lineOf(realm);
    const costMs = this.costMs(item);
    line.items.push({ item, costMs });
    line.costMs += costMs;
    this.size++;
  }

  /**
   * The next item, its realm counted as running until `done`: the realm with the fewest running, then the one that used the
   * least, then the longest unserved. Nothing when `accepts` refuses it: nobody is let past.
   */
  take(accepts?: (item: T) => boolean): T | undefined {
    const next = this.next(() => true);
    return next && accepts?.(next.item) !== false ? this.serve(next) : undefined;
  }

  /** The next of those whose realm's first item is accepted: it is let past the others. */
  takePast(accepts: (item: T) => boolean): T | undefined {
    const next = this.next(accepts);
    return next && this.serve(next);
  }

  private next(accepts: (item: T) => boolean): Next<T> | undefined {
    let chosen: Next<T> | undefined;
    for (const line of this.realms.values()) {
      const from = this.headOf(line);
      const head = from[0];
      if (head && accepts(head.item) && (!chosen || isBefore(line, chosen.line)))
        chosen = { line, from, item: head.item };
    }
    return chosen;
  }

  /** Where the realm's next is the first; empty when none of them may be next. */
  private headOf({ items, aside }: Line<T>): Waiting<T>[] {
    if (aside.length > 0 && !this.mustWait(aside[0]!.item)) return aside;
    while (items.length > 0 && this.mustWait(items[0]!.item)) aside.push(items.shift()!);
    return items;
  }

  private serve({ line, from, item }: Next<T>): T {
    line.running++;
    line.servedAt = ++this.turn;
    this.nowMs = Math.max(this.nowMs, line.usedMs);
    this.size--;
    line.costMs -= from.shift()!.costMs;
    return item;
  }

  private lineOf(realm: string): Line<T> {
    let line = this.realms.get(realm);
    if (!line) {
      const usedMs = Math.max(this.nowMs, this.debts.get(realm) ?? 0);
      this.debts.delete(realm);
      line = { items: [], aside: [], costMs: 0, running: 0, servedAt: 0, usedMs };
      this.realms.set(realm, line);
    }
    return line;
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

  /** @param usedMs what it took of a thread */
  done(realm: string, usedMs: number): void {
    const line = this.realms.get(realm);
    if (!line) return;
    line.running--;
    line.usedMs += usedMs;
    this.forget(realm, line);
  }

  /** Something of the realm that was done goes on running. */
  again(realm: string): void {
    const line = this.lineOf(realm);
    line.running++;
    line.servedAt = ++this.turn;
  }

  /**
   * The work that would be handed out before one more item of the realm: its own whole line, and of every other as much
   * time, or one item. Who floods makes itself wait, not the others. Asked at every call while anything waits, so it goes by
   * lines, not by items.
   */
  aheadMs(realm: string): number {
    const own = this.realms.get(realm);
    const ownMs = own?.costMs ?? 0;
    let ahead = 0;
    for (const line of this.realms.values()) {
      const oneMs = line.costMs / Math.max(1, line.items.length + line.aside.length);
      ahead += line === own ? ownMs : Math.min(line.costMs, ownMs + oneMs);
    }
    return ahead;
  }

  /** Takes out what is late, of every realm. */
  expel(isLate: (item: T) => boolean): T[] {
    const late: T[] = [];
    for (const [realm, line] of this.realms) {
      const found = [...line.aside, ...line.items].filter(({ item }) => isLate(item));
      if (found.length === 0) continue;
      line.aside = line.aside.filter(({ item }) => !isLate(item));
      line.items = line.items.filter(({ item }) => !isLate(item));
      line.costMs = [...line.aside, ...line.items].reduce((sum, { costMs }) => sum + costMs, 0);
      this.size -= found.length;
      late.push(...found.map(({ item }) => item));
      this.forget(realm, line);
    }
    return late;
  }

  remove(realm: string, item: T): boolean {
    const line = this.realms.get(realm);
    if (!line) return false;
    for (const from of [line.items, line.aside]) {
      const at = from.findIndex((waiting) => waiting.item === item);
      if (at < 0) continue;
      const [removed] = from.splice(at, 1);
      line.costMs -= removed!.costMs;
      this.size--;
      this.forget(realm, line);
      return true;
    }
    return false;
  }

  /** Everything that waits; the queue is empty afterwards. */
  drain(): T[] {
    const all = [...this.realms.values()].flatMap((line) => [
      ...line.aside.splice(0),
      ...line.items.splice(0),
    ]);
    for (const line of this.realms.values()) line.costMs = 0;
    this.size = 0;
    return all.map(({ item }) => item);
  }

  private forget(realm: string, line: Line<T>): void {
    if (line.running > 0 || line.items.length > 0 || line.aside.length > 0) return;
    this.realms.delete(realm);
    if (line.usedMs <= this.nowMs) return;
    this.debts.set(realm, line.usedMs);
    if (this.debts.size <= MAX_DEBTS) return;
    for (const [other, usedMs] of this.debts) if (usedMs <= this.nowMs) this.debts.delete(other);
    if (this.debts.size > MAX_DEBTS) this.debts.delete(this.debts.keys().next().value!);
  }
}

type Waiting<T> = { item: T; costMs: number };

/** The next of a realm, the first of `from`. */
type Next<T> = { line: Line<T>; from: Waiting<T>[]; item: T };

/** `costMs` is the sum of its items'; `usedMs` what those before them took, counted from where the realm began. */
type Line<T> = {
  items: Waiting<T>[];
  /** What had to wait when it would have been next: it came before all of `items`. */
  aside: Waiting<T>[];
  costMs: number;
  running: number;
  servedAt: number;
  usedMs: number;
};

function isBefore<T>(a: Line<T>, b: Line<T>): boolean {
  if (a.running !== b.running) return a.running < b.running;
  return a.usedMs === b.usedMs ? a.servedAt < b.servedAt : a.usedMs < b.usedMs;
}

const MAX_DEBTS = 1_000;
