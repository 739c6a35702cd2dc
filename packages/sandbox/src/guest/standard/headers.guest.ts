// Headers: names in any case, values joined as HTTP joins them, in the order of the names.
import { WrongType } from "../primordials.guest.ts";
import { place } from "./place.guest.ts";

type Entry = { name: string; values: string[] };

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const badValue = /[\0\r\n]|[^\0-\xff]/;

export class Headers {
  #entries: Entry[] = [];

  constructor(init?: unknown) {
    if (init === undefined || init === null) return;
    if (typeof init !== "object")
      throw new WrongType("Headers: pass an object, a list of pairs or other headers.");
    if (typeof (init as { [Symbol.iterator]?: unknown })[Symbol.iterator] === "function") {
      for (const pair of init as Iterable<Iterable<unknown>>) {
        const two = [...pair];
        if (two.length !== 2) throw new WrongType("Headers: each entry must be a pair of name and value.");
        this.append(two[0], two[1]);
      }
    } else for (const [name, value] of Object.entries(init)) this.append(name, value);
  }

  append(name: unknown, value: unknown): void {
    const key = nameOf(name);
    const text = textOf(value);
    const found = this.#find(key);
    if (found) found.values.push(text);
    else this.#entries.push({ name: key, values: [text] });
  }

  delete(name: unknown): void {
    const key = nameOf(name);
    this.#entries = this.#entries.filter((entry) => entry.name !== key);
  }

  get(name: unknown): string | null {
    const found = this.#find(nameOf(name));
    return found ? found.values.join(", ") : null;
  }

  getSetCookie(): string[] {
    return [...(this.#find("set-cookie")?.values ?? [])];
  }

  has(name: unknown): boolean {
    return this.#find(nameOf(name)) !== undefined;
  }

  set(name: unknown, value: unknown): void {
    const key = nameOf(name);
    const text = textOf(value);
    const found = this.#find(key);
    if (found) found.values = [text];
    else this.#entries.push({ name: key, values: [text] });
  }

  forEach(callback: (value: string, name: string, all: this) => void, self?: unknown): void {
    if (typeof callback !== "function") throw new WrongType("Headers.forEach: pass a function.");
    for (const [name, value] of this.#pairs()) callback.call(self, value, name, this);
  }

  *entries(): Generator<[string, string]> {
    for (const pair of this.#pairs()) yield pair;
  }

  *keys(): Generator<string> {
    for (const [name] of this.#pairs()) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of this.#pairs()) yield value;
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return "Headers";
  }

  #find(name: string): Entry | undefined {
    return this.#entries.find((entry) => entry.name === name);
  }

  #pairs(): [string, string][] {
    const sorted = [...this.#entries].sort((a, b) => (a.name < b.name ? -1 : 1));
    return sorted.flatMap(({ name, values }): [string, string][] =>
      name === "set-cookie" ? values.map((value) => [name, value]) : [[name, values.join(", ")]],
    );
  }
}

function nameOf(value: unknown): string {
  const name = String(value);
  if (!token.test(name))
    throw new WrongType("Headers: " + JSON.stringify(name.slice(0, 100)) + " cannot be a name.");
  return name.toLowerCase();
}

function textOf(value: unknown): string {
  const text = trimmed(String(value));
  if (badValue.test(text)) throw new WrongType("Headers: a value has characters that no header may have.");
  return text;
}

/** Without the white space of HTTP at its ends. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}

place("Headers", Headers);
