import type { InlineSandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import type { URLPattern as Pattern } from "urlpattern-polyfill/urlpattern";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../programs.ts";
import { answer, expectSame, openSandbox } from "./same.ts";

/** The functions of this file find it where guests do. */
declare const URLPattern: typeof Pattern;
/** As the build has laid it there: what is mended of it counts here too. */
const library = new URL("../../dist/guest/standard/url-pattern-library.guest.js", import.meta.url);
Object.assign(globalThis, (await import(library.href)) as object);

const piece = fc.constantFrom(
  ..."https:// http{s}?:// *. shop.example :8080 / /orders /:id :id(\\d+) (a|b) * ? + {-:part}? {/x}* \\? . : ( } ü %C3%BC #top ?a=:a & [::1]".split(
    " ",
  ),
);
const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
const address = fc.constantFrom(
  "https://shop.example/orders/7",
  "http://a.shop.example:8080/orders/7-x?a=1#top",
  "https://shop.example/%C3%BC/a",
  "https://[::1]/orders",
  "mailto:a@b.example",
  "no address",
);

/** What a pattern says of itself and of an address. */
const seen = (init: ConstructorParameters<typeof Pattern>[0], base: string | null, text: string): unknown => {
  try {
    const made = new URLPattern(init, base ?? undefined);
    const { protocol, username, password, hostname, port, pathname, search, hash } = made;
    const parts = [protocol, username, password, hostname, port, pathname, search, hash];
    return [parts, made.test(text), made.exec(text)];
  } catch (error) {
    return (error as Error).name;
  }
};

describe.each(engines)("URLPattern on %s", (engine) => {
  let sandbox: InlineSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(engine);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("reads patterns and addresses as V8 does with the same library", async () => {
    const part = fc.constantFrom("protocol", "hostname", "port", "pathname", "search", "hash");
    const init = fc.oneof(pattern, fc.dictionary(part, pattern, { maxKeys: 3, noNullPrototype: true }));
    const base = fc.constantFrom(null, "https://shop.example/orders/");
    await expectSame(sandbox, seen, fc.sample(fc.tuple(init, base, address), 150));
  });

  it("finds what stands in its groups", async () => {
    const code = `export function onExecute() {
      const orders = new URLPattern({ pathname: "/orders/:id(\\\\d+){.:format}?" });
      const found = orders.exec("https://shop.example/orders/7.pdf").pathname.groups;
      return [
        found.id, found.format, orders.test("https://shop.example/orders/x"), orders.test({ pathname: "/orders/8" }),
        orders.hasRegExpGroups, String(orders), new URLPattern({ pathname: "/Orders" }, { ignoreCase: true }).test("https://a/orders"),
      ];
    }`;
    expect(await answer(sandbox, code)).toEqual(["7", "pdf", false, true, true, "[object URLPattern]", true]);
  });

  it("refuses hosts that the parser refuses, in patterns and in addresses", async () => {
    const code = `export function onExecute() {
      const refused = ["*.168.1", "*.300", "*.xn--a", "999.1.2.3"].filter((hostname) => {
        try { return !new URLPattern({ hostname }); } catch (error) { return error instanceof TypeError; }
      });
      const shop = new URLPattern({ hostname: "*example.com" });
      const hosts = ["999.999.999.999", "evilexample.com", "refused.invalid"];
      return [
        refused.length, hosts.map((hostname) => shop.test({ hostname })),
        Object.entries(new URLPattern("wss://a.example:443/:__proto__").exec("wss://a.example/x").pathname.groups),
      ];
    }`;
    expect(await answer(sandbox, code)).toEqual([4, [false, true, false], [["__proto__", "x"]]]);
  });

  it("says which part of it is no pattern", async () => {
    const code = `export function onExecute() { new URLPattern({ pathname: "/a/:" }); }`;
    await expect(answer(sandbox, code)).rejects.toThrow("invalid pathname pattern '/a/:'");
  });
});
