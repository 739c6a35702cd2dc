/** What an image's runs cost: engine threads that died under them, or had to be ended. */
export type EngineLoss = { image: string; realm: string };

export type HeldBack = EngineLoss & { engines: number; heldMs: number };

/**
 * Which programs are held back. A thread is replaced within moments, but whoever makes that happen again and again takes
 * engines from everybody: a program that cost five (the limit) within a minute runs no more for a minute. A realm that cost
 * three times as many, with whatever programs, gets no more engines for programs that have not yet been seen to end by themselves.
 */
export class EngineToll {
  private readonly images = new Map<string, number[]>();
  private readonly realms = new Map<string, number[]>();
  private readonly limit: number;
  private readonly now: () => number;
  private readonly onHeld: (held: HeldBack) => void;

  /** @param limit engines that a program may cost within a minute; 0 = any number */
  constructor(limit: number, onHeld: (held: HeldBack) => void, now: () => number = () => performance.now()) {
    this.limit = limit;
    this.onHeld = onHeld;
    this.now = now;
  }

  charge({ image, realm }: EngineLoss): void {
    if (this.limit === 0) return;
    const engines = this.note(this.images, programOf({ image, realm }));
    this.note(this.realms, realm);
    if (engines === this.limit) this.onHeld({ image, realm, engines, heldMs: WINDOW_MS });
  }

  /** Milliseconds until it may run again; 0 when it may now. */
  heldMs({ image, realm }: EngineLoss, isProven: boolean): number {
    // Nearly always nobody owes anything: then this costs two looks at empty maps.
    if (this.images.size === 0) return 0;
    const own = this.left(this.images, programOf({ image, realm }), this.limit);
    return isProven ? own : Math.max(own, this.left(this.realms, realm, REALM_FACTOR * this.limit));
  }

  /** Whether the realm's programs cost an engine within the last minute. */
  owes(realm: string): boolean {
    return this.realms.size > 0 && this.recent(this.realms, realm).length > 0;
  }

  /** All realms that do. */
  owing(): string[] {
    return [...this.realms.keys()].filter((realm) => this.owes(realm));
  }

  private left(of: Map<string, number[]>, key: string, losses: number): number {
    const times = this.recent(of, key);
    if (times.length < losses) return 0;
    return Math.max(1, Math.ceil(times.at(-1)! + WINDOW_MS - this.now()));
  }

  private note(of: Map<string, number[]>, key: string): number {
    const times = this.recent(of, key);
    times.push(this.now());
    of.delete(key);
    of.set(key, times.slice(-REALM_FACTOR * this.limit));
    // Those that lost an engine longest ago are first.
    for (const [oldest] of of) if (of.size > MAX_KEPT) of.delete(oldest);
    return times.length;
  }

  private recent(of: Map<string, number[]>, key: string): number[] {
    const since = this.now() - WINDOW_MS;
    const times = (of.get(key) ?? []).filter((time) => time > since);
    if (times.length === 0) of.delete(key);
    return times;
  }
}

/** The same text in two realms is one image (a shipped template, a library): what one realm does with it is not the other's. */
const programOf = ({ image, realm }: EngineLoss) => `${image} ${realm}`;

const WINDOW_MS = 60_000;
const REALM_FACTOR = 3;
const MAX_KEPT = 10_000;
