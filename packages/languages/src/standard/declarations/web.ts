// Long: the web's own functions as scripts see them, one declaration after the other.

/** Addresses, encodings, copies, signals, headers and forms. */
export const webDeclarations = `/**
 * An address and its parts, read as browsers read them.
 * @throws TypeError when the text is no address
 * @example
 * const url = new URL("/orders?page=2", "https://shop.example");
 * url.searchParams.set("page", "3");
 * url.href // "https://shop.example/orders?page=3"
 */
declare class URL {
  constructor(url: string | URL, base?: string | URL);
  /** The address, or null for a text that is none. */
  static parse(url: string | URL, base?: string | URL): URL | null;
  static canParse(url: string | URL, base?: string | URL): boolean;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}

interface URLPatternInit {
  readonly protocol?: string;
  readonly username?: string;
  readonly password?: string;
  readonly hostname?: string;
  readonly port?: string;
  readonly pathname?: string;
  readonly search?: string;
  readonly hash?: string;
  /** What the parts that are left out are taken from. */
  readonly baseURL?: string;
}

/** What a part of an address was, and what stood where the pattern has a group. */
interface URLPatternComponentResult {
  readonly input: string;
  readonly groups: { readonly [name: string]: string | undefined };
}

interface URLPatternResult {
  readonly inputs: readonly (string | URLPatternInit)[];
  readonly protocol: URLPatternComponentResult;
  readonly username: URLPatternComponentResult;
  readonly password: URLPatternComponentResult;
  readonly hostname: URLPatternComponentResult;
  readonly port: URLPatternComponentResult;
  readonly pathname: URLPatternComponentResult;
  readonly search: URLPatternComponentResult;
  readonly hash: URLPatternComponentResult;
}

/**
 * A pattern that addresses fit or do not fit: \`:name\` is one part of a path, \`*\` anything, \`{…}?\` may be missing.
 * @throws TypeError when the text is no pattern
 * @example
 * const orders = new URLPattern({ pathname: "/orders/:id{.pdf}?" });
 * orders.exec("https://shop.example/orders/7.pdf")?.pathname.groups.id // "7"
 */
declare class URLPattern {
  constructor(init: string | URLPatternInit, baseURL: string, options?: { readonly ignoreCase?: boolean });
  constructor(init?: string | URLPatternInit, options?: { readonly ignoreCase?: boolean });
  test(input?: string | URL | URLPatternInit, baseURL?: string): boolean;
  /** What stood in the groups; null where it does not fit. */
  exec(input?: string | URL | URLPatternInit, baseURL?: string): URLPatternResult | null;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  /** Whether it holds a regular expression. */
  readonly hasRegExpGroups: boolean;
}

/**
 * The parameters of a query, or of a form that was sent as text.
 * @example
 * new URLSearchParams("a=1&a=2").getAll("a") // ["1", "2"]
 */
declare class URLSearchParams {
  constructor(init?: string | URLSearchParams | Iterable<readonly [string, string]> | { readonly [name: string]: string });
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, all: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

/**
 * Text as UTF-8.
 * @example
 * new TextEncoder().encode("ü") // Uint8Array [0xc3, 0xbc]
 */
declare class TextEncoder {
  readonly encoding: "utf-8";
  encode(text?: string): Uint8Array<ArrayBuffer>;
  /** As much as there is room for; never half of a character. */
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

/**
 * Bytes as text: \`utf-8\`, \`utf-16le\`, \`windows-1252\` (\`latin1\`), \`shift_jis\` and the other encodings of the web. Encodings of
 * several bytes other than Unicode's are decoded in one piece, without \`stream\`.
 * @throws RangeError for an encoding that nobody knows
 * @example
 * new TextDecoder("utf-8", { fatal: true }).decode(bytes) // throws a TypeError for bytes that are not UTF-8
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

/**
 * Base64 to text with a character per byte.
 * @throws DOMException \`InvalidCharacterError\`
 * @example
 * atob("aGk=") // "hi"
 */
declare function atob(text: string): string;
/**
 * Text with a character per byte to base64. Other text goes through \`TextEncoder\` first.
 * @throws DOMException \`InvalidCharacterError\` when a character is above U+00FF
 * @example
 * btoa("hi") // "aGk="
 */
declare function btoa(text: string): string;

/**
 * A deep copy: also of maps, sets, dates, bytes, errors, and of what lies in itself.
 * @throws DOMException \`DataCloneError\` for functions and symbols
 * @example
 * const draft = structuredClone(context.user);
 */
declare function structuredClone<T>(value: T): T;

/**
 * Runs a function after what runs now, as the continuation of an \`await\` does. It counts among the promise jobs of the run.
 * @example
 * queueMicrotask(() => log.info("after the hook's first part"));
 */
declare function queueMicrotask(callback: () => void): void;

/** An error with one of the web's names, such as \`AbortError\`. */
declare class DOMException extends Error {
  constructor(message?: string, name?: string);
  readonly code: number;
}

/**
 * Calls things off that take a signal.
 * @example
 * const controller = new AbortController();
 * controller.signal.addEventListener("abort", () => log.info("called off"));
 * controller.abort();
 */
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare class AbortSignal {
  private constructor();
  static abort(reason?: unknown): AbortSignal;
  /** Aborts as soon as one of these does. */
  static any(signals: Iterable<AbortSignal>): AbortSignal;
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: AbortEvent) => void) | null;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: (event: AbortEvent) => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: (event: AbortEvent) => void): void;
}
interface AbortEvent {
  readonly type: "abort";
  readonly target: AbortSignal;
}

/**
 * Headers of HTTP: names in any case, several values of a name joined by a comma.
 * @example
 * new Headers({ "Content-Type": "text/plain" }).get("content-type") // "text/plain"
 */
declare class Headers {
  constructor(init?: Headers | Iterable<readonly [string, string]> | { readonly [name: string]: string });
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(callback: (value: string, name: string, all: Headers) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** Bytes with a type. */
declare class Blob {
  constructor(parts?: Iterable<string | Blob | ArrayBuffer | ArrayBufferView>, options?: { type?: string });
  readonly size: number;
  readonly type: string;
  slice(start?: number, end?: number, type?: string): Blob;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
}
/** A blob with a name. */
declare class File extends Blob {
  constructor(
    parts: Iterable<string | Blob | ArrayBuffer | ArrayBufferView>,
    name: string,
    options?: { type?: string; lastModified?: number },
  );
  readonly name: string;
  readonly lastModified: number;
}
/**
 * Fields of a form, in their order; a name may come more than once.
 * @example
 * const form = new FormData();
 * form.append("note", "hello");
 * form.get("note") // "hello"
 */
declare class FormData {
  append(name: string, value: string | Blob, fileName?: string): void;
  delete(name: string): void;
  get(name: string): string | File | null;
  getAll(name: string): (string | File)[];
  has(name: string): boolean;
  set(name: string, value: string | Blob, fileName?: string): void;
  forEach(callback: (value: string | File, name: string, all: FormData) => void): void;
  entries(): IterableIterator<[string, string | File]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string | File>;
  [Symbol.iterator](): IterableIterator<[string, string | File]>;
}
`;
