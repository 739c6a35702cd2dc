// URL. Node's own parser takes addresses apart, so that they mean here what they mean in the server; the
// guest keeps the parts.
import { WrongType } from "../primordials.guest.ts";
import { ask, usv } from "./host.guest.ts";
import { place } from "./place.guest.ts";
import { changed, getIn, refill, setIn, URLSearchParams } from "./url-search-params.guest.ts";

const { apply } = Reflect;

/** href, origin, protocol, username, password, host, hostname, port, pathname, search, hash. */
type Parts = string[];
class URL {
  #parts: Parts;
  #params: URLSearchParams | undefined;

  constructor(address: unknown, base?: unknown) {
    this.#parts = parsed(address, base) ?? invalid(address);
  }

  static canParse(address: unknown, base?: unknown): boolean {
    return parsed(address, base) !== null;
  }

  static parse(address: unknown, base?: unknown): URL | null {
    const parts = parsed(address, base);
    if (parts === null) return null;
    const made = new URL("a:");
    made.#parts = parts;
    return made;
  }

  get href(): string {
    return this.#parts[0]!;
  }
  set href(value: unknown) {
    this.#parts = parsed(value, undefined) ?? invalid(value);
    this.#refill();
  }
  get origin(): string {
    return this.#parts[1]!;
  }
  get protocol(): string {
    return this.#parts[2]!;
  }
  set protocol(value: unknown) {
    this.#set("protocol", value);
  }
  get username(): string {
    return this.#parts[3]!;
  }
  set username(value: unknown) {
    this.#set("username", value);
  }
  get password(): string {
    return this.#parts[4]!;
  }
  set password(value: unknown) {
    this.#set("password", value);
  }
  get host(): string {
    return this.#parts[5]!;
  }
  set host(value: unknown) {
    this.#set("host", value);
  }
  get hostname(): string {
    return this.#parts[6]!;
  }
  set hostname(value: unknown) {
    this.#set("hostname", value);
  }
  get port(): string {
    return this.#parts[7]!;
  }
  set port(value: unknown) {
    this.#set("port", value);
  }
  get pathname(): string {
    return this.#parts[8]!;
  }
  set pathname(value: unknown) {
    this.#set("pathname", value);
  }
  get search(): string {
    return this.#parts[9]!;
  }
  set search(value: unknown) {
    this.#set("search", value);
    this.#refill();
  }
  get hash(): string {
    return this.#parts[10]!;
  }
  set hash(value: unknown) {
    this.#set("hash", value);
  }

  get searchParams(): URLSearchParams {
    if (this.#params === undefined) {
      this.#params = new URLSearchParams(this.#parts[9]);
      apply(setIn, changed, [this.#params, (query: string) => this.#set("search", query)]);
    }
    return this.#params;
  }

  toString(): string {
    return this.#parts[0]!;
  }

  toJSON(): string {
    return this.#parts[0]!;
  }

  get [Symbol.toStringTag](): string {
    return "URL";
  }

  #set(part: string, value: unknown): void {
    this.#parts = ask("url.set", [this.#parts[0], part, usv(value)]) as Parts;
  }

  #refill(): void {
    if (this.#params) (apply(getIn, refill, [this.#params]) as (query: string) => void)(this.#parts[9]!);
  }
}

function parsed(address: unknown, base: unknown): Parts | null {
  return ask("url.parse", base === undefined ? [usv(address)] : [usv(address), usv(base)]) as Parts | null;
}

function invalid(address: unknown): never {
  const text = String(address);
  throw new WrongType("Invalid URL: " + (text.length > 100 ? text.slice(0, 100) + "…" : text));
}

for (const [Class, names] of [
  [
    URL,
    [
      "href",
      "origin",
      "protocol",
      "username",
      "password",
      "host",
      "hostname",
      "port",
      "pathname",
      "search",
      "hash",
      "searchParams",
      "toString",
      "toJSON",
    ],
  ],
  [
    URLSearchParams,
    [
      "size",
      "append",
      "delete",
      "get",
      "getAll",
      "has",
      "set",
      "sort",
      "forEach",
      "entries",
      "keys",
      "values",
      "toString",
    ],
  ],
] as const) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
}
place("URL", URL);
place("URLSearchParams", URLSearchParams);
