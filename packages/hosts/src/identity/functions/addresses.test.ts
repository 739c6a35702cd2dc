import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call } from "../testing/call.ts";

describe("ip.inRange", () => {
  test.each([
    ["203.0.113.7", "203.0.113.0/24", true],
    ["203.0.114.7", "203.0.113.0/24", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "0.0.0.0/0", true],
    ["255.255.255.255", "128.0.0.0/1", true],
    ["10.0.0.1", "10.0.0.0/31", true],
    ["10.0.0.2", "10.0.0.0/31", false],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1", true],
    ["::ffff:203.0.113.7", "203.0.113.0/24", true],
    ["203.0.113.7", "::ffff:203.0.113.0/120", true],
    ["64:ff9b::203.0.113.7", "64:ff9b::/96", true],
    ["203.0.113.7", "::/0", false],
    ["::1", "0.0.0.0/0", false],
    ["fe80::1%eth0", "fe80::/10", true],
    ["::", "::/128", true],
  ])("%s in %s: %s", (address, range, inside) => {
    expect(call("ip.inRange", [address, range])).toBe(inside);
  });

  test.each([
    [["300.1.1.1", "10.0.0.0/8"], 'ip.inRange: argument ip: "300.1.1.1" is not an IPv4 or IPv6 address'],
    [["10.0.0.1", "10.0.0.0/33"], "ip.inRange: argument cidr: /33 is not a prefix length from 0 to 32"],
    [["10.0.0.1", "10.0.0.0/-1"], "argument cidr: /-1 is not a prefix length"],
    [["10.0.0.1", "10.0.0.0/8/8"], 'argument cidr: "10.0.0.0/8/8" is not a range'],
    [["010.0.0.1", "10.0.0.0/8"], "argument ip"],
    [["10.0.0.1"], "ip.inRange: argument cidr: is missing; expected a string"],
    [[10, "10.0.0.0/8"], "ip.inRange: argument ip: expected a string, got 10"],
  ] as [Json[], string][])("%j is refused", (args, message) => {
    expect(() => call("ip.inRange", args)).toThrow(message);
  });

  test("agrees with arithmetic on IPv4", () => {
    const number = fc.nat(0xffff_ffff);
    const text = (n: number) => [24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join(".");
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 32 }), (a, b, prefix) => {
        expect(call("ip.inRange", [text(a), `${text(b)}/${prefix}`])).toBe(
          a >>> (32 - prefix) === b >>> (32 - prefix),
        );
      }),
    );
  });
});

test.each([
  ["10.1.2.3", true],
  ["172.31.255.255", true],
  ["172.32.0.0", false],
  ["192.168.0.1", true],
  ["127.0.0.1", true],
  ["169.254.1.1", true],
  ["100.64.0.1", true],
  ["203.0.113.7", false],
  ["8.8.8.8", false],
  ["::1", true],
  ["::", true],
  ["fd00::1", true],
  ["fe80::1", true],
  ["::ffff:10.0.0.1", true],
  ["2001:db8::1", false],
])("ip.isPrivate(%s): %s", (address, expected) => {
  expect(call("ip.isPrivate", [address])).toBe(expected);
});

describe("email", () => {
  test.each([
    ["Maria@Example.COM", "example.com"],
    [" a@b.co ", "b.co"],
    ['"odd@local"@example.org', "example.org"],
    ["x@münchen.example", "xn--mnchen-3ya.example"],
    ["maria.huber+news@mail.example.com", "mail.example.com"],
    ["jörg@example.org", "example.org"],
    ['"a, b; <c>"@example.org', "example.org"],
    ["o'brien/it#2@example.org", "example.org"],
  ])("domain of %s is %s", (address, domain) => {
    expect(call("email.domain", [address])).toBe(domain);
  });
  test.each([
    "",
    "a",
    "a@",
    "@b.com",
    "a@b",
    "a b@c.com",
    "a@b..com",
    "a@-b.com",
    `${"x".repeat(65)}@b.com`,
    "a@b.com\nx",
    // What mail programs take for another address than the last one, or for none.
    "a@evil.example,@corp.example.com",
    "a@b@corp.example.com",
    "<a@evil.example>x@corp.example.com",
    "a@evil.example;b@corp.example.com",
    "(a)b@corp.example.com",
    "..@corp.example.com",
    ".a@corp.example.com",
    "a.@corp.example.com",
    "a..b@corp.example.com",
    "a\u0000@corp.example.com",
    "a\u200b@corp.example.com",
    "a\u202eb@corp.example.com",
    "a\tb@corp.example.com",
    '"a"b@corp.example.com',
    '"a\nb"@corp.example.com',
    '"a""@corp.example.com',
    "a@[192.0.2.1]",
    "a@192.0.2.1",
    "a@corp%2eexample.com",
    "a@corp.example.com.",
    "a@corp.exam\u00adple.com",
    "a@corp。example.com",
    "a@corp.example.com/path",
    "a@corp.example.com:25",
    `${"ü".repeat(33)}@b.com`,
  ])("%j is no address", (address) => {
    expect(() => call("email.domain", [address])).toThrow(
      "email.domain: argument email: is not an e-mail address; expected name@domain",
    );
  });
  test.each([
    ["x@mailinator.com", true],
    ["x@Sub.Mailinator.com", true],
    ["x@notmailinator.com", false],
    ["maria@example.com", false],
  ])("isDisposable(%s): %s", (address, expected) => {
    expect(call("email.isDisposable", [address])).toBe(expected);
  });
});

describe("texts are read strictly, whatever they are", () => {
  const domain = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(\.[a-z][a-z0-9]{0,8}){1,3}$/);
  const word = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]{1,12}$/);

  test("what email.domain takes has one unquoted @, before the domain it answers", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), domain, (words, wanted) => {
        expect(call("email.domain", [`${words.join(".")}@${wanted.toUpperCase()}`])).toBe(wanted);
      }),
    );
    const sign = fc.constantFrom(...Array.from('@,;<>()[]:\\" \t\n\u0000\u200b.'));
    const piece = fc.oneof(word, domain, sign, fc.string({ unit: "binary", maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), domain, (pieces, last) => {
        const address = `${pieces.join("")}@${last}`;
        let answer: Json;
        try {
          answer = call("email.domain", [address]);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        expect(answer).toBe(last);
        const unquoted = address.trim().replace(/^"(?:[^"\\]|\\.)*"/su, "q");
        expect(unquoted).toMatch(/^[^@,;<>()[\]:\\"\s\p{C}]+@[^@]+$/u);
        expect(unquoted).not.toMatch(/^\.|\.\.|\.@/);
        expect(call("email.isDisposable", [address])).toBeTypeOf("boolean");
      }),
    );
  });

  test("an IPv4 address has no zone, and no day is invented", () => {
    expect(() => call("ip.isPrivate", ["203.0.113.7%10.0.0.1"])).toThrow("argument ip");
    expect(() => call("ip.inRange", ["10.0.0.1%x", "10.0.0.0/8"])).toThrow("argument ip");
    expect(call("ip.inRange", ["fe80::1%a%b", "fe80::/10"])).toBe(true);
    for (const day of ["2026-02-30", "2026-04-31", "2025-02-29", "2026-00-10", "2026-01-00"])
      expect(() => call("time.inZone", [`${day}T10:00:00Z`, "UTC"])).toThrow("argument date");
    const day = fc.date({ min: new Date("1583-01-03"), max: new Date("9999-12-30"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const answer = call("time.inZone", [date.toISOString(), "UTC"]) as { date: string; hour: number };
        expect(answer).toMatchObject({
          date: date.toISOString().slice(0, 10),
          hour: date.getUTCHours(),
          offsetMinutes: 0,
        });
      }),
    );
  });

  test("any text gets an answer or a TypeError, and an IPv6 address is what its groups say", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(call("ip.inRange", [address, address])).toBe(true);
        expect(call("ip.inRange", [address, "::/0"]) || call("ip.inRange", [address, "0.0.0.0/0"])).toBe(
          true,
        );
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        for (const [name, args] of [
          ["ip.isPrivate", [text]],
          ["ip.inRange", ["10.0.0.1", text]],
          ["email.domain", [text]],
          ["time.inZone", [text, "UTC"]],
        ] as const)
          try {
            call(name, [...args]);
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
          }
      }),
    );
  });
});
