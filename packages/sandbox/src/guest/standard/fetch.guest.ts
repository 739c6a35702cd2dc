// fetch, around the call that the host answers: what is asked becomes JSON, and the answer a Response. A secret stays a word.
import { wrap } from "../functions.guest.ts";
import { NativePromise, PlainError, parse, WrongType } from "../primordials.guest.ts";
import { seam, type Word } from "./handle.guest.ts";
import { Headers } from "./headers.guest.ts";
import { ask, bytesOf, isBuffer, usv } from "./host.guest.ts";
import { place } from "./place.guest.ts";

type Body = { text: string } | { base64: string };
type Answer = {
  status: number;
  statusText: string;
  url: string;
  redirected: boolean;
  headers: { [name: string]: string };
  body: Body;
};
type Sent = {
  url: string;
  method: string;
  headers: { [name: string]: unknown };
  body?: unknown;
  redirect?: string;
};

let given: Answer | undefined;

class Response {
  readonly #answer: Answer;
  #used = false;
  readonly headers: Headers;

  constructor() {
    if (!given) throw new WrongType("Response: `fetch` answers them.");
    this.#answer = given;
    this.headers = new Headers();
    for (const [name, value] of Object.entries(given.headers))
      for (const one of name === "set-cookie" ? value.split("\n") : [value]) this.headers.append(name, one);
  }

  get status(): number {
    return this.#answer.status;
  }

  get statusText(): string {
    return this.#answer.statusText;
  }

  get ok(): boolean {
    return this.#answer.status >= 200 && this.#answer.status < 300;
  }

  get url(): string {
    return this.#answer.url;
  }

  get redirected(): boolean {
    return this.#answer.redirected;
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  text(): Promise<string> {
    return this.#take((body) =>
      "text" in body
        ? body.text
        : (ask("text.decode", ["utf-8", false, false, false], bytesIn(body)) as [string])[0],
    );
  }

  json(): Promise<unknown> {
    return this.text().then((text) => parse(text));
  }

  bytes(): Promise<Uint8Array> {
    return this.#take((body) => new Uint8Array(bytesIn(body)));
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#take(bytesIn);
  }

  get [Symbol.toStringTag](): string {
    return "Response";
  }

  #take<T>(read: (body: Body) => T): Promise<T> {
    return new NativePromise<T>((resolve) => {
      if (this.#used) throw new WrongType("Response: its body was read before. Keep what you read.");
      this.#used = true;
      resolve(read(this.#answer.body));
    });
  }
}

function bytesIn(body: Body): ArrayBuffer {
  if ("text" in body) return ask("utf8", [body.text]) as ArrayBuffer;
  const binary = ask("base64.decode", [body.base64]) as string;
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}

/** As it is printed: a text that was joined with a handle, and would be sent as it stands there. */
const printed = /\[secret [a-z][a-z0-9-]*\]/;

const printedInAddress = /(?:\[|%5B)secret(?: |%20|\+)[a-z]/i;

function headersIn(init: unknown): { [name: string]: unknown } {
  const headers: { [name: string]: unknown } = Object.create(null);
  if (init === undefined || init === null) return headers;
  const pairs =
    typeof (init as { [Symbol.iterator]?: unknown })[Symbol.iterator] === "function"
      ? (init as Iterable<[unknown, unknown]>)
      : Object.entries(init as object);
  for (const [name, value] of pairs) {
    const word = seam.wordOf(value);
    // Checked as headers are, also where its value is not here.
    const one = new Headers([[name, word ? "x" : value]]);
    const key = [...one.keys()][0]!;
    const text = one.get(key)!;
    if (printed.test(text))
      throw new WrongType(
        "fetch: the header " + key + " holds a secret that was printed. Write it as secrets.text`Bearer …`.",
      );
    const known = headers[key];
    headers[key] = word ?? (typeof known === "string" ? known + ", " + text : text);
  }
  return headers;
}

function bodyIn(value: unknown, sent: Sent): void {
  if (value === undefined || value === null) return;
  const word = seam.wordOf(value);
  const type = (text: string) => {
    sent.headers["content-type"] ??= text;
  };
  if (word) sent.body = { secret: word as Word };
  else if (typeof value === "string") {
    type("text/plain;charset=UTF-8");
    sent.body = { text: usv(value) };
  } else if (typeof value === "object" && (ArrayBuffer.isView(value) || isBuffer(value)))
    sent.body = { base64: ask("base64.encode", [], bytesOf(value, "fetch: the body")) as string };
  else if (Object.prototype.toString.call(value) === "[object URLSearchParams]") {
    type("application/x-www-form-urlencoded;charset=UTF-8");
    sent.body = { text: String(value) };
  } else
    throw new WrongType(
      "fetch: a body is a text, bytes, URLSearchParams or a secret. Write JSON with JSON.stringify(value).",
    );
}

function fetchNow(call: (args: unknown[]) => unknown, [input, options]: unknown[]): unknown {
  const init = (options ?? {}) as { [name: string]: unknown };
  if (typeof init !== "object") throw new WrongType("fetch: the options must be an object.");
  const signal = init.signal as { aborted?: boolean; reason?: unknown } | null | undefined;
  if (signal?.aborted) return NativePromise.reject(signal.reason ?? new PlainError("fetch: aborted."));
  const method = init.method === undefined ? "GET" : String(init.method).toUpperCase();
  if (printedInAddress.test(usv(input)))
    throw new WrongType(
      "fetch: the address holds a secret that was printed. Send it in a header or in the body: addresses are recorded.",
    );
  const sent: Sent = { url: usv(input), method, headers: headersIn(init.headers) };
  bodyIn(init.body, sent);
  if (init.redirect !== undefined) sent.redirect = String(init.redirect);
  return (call([sent]) as Promise<Answer>).then((answer) => {
    given = answer;
    try {
      return new Response();
    } finally {
      given = undefined;
    }
  });
}

// What is wrong with a call rejects, as it does on the web.
wrap("fetch", (call, args) => new NativePromise((resolve) => resolve(fetchNow(call, args))));
place("Response", Response);
