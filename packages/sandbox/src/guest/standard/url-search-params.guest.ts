// URLSearchParams. Node reads and writes the text; the guest keeps the pairs.
import { WrongType } from "../primordials.guest.ts";
import { ask, usv } from "./host.guest.ts";

type Pair = [name: string, value: string];

/** Where a list of parameters belongs to an address, what it says becomes that address's query. */
export const changed = new WeakMap<URLSearchParams, (query: string) => void>();
export const refill = new WeakMap<URLSearchParams, (query: string) => void>();
export const { get: getIn, set: setIn } = WeakMap.prototype;
const apply = Reflect.apply;

export class URLSearchParams {
  #list: Pair[] = [];

  constructor(init: unknown = "") {
    apply(setIn, refill, [this, (query: string) => (this.#list = read(query))]);
    if (typeof init === "object" || typeof init === "function") {
      if (init === null) this.#list = read("null");
      else this.#list = pairsOf(init);
    } else this.#list = read(usv(init));
  }

  get size(): number {
    return this.#list.length;
  }

  append(name: unknown, value: unknown): void {
    this.#list[this.#list.length] = [usv(name), usv(value)];
    this.#tell();
  }

  delete(name: unknown, value?: unknown): void {
    const key = usv(name);
    const only = value === undefined ? undefined : usv(value);
    this.#keep((pair) => pair[0] !== key || (only !== undefined && pair[1] !== only));
    this.#tell();
  }

  get(name: unknown): string | null {
    const key = usv(name);
    const list = this.#list;
    for (let i = 0; i < list.length; i++) if (list[i]![0] === key) return list[i]![1];
    return null;
  }

  getAll(name: unknown): string[] {
    const key = usv(name);
    const found: string[] = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i++) if (list[i]![0] === key) found[found.length] = list[i]![1];
    return found;
  }

  has(name: unknown, value?: unknown): boolean {
    const key = usv(name);
    const only = value === undefined ? undefined : usv(value);
    const list = this.#list;
    for (let i = 0; i < list.length; i++)
      if (list[i]![0] === key && (only === undefined || list[i]![1] === only)) return true;
    return false;
  }

  set(name: unknown, value: unknown): void {
    const key = usv(name);
    const text = usv(value);
    let isSet = false;
    this.#keep((pair) => {
      if (pair[0] !== key) return true;
      if (isSet) return false;
      isSet = true;
      pair[1] = text;
      return true;
    });
    if (!isSet) this.#list[this.#list.length] = [key, text];
    this.#tell();
  }

  sort(): void {
    this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#tell();
  }

  forEach(callback: (value: string, name: string, all: this) => void, self?: unknown): void {
    if (typeof callback !== "function") throw new WrongType("URLSearchParams.forEach: pass a function.");
    for (let i = 0; i < this.#list.length; i++) {
      const [name, value] = this.#list[i]!;
      apply(callback, self, [value, name, this]);
    }
  }

  *entries(): Generator<Pair> {
    for (let i = 0; i < this.#list.length; i++) yield [this.#list[i]![0], this.#list[i]![1]];
  }

  *keys(): Generator<string> {
    for (let i = 0; i < this.#list.length; i++) yield this.#list[i]![0];
  }

  *values(): Generator<string> {
    for (let i = 0; i < this.#list.length; i++) yield this.#list[i]![1];
  }

  [Symbol.iterator](): Generator<Pair> {
    return this.entries();
  }

  toString(): string {
    return this.#list.length === 0 ? "" : (ask("query.text", this.#list) as string);
  }

  get [Symbol.toStringTag](): string {
    return "URLSearchParams";
  }

  #keep(wanted: (pair: Pair) => boolean): void {
    const kept: Pair[] = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i++) if (wanted(list[i]!)) kept[kept.length] = list[i]!;
    this.#list = kept;
  }

  #tell(): void {
    const tell = apply(getIn, changed, [this]) as ((query: string) => void) | undefined;
    if (tell) tell(this.toString());
  }
}

function read(text: string): Pair[] {
  const query = text[0] === "?" ? text.slice(1) : text;
  return query === "" ? [] : (ask("query.read", [query]) as Pair[]);
}

function pairsOf(init: object): Pair[] {
  const list: Pair[] = [];
  const iterate = (init as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (iterate === undefined || iterate === null) {
    const record = init as { [name: string]: unknown };
    for (const key of Reflect.ownKeys(record)) {
      if (!Object.getOwnPropertyDescriptor(record, key)?.enumerable) continue;
      if (typeof key === "symbol")
        throw new WrongType("URLSearchParams: a name must be a text, got a symbol.");
      const name = usv(key);
      const value = usv(record[key]);
      // Two names that differ only in halves of pairs are one.
      const at = list.findIndex((pair) => pair[0] === name);
      if (at < 0) list[list.length] = [name, value];
      else list[at]![1] = value;
    }
    return list;
  }
  if (typeof iterate !== "function") throw new WrongType("URLSearchParams: the list cannot be gone through.");
  for (const pair of init as Iterable<Iterable<unknown>>) {
    if ((typeof pair !== "object" && typeof pair !== "function") || pair === null)
      throw new WrongType("URLSearchParams: each entry must be a pair of name and value.");
    const two = [...pair];
    if (two.length !== 2)
      throw new WrongType("URLSearchParams: each entry must be a pair of name and value.");
    list[list.length] = [usv(two[0]), usv(two[1])];
  }
  return list;
}
