/**
 * Who a piece of work is done for: a realm, and a person in it. Null is the system itself, whose work nobody can order
 * and which is never refused.
 */
export type Payer = { realm: string; person: string | null };

export type LineLimits = {
  /** How many pieces of one person, of one realm and of all may wait. */
  perPerson: number;
  perRealm: number;
  all: number;
  /** How many of one realm may be under way at once: less than there are hands, so that one is always left for others. */
  handsPerRealm: number;
};

/** Why something may not wait, with the number that waits there. */
export type NoRoom = { who: "person" | "realm" | "all"; waiting: number };

/**
 * A waiting line that is fair twice: in turn between realms, and within a realm in turn between its people. Who sends
 * a hundred pieces waits behind himself; the next one's only piece comes second.
 */
export class FairLine<T> {
  size = 0;
  readonly #limits: LineLimits;
  readonly #realms = new Map<string, Realm<T>>();
  #turn = 0;

  constructor(limits: LineLimits) {
    this.#limits = limits;
  }

  /** Null when it waits now. */
  push(payer: Payer, item: T): NoRoom | null {
    const { perPerson, perRealm, all } = this.#limits;
    const realm = this.#realms.get(payer.realm);
    const own = realm?.people.get(payer.person)?.items.length ?? 0;
    if (payer.person === null) this.#add(payer, item);
    else if (own >= perPerson) return { who: "person", waiting: own };
    else if (realm !== undefined && realm.waiting >= perRealm)
      return { who: "realm", waiting: realm.waiting };
    else if (this.size >= all) return { who: "all", waiting: this.size };
    else this.#add(payer, item);
    return null;
  }

  /** How many pieces are served before one that `payer` would push now, at most. */
  ahead({ realm: name, person }: Payer): number {
    const realm = this.#realms.get(name);
    if (realm === undefined) return 0;
    const own = realm.people.get(person)?.items.length ?? 0;
    let ahead = own;
    for (const [other, { items }] of realm.people)
      if (other !== person) ahead += Math.min(items.length, own + 1);
    return ahead;
  }

  /** The next piece; its realm and person count as busy until `done`. */
  take(): { payer: Payer; item: T } | undefined {
    let chosen: [string, Realm<T>] | undefined;
    for (const entry of this.#realms) {
      const [, realm] = entry;
      if (realm.waiting === 0 || realm.running >= this.#limits.handsPerRealm) continue;
      if (chosen === undefined || comesBefore(realm, chosen[1])) chosen = entry;
    }
    if (chosen === undefined) return undefined;
    const [name, realm] = chosen;
    let next: [string | null, Person<T>] | undefined;
    for (const entry of realm.people)
      if (entry[1].items.length > 0 && (next === undefined || comesBefore(entry[1], next[1]))) next = entry;
    const [personName, person] = next!;
    this.#turn += 1;
    for (const one of [realm, person]) {
      one.running += 1;
      one.servedAt = this.#turn;
    }
    realm.waiting -= 1;
    this.size -= 1;
    return { payer: { realm: name, person: personName }, item: person.items.shift()! };
  }

  done(payer: Payer): void {
    const realm = this.#realms.get(payer.realm);
    const person = realm?.people.get(payer.person);
    if (realm === undefined || person === undefined) return;
    realm.running -= 1;
    person.running -= 1;
    this.#forget(payer);
  }

  /** False when it does not wait: it was taken, or never came. */
  remove(payer: Payer, item: T): boolean {
    const realm = this.#realms.get(payer.realm);
    const person = realm?.people.get(payer.person);
    const at = person?.items.indexOf(item) ?? -1;
    if (realm === undefined || person === undefined || at < 0) return false;
    person.items.splice(at, 1);
    realm.waiting -= 1;
    this.size -= 1;
    this.#forget(payer);
    return true;
  }

  /** Everything that waits; nothing does afterwards. */
  drain(): T[] {
    const all: T[] = [];
    for (const realm of this.#realms.values()) {
      for (const { items } of realm.people.values()) all.push(...items.splice(0));
      realm.waiting = 0;
    }
    this.size = 0;
    return all;
  }

  #add(payer: Payer, item: T): void {
    let realm = this.#realms.get(payer.realm);
    if (realm === undefined) {
      realm = { people: new Map(), waiting: 0, running: 0, servedAt: 0 };
      this.#realms.set(payer.realm, realm);
    }
    let person = realm.people.get(payer.person);
    if (person === undefined) {
      person = { items: [], running: 0, servedAt: 0 };
      realm.people.set(payer.person, person);
    }
    person.items.push(item);
    realm.waiting += 1;
    this.size += 1;
  }

  #forget(payer: Payer): void {
    const realm = this.#realms.get(payer.realm)!;
    const person = realm.people.get(payer.person)!;
    if (person.items.length === 0 && person.running === 0) realm.people.delete(payer.person);
    if (realm.people.size === 0) this.#realms.delete(payer.realm);
  }
}

type Served = { running: number; servedAt: number };
type Person<T> = Served & { items: T[] };
type Realm<T> = Served & { people: Map<string | null, Person<T>>; waiting: number };

/** Who has the fewest under way, then who was served longest ago. */
function comesBefore(one: Served, other: Served): boolean {
  return one.running < other.running || (one.running === other.running && one.servedAt < other.servedAt);
}
