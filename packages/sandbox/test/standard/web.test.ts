// Long: each of the web's functions, beside Node's own.
import type { InlineSandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../programs.ts";
import { answer, expectSame, openSandbox } from "./same.ts";

const piece = fc.constantFrom(
  ...'http https ftp file mailto data javascript : / // \\ ? # @ . .. %2e %zz %41 ü ß 日本 xn--nxasmq6b 1.2.3.4 0x7f.1 [::1] [::ffff:1.2.3.4] :80 :443 :99999 a b=c & + = ; user:pw example.com EXAMPLE.org \t \n | ^ { } " < > \ud800 😀'.split(
    " ",
  ),
  " ",
);
const address = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(""));
const query = fc
  .array(fc.constantFrom(..."a b = & + % %20 %FF %C3%BC ü 😀 \ud83d ? ; == && a=1".split(" "), " "), {
    maxLength: 10,
  })
  .map((parts) => parts.join(""));
const bytes = fc.array(
  fc.constantFrom(
    0,
    0x41,
    0x7f,
    0x80,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc3,
    0xd8,
    0xdc,
    0xe0,
    0xed,
    0xef,
    0xbb,
    0xbf,
    0xf0,
    0xf4,
    0xf5,
    0xfe,
    0xff,
  ),
  { maxLength: 24 },
);

describe.each(engines)("the web's functions on %s", (engine) => {
  let sandbox: InlineSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(engine);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("takes addresses apart as Node does", async () => {
    const parts = (text: string, base: string | null): unknown => {
      if (!(base === null ? URL.canParse(text) : URL.canParse(text, base))) return null;
      const url = base === null ? new URL(text) : new URL(text, base);
      const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } =
        url;
      return [
        href,
        origin,
        protocol,
        username,
        password,
        host,
        hostname,
        port,
        pathname,
        search,
        hash,
        [...url.searchParams],
        JSON.stringify(url),
        String(url),
      ];
    };
    const cases = fc.sample(
      fc.tuple(address, fc.option(fc.oneof(address, fc.constant("https://example.com/a/b?c#d")))),
      400,
    );
    await expectSame(sandbox, parts, cases);
  });

  it("sets parts of an address as Node does", async () => {
    const set = (part: "host", value: string, pairs: string[][]): unknown => {
      const url = new URL("https://user:pw@example.com:8080/a/b?c=d&e=f#g");
      const params = url.searchParams;
      url[part] = value;
      const before = [...params];
      for (const [name, text] of pairs) params.append(name!, text!);
      params.delete("c");
      params.set("e", "ü &");
      params.sort();
      const after = [
        url.href,
        url.search,
        params.toString(),
        params.size,
        params.get("e"),
        params.has("e", "x"),
      ];
      url.search = "?z=1";
      return [before, after, [...params], [...params.keys()], [...params.values()]];
    };
    const part = fc.constantFrom(
      ..."protocol username password host hostname port pathname search hash".split(" "),
    );
    const pairs = fc.array(fc.tuple(query, query), { maxLength: 4 });
    await expectSame(sandbox, set, fc.sample(fc.tuple(part, address, pairs), 200));
  });

  it("reads and writes queries as Node does", async () => {
    const read = (text: string, pairs: [string, string][]): unknown => {
      const params = new URLSearchParams(text);
      const made = new URLSearchParams(pairs);
      const seen: unknown[] = [];
      made.forEach((value, name) => {
        seen.push([name, value]);
      });
      return [
        [...params],
        params.toString(),
        made.toString(),
        seen,
        new URLSearchParams(Object.fromEntries(pairs)).toString(),
        new URLSearchParams(params).toString(),
      ];
    };
    await expectSame(
      sandbox,
      read,
      fc.sample(fc.tuple(query, fc.array(fc.tuple(query, query), { maxLength: 4 })), 200),
    );
  });

  it("encodes and decodes text as Node does", async () => {
    const decode = (
      label: string,
      list: number[],
      cuts: number[],
      fatal: boolean,
      ignoreBOM: boolean,
    ): unknown => {
      const all = Uint8Array.from(list);
      const tried = (run: () => unknown): unknown => {
        try {
          return run();
        } catch (error) {
          return error instanceof TypeError ? "TypeError" : String(error);
        }
      };
      const whole = tried(() => new TextDecoder(label, { fatal, ignoreBOM }).decode(all));
      const pieces = tried(() => {
        const decoder = new TextDecoder(label, { fatal, ignoreBOM });
        let text = "";
        let from = 0;
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          text += decoder.decode(all.subarray(from, cut), { stream: true });
          from = Math.min(cut, all.length);
        }
        return text + decoder.decode(all.subarray(from));
      });
      return [whole, pieces];
    };
    const label = fc.constantFrom(
      "utf-8",
      "UTF8",
      "utf-16le",
      "utf-16be",
      "utf-16",
      "koi8-r",
      "iso-8859-2",
      "windows-1251",
    );
    const cuts = fc.array(fc.nat(24), { maxLength: 4 });
    await expectSame(
      sandbox,
      decode,
      fc.sample(fc.tuple(label, bytes, cuts, fc.boolean(), fc.boolean()), 400),
    );
    const encode = (text: string, room: number): unknown => {
      const target = new Uint8Array(room);
      const told = new TextEncoder().encodeInto(text, target);
      return [[...new TextEncoder().encode(text)], told.read, told.written, [...target]];
    };
    const text = fc.string({
      unit: fc.constantFrom("a", "ü", "€", "😀", "\ud800", "\udc00", "\0"),
      maxLength: 12,
    });
    await expectSame(sandbox, encode, fc.sample(fc.tuple(text, fc.nat(20)), 200));
  });

  it("knows latin1 by what browsers mean with it", async () => {
    const code = `export function onExecute() {
      const upper = new TextDecoder("latin1").decode(Uint8Array.from({ length: 32 }, (_, i) => 128 + i));
      return [new TextDecoder("iso-8859-1").encoding, upper.slice(0, 5), upper.length];
    }`;
    expect(await answer(sandbox, code)).toEqual(["windows-1252", "€\x81‚ƒ„", 32]);
  });

  it("reads and writes base64 as Node does", async () => {
    const both = (text: string, encoded: string): unknown => {
      const tried = (run: () => string): string => {
        try {
          return run();
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [tried(() => btoa(text)), tried(() => atob(encoded)), tried(() => atob(btoa(text)))];
    };
    const unit = fc.constantFrom("a", "\0", "\xff", "€", "Z", " ");
    const encoded = fc.string({ unit: fc.constantFrom(..."AZaz09+/=- \n".split("")), maxLength: 12 });
    await expectSame(sandbox, both, fc.sample(fc.tuple(fc.string({ unit, maxLength: 9 }), encoded), 300));
  });

  it("copies what Node copies", async () => {
    const copies = (data: unknown): unknown => {
      const inner = { list: Object.assign([] as number[], { 0: 1, 2: 3 }), data } as {
        [name: string]: unknown;
      };
      inner.self = inner;
      const bytes = new Uint16Array([1, 2, 3]);
      const value = {
        inner,
        map: new Map<unknown, unknown>([[inner, new Set([1, "a"])]]),
        date: new Date(86_400_000),
        pattern: /a(b)/giu,
        bytes: bytes.subarray(1),
        same: bytes.buffer,
        view: new DataView(bytes.buffer, 2, 2),
        big: 12n,
        boxed: Object(true) as unknown,
        error: new RangeError("far", { cause: new Error("near") }),
        nothing: undefined,
        nan: Number.NaN,
      };
      const copy = structuredClone(value);
      const [key, set] = [...copy.map][0]! as [typeof inner, Set<unknown>];
      const refused = [() => 1, Symbol("x"), new WeakMap(), Promise.resolve()].map((one) => {
        try {
          return typeof structuredClone({ one });
        } catch (error) {
          return (error as Error).name;
        }
      });
      return [
        copy.inner !== inner,
        copy.inner.self === copy.inner,
        key === copy.inner,
        [...set],
        copy.inner.data,
        1 in (copy.inner.list as unknown[]),
        copy.date.getTime(),
        String(copy.pattern),
        [...copy.bytes],
        copy.bytes.buffer === copy.same,
        copy.view.buffer === copy.same,
        copy.view.byteOffset,
        String(copy.big),
        typeof copy.boxed,
        copy.error instanceof RangeError,
        copy.error.message,
        (copy.error.cause as Error).message,
        "nothing" in copy,
        Number.isNaN(copy.nan),
        refused,
      ];
    };
    await expectSame(sandbox, copies, fc.sample(fc.tuple(fc.jsonValue()), 50));
  });

  it("has headers as Node does", async () => {
    const all = (pairs: [string, string][], name: string): unknown => {
      const headers = new Headers(pairs);
      headers.append(name, "  last\t");
      const first = [
        [...headers],
        headers.get(name.toUpperCase()),
        headers.has(name),
        headers.getSetCookie(),
      ];
      headers.set(name, "one");
      headers.delete("b");
      return [first, [...headers], [...new Headers({ A: "1", a: "2" })]];
    };
    const name = fc.constantFrom("a", "B", "set-cookie", "Content-Type", "x-1");
    await expectSame(
      sandbox,
      all,
      fc.sample(
        fc.tuple(fc.array(fc.tuple(name, fc.constantFrom("1", "two", " 3 ")), { maxLength: 6 }), name),
        60,
      ),
    );
  });

  it("has signals, blobs and forms", async () => {
    const all = async (): Promise<unknown> => {
      const seen: string[] = [];
      const controller = new AbortController();
      const { signal } = controller;
      const any = AbortSignal.any([signal, new AbortController().signal]);
      signal.addEventListener("abort", () => seen.push("listener"), { once: true });
      any.onabort = () => seen.push("any");
      controller.abort();
      controller.abort("again");
      try {
        signal.throwIfAborted();
      } catch (error) {
        seen.push((error as Error).name);
      }
      const blob = new Blob(["aü", new Uint8Array([66]), new Blob(["c"])], { type: "Text/Plain" });
      const file = new File([blob], "n.txt", { lastModified: 5 });
      const form = new FormData();
      form.append("a", "1");
      form.append("f", file);
      form.append("a", "2");
      form.set("b", "x");
      form.delete("c");
      queueMicrotask(() => seen.push("micro"));
      await Promise.resolve();
      const kept = form.get("f") as File;
      return [
        seen,
        any.aborted,
        blob.size,
        blob.type,
        await blob.text(),
        await blob.slice(1, 3).text(),
        file.name,
        file.lastModified,
        form.getAll("a"),
        form.has("c"),
        [...form.keys()],
        kept.name,
        kept.size,
        new DOMException("m", "AbortError").code,
      ];
    };
    await expectSame(sandbox, all, [[]]);
  });
});
