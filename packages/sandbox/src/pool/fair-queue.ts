/**
 * First come first served within a realm, by time between realms: the next is of the realm that has used the least, so a
 * realm of quick runs does not stand behind each slow one of another. A realm that already has something running gets no
 * second slot while a realm without one waits: who floods slows only itself.
 *
 * A realm that comes (again) starts from where the others are: having been away is no credit, and going away for a moment
 * wipes no debt out (start-time fair queueing).
 *
 * What must wait for the time being stands aside: others of its realm pass it meanwhile, and it has its place in the realm's
 * order again as soon as it need not, whatever else still stands there.
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
  private places = 0;
  private readonly costMs: (item: T) => number;
  private readonly gate: Gate<T> | null;
  private readonly placeOf: (item: T) => number;

  /**
   * @param costMs what an item is expected to take, asked once, when it comes
   * @param gate what must wait, asked whenever it would be next
   * @param placeOf where an item stands in its realm's order; needed where any is given back
   */
  constructor(
    costMs: (item: T) => number = () => 0,
    gate: Gate<T> | null = null,
    placeOf: (item: T) => number = () => this.places++,
  ) {
    this.costMs = costMs;
    this.gate = gate;
    this.placeOf = placeOf;
  }

  push(realm: string, item: T): void {
    this.add(this.lineOf(realm), item, (items, waiting) => items.push(waiting));
  }

  private add(line: Line<T>, item: T, into: (items: Waiting<T>[], waiting: Waiting<T>) => void): void {
    const costMs = this.costMs(item);
    into(line.items, { item, costMs, place: this.placeOf(item) });
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
    const { gate } = this;
    let isOpen: boolean | undefined;
    const mustWait = (item: T) => {
      if (gate === null || !gate.holds(item)) return false;
      isOpen ??= gate.isOpen();
      return !isOpen;
    };
    for (const line of this.realms.values()) {
      const head = headOf(line, mustWait);
      if (head && accepts(head.item) && (!chosen || isBefore(line, chosen.line))) chosen = { ...head, line };
    }
    return chosen;
  }

  private serve({ line, from, at, item }: Next<T>): T {
    line.running++;
    line.servedAt = ++this.turn;
    this.nowMs = Math.max(this.nowMs, line.usedMs);
    this.size--;
    const [taken] = at === 0 ? [from.shift()] : from.splice(at, 1);
    line.costMs -= taken!.costMs;
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

  /** What was taken and has not begun has the place again that it had. Called in the opposite order of `take`. */
  giveBack(realm: string, item: T): void {
    const line = this.realms.get(realm)!;
    line.running--;
    this.add(line, item, putBack);
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

/** What may not be handed out at any time. */
export type Gate<T> = {
  /** Whether it is one of those. It may cease to be while it waits. */
  holds(item: T): boolean;
  /** Whether one of those may be handed out now; asked once for all of them. */
  isOpen(): boolean;
};

/** `place`: in its realm's order. */
type Waiting<T> = { item: T; costMs: number; place: number };

/** The next of a realm, and where it is. */
type Head<T> = { from: Waiting<T>[]; at: number; item: T };
type Next<T> = Head<T> & { line: Line<T> };

/** `costMs` is the sum of its items'; `usedMs` what those before them took, counted from where the realm began. */
type Line<T> = {
  items: Waiting<T>[];
  /** What had to wait when it would have been next, in its order. */
  aside: Waiting<T>[];
  costMs: number;
  running: number;
  servedAt: number;
  usedMs: number;
};

/** The earliest that need not wait, of those that stood aside as of the others. */
function headOf<T>({ items, aside }: Line<T>, mustWait: (item: T) => boolean): Head<T> | undefined {
  const at = aside.length === 0 ? -1 : aside.findIndex(({ item }) => !mustWait(item));
  while (items.length > 0 && mustWait(items[0]!.item)) setAside(aside, items.shift()!);
  const [first, stood] = [items[0], aside[at]];
  if (stood && !(first && first.place < stood.place)) return { from: aside, at, item: stood.item };
  return first && { from: items, at: 0, item: first.item };
}

/** What was given back may have come before others that stand aside. */
function setAside<T>(aside: Waiting<T>[], waiting: Waiting<T>): void {
  let at = aside.length;
  while (at > 0 && aside[at - 1]!.place > waiting.place) at--;
  aside.splice(at, 0, waiting);
}

function putBack<T>(items: Waiting<T>[], waiting: Waiting<T>): void {
  const at = items.findIndex(({ place }) => place >= waiting.place);
  items.splice(at < 0 ? items.length : at, 0, waiting);
}

function isBefore<T>(a: Line<T>, b: Line<T>): boolean {
  if (a.running !== b.running) return a.running < b.running;
  return a.usedMs === b.usedMs ? a.servedAt < b.servedAt : a.usedMs < b.usedMs;
}

const MAX_DEBTS = 1_000;
