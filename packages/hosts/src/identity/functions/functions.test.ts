import type { EffectScope } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoRealm } from "../demo/index.ts";
import { hostCalls } from "../host-calls.ts";
import { identity } from "../index.ts";

const context: Json = { texts: demoRealm.settings.texts!, locale: "de-AT", timeZone: "Europe/Vienna" };
const call = (name: string, args: Json[], ctx: Json = context): Json =>
  hostCalls[name]!(args, { seed: "s", clockMs: 0, context: ctx });

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

describe("hash", () => {
  test("sha256 is the standard's, over UTF-8", async () => {
    expect(call("hash.sha256", ["abc"])).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("Grüße 😀"));
    expect(call("hash.sha256", ["Grüße 😀"])).toBe(Buffer.from(digest).toString("hex"));
  });
  test("bucket is stable, in range, and spreads evenly", () => {
    expect(call("hash.bucket", ["u_1042", 100])).toBe(call("hash.bucket", ["u_1042", 100]));
    const counts = Array.from({ length: 10 }, () => 0);
    for (let user = 0; user < 10_000; user++) counts[call("hash.bucket", [`u_${user}`, 10]) as number]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
    expect(call("hash.bucket", ["x", 1])).toBe(0);
    expect(() => call("hash.bucket", ["x", 0])).toThrow(
      "hash.bucket: argument n: 0 is too small; at least 1",
    );
    expect(() => call("hash.bucket", ["x", 1.5])).toThrow("argument n: expected a whole number, got 1.5");
  });
});

describe("time.inZone", () => {
  test("summer and winter, half-hour zones, the date line", () => {
    expect(call("time.inZone", ["2026-05-04T07:30:15Z", "Europe/Vienna"])).toEqual({
      year: 2026,
      month: 5,
      day: 4,
      hour: 9,
      minute: 30,
      second: 15,
      weekday: 1,
      date: "2026-05-04",
      offsetMinutes: 120,
    });
    expect(call("time.inZone", ["2026-01-31T23:30:00Z", "Europe/Vienna"])).toMatchObject({
      month: 2,
      day: 1,
      hour: 0,
      weekday: 7,
      offsetMinutes: 60,
    });
    expect(call("time.inZone", [0, "Asia/Kolkata"])).toMatchObject({
      year: 1970,
      hour: 5,
      minute: 30,
      weekday: 4,
      offsetMinutes: 330,
    });
    expect(call("time.inZone", ["2026-05-04T11:00:00Z", "Pacific/Kiritimati"])).toMatchObject({
      day: 5,
      hour: 1,
      offsetMinutes: 840,
    });
    expect(call("time.inZone", ["2026-05-04T00:00:00+02:00", "UTC"])).toMatchObject({ day: 3, hour: 22 });
  });
  test("both sides of a change of the clocks", () => {
    expect(call("time.inZone", ["2026-03-29T00:59:59Z", "Europe/Vienna"])).toMatchObject({
      hour: 1,
      minute: 59,
      offsetMinutes: 60,
    });
    expect(call("time.inZone", ["2026-03-29T01:00:00Z", "Europe/Vienna"])).toMatchObject({
      hour: 3,
      minute: 0,
      offsetMinutes: 120,
    });
  });
  test.each<[Json[], string]>([
    [["2026-05-04", "UTC"], 'argument date: "2026-05-04" is no moment'],
    [["2026-13-04T00:00:00Z", "UTC"], "argument date"],
    [["today", "UTC"], "expected ISO 8601 with an offset"],
    [[1e20, "UTC"], "argument date"],
    [
      ["2026-05-04T07:30:00Z", "Europe/Vienne"],
      'argument zone: "Europe/Vienne" is not a time zone; expected an IANA name such as Europe/Vienna',
    ],
    [["2026-05-04T07:30:00Z", ""], "argument zone: must not be empty"],
  ])("%j is refused", (args, message) => {
    expect(() => call("time.inZone", args)).toThrow(message);
  });
});

describe("text.t", () => {
  const t = (key: string, params?: Json, ctx: Json = context) =>
    call("text.t", params === undefined ? [key] : [key, params], ctx);

  test("language, fallback, key", () => {
    expect(t("code.label")).toBe("Code");
    expect(t("terms.title")).toBe("Nutzungsbedingungen");
    expect(t("terms.title", {}, { ...(context as object), locale: "fr" } as Json)).toBe("Terms of service");
    expect(t("terms.title", {}, null)).toBe("terms.title");
    expect(t("no.such.key")).toBe("no.such.key");
    expect(t("__proto__")).toBe("__proto__");
  });
  test("places are filled once, and only with what was given", () => {
    const texts = { en: { greet: "Hi {name}, {count} new. {missing} {name}", code: "{a}{b}" } };
    const ctx: Json = { texts, locale: "en" };
    expect(t("greet", { name: "{count}", count: 3 }, ctx)).toBe("Hi {count}, 3 new. {missing} {count}");
    expect(t("code", { a: true, b: "$&" }, ctx)).toBe("true$&");
    expect(t("greet", { constructor: "x" }, ctx)).toContain("{name}");
  });
  test("the runner's plain context works as well", () => {
    const ctx: Json = { realm: { settings: demoRealm.settings }, context: { request: { locale: "de" } } };
    expect(t("terms.title", {}, ctx)).toBe("Nutzungsbedingungen");
  });
});

describe("effects are checked beyond their schema", () => {
  const scope: EffectScope = {
    allowedHosts: ["pay.acme.example"],
    settings: { userAttributes: ["phone", "address"] },
    args: [],
  };
  const problems = (name: string, args: Json[], hook = "onExecute", changes: Partial<EffectScope> = {}) =>
    identity
      .validateEffect(hook, { name, args }, { ...scope, ...changes })
      .map((issue) => `${issue.path}: ${issue.message}`)
      .join("\n");
  const big = "x".repeat(20_000);

  test.each<[name: string, args: Json[], problem: string | RegExp]>([
    ["flow.set", ["risk", 40], ""],
    ["flow.set", ["1st", 40], /flow\.set\(key\): "1st" does not match/],
    ["flow.set", ["big", big], /"big" is larger than 16 KB/],
    ["flow.redirect", ["https://pay.acme.example/x"], ""],
    ["flow.redirect", ["https://pay.acme.example:8443/x", { resume: "paid", partner: "pay" }], ""],
    // On its own, coming back would be enough for an outcome.
    ["flow.redirect", ["https://pay.acme.example/x", { resume: "paid" }], /Name the partner/],
    ["flow.redirect", ["http://pay.acme.example/x"], /does not match the pattern/],
    [
      "flow.redirect",
      ["https://evil.example/"],
      /"evil\.example" is not one of the realm's allowed hosts \(pay\.acme\.example\); add it/,
    ],
    ["flow.redirect", ["https://pay.acme.example@evil.example/"], /user name/],
    ["flow.redirect", ["https://pay.acme.example.evil.example/"], /not one of/],
    ["flow.redirect", ["https://"], /is not an address/],
    [
      "flow.redirect",
      ["https://pay.acme.example/", { resum: "x" }],
      /flow\.redirect\(options\)\.resum: is not a known property.*did you mean "resume"/,
    ],
    ["claims.set", ["department", "x"], ""],
    ["claims.set", ["https://acme.example/claims/x", null], ""],
    ["claims.set", ["sub", "x"], /"sub" is reserved/],
    ["claims.set", ["exp", 1], /reserved/],
    ["claims.set", ["a", big], /larger than 4 KB/],
    ["session.maxAge", [900], ""],
    ["session.maxAge", [5], /too small; at least 60/],
    ["session.maxAge", [1e9], /too large/],
    ["user.set", ["phone", "+43"], ""],
    ["user.set", ["address.city", "Graz"], ""],
    [
      "user.set",
      ["roles", ["admin"]],
      /"roles" is not an attribute that scripts may change \(phone, address\)/,
    ],
    ["user.set", ["address.constructor", 1], /not an attribute/],
    ["user.set", ["__proto__.x", 1], /does not match/],
    ["user.requireFactor", ["totp"], ""],
    ["user.requireFactor", ["topt"], /did you mean "totp"\?/],
    ["terms.accept", ["2026-01"], ""],
    ["terms.accept", [""], /must not be empty/],
    ["events.publish", ["login.new-country", {}], ""],
    ["events.publish", ["Login", {}], /does not match/],
    ["events.publish", ["a", big], /larger than 16 KB/],
    ["form.fail", ["code", "No."], /nothing was submitted yet/],
  ])("%s(%j)", (name, args, problem) => {
    if (typeof problem === "string") expect(problems(name, args)).toBe(problem);
    else expect(problems(name, args)).toMatch(problem);
  });

  test("and belong to hooks", () => {
    expect(problems("form.fail", ["code", "No."], "onExecute", { answered: {} })).toBe("");
    expect(problems("flow.set", ["a", 1], "render")).toMatch(
      /not available in render; call it in "onExecute"/,
    );
    expect(problems("claims.set", ["a", 1], "onComplete")).toBe("");
  });
});

describe("whatever a script passes", () => {
  const hostile = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(
      "",
      "\u0000",
      "\ud800",
      "::",
      "::::",
      "1.2.3.4/",
      "/",
      "%",
      "@",
      "a@b.c",
      "__proto__",
      "Europe/Vienna\u0000",
      "2026-05-04T07:30:00Z",
      -0,
      1e308,
      5e-324,
      Number.MAX_SAFE_INTEGER,
    ),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ minLength: 60, maxLength: 400 }),
  );
  /** What no JSON holds, should it ever get past the sandbox. */
  const impossible = fc.oneof(
    hostile,
    fc.constantFrom(
      undefined as never,
      Number.NaN as never,
      (() => 1) as never,
      Symbol("s") as never,
      10n as never,
      new Date() as never,
    ),
  );
  const args = fc.array(hostile, { maxLength: 4 });
  const anyContext = fc.oneof(fc.constant(context), fc.jsonValue() as fc.Arbitrary<Json>);

  test.each(Object.keys(hostCalls))("%s answers JSON or throws a TypeError, nothing else", (name) => {
    fc.assert(
      fc.property(fc.array(impossible, { maxLength: 4 }), anyContext, (given, ctx) => {
        let answer: Json;
        try {
          answer = call(name, given, ctx);
        } catch (error) {
          expect((error as Error).name).toBe("TypeError");
          expect((error as Error).message.startsWith(`${name}:`)).toBe(true);
          expect((error as Error).message).not.toMatch(/node_modules|packages\/|failed on the host/);
          return;
        }
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
      { numRuns: 300 },
    );
  });

  test.each(identity.functions.filter((fn) => fn.kind === "effect").map((fn) => fn.name))(
    "%s is validated without an exception",
    (name) => {
      fc.assert(
        fc.property(args, hostile, (given, form) => {
          for (const hook of ["onExecute", "onComplete"]) {
            const issues = identity.validateEffect(
              hook,
              { name, args: given },
              { allowedHosts: [], settings: { userAttributes: form }, args: [{}, form] },
            );
            for (const issue of issues) expect(typeof issue.message).toBe("string");
          }
        }),
        { numRuns: 200 },
      );
    },
  );
});
