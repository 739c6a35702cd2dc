// Long: what each library answers, one after the other.
import { generateKeyPairSync, webcrypto } from "node:crypto";
import type { InlineSandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../programs.ts";
import { answer, answers, openSandbox } from "./same.ts";

describe.each(engines)("the standard libraries on %s", (engine) => {
  let sandbox: InlineSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(engine);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("csv reads what it writes, and what spreadsheets write", async () => {
    const code = `import { format, parse, parseRecords } from "std/csv";
      export function onExecute(rows, separator) { return parse(format(rows, { separator }), { separator }); }`;
    const field = fc.string({
      unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "ü"),
      maxLength: 6,
    });
    const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    const cases = fc.sample(fc.tuple(rows, fc.constantFrom(",", ";", "\t")), 150);
    expect(await answers(sandbox, code, cases)).toEqual(cases.map(([wanted]) => wanted));
    const read = `import { parse, parseRecords } from "std/csv";
      export function onExecute(text, records) { try { return records ? parseRecords(text) : parse(text); } catch (error) { return error.message; } }`;
    expect(
      await answers(sandbox, read, [
        ['\ufeffname,note\r\n"Ada","x ""y"", z"\n,\r\n', false],
        ["a,b\n1,2\n", true],
        ['a\n"b', false],
        ['"a"b', false],
        ["a,a\n1,2", true],
        ["a,b\n1", true],
        ["", false],
      ]),
    ).toEqual([
      [
        ["name", "note"],
        ["Ada", 'x "y", z'],
        ["", ""],
      ],
      [{ a: "1", b: "2" }],
      "csv: the quote at character 3 has no end.",
      "csv: after the quote that ends at character 3 the field goes on.",
      'csv: two columns are called "a".',
      "csv: row 2 has 1 fields, the first row has 2.",
      [],
    ]);
  });

  it("html lets no text be markup", async () => {
    const code = `import { escape, html, raw } from "std/html";
      export const onExecute = (text) => [escape(text), html\`<p title="\${text}">\${[html\`<i>\${text}</i>\`, raw("<hr>"), null, 0]}</p>\`];`;
    expect(await answer(sandbox, code, `<b a='1'>"&`)).toEqual([
      "&lt;b a=&#39;1&#39;&gt;&quot;&amp;",
      '<p title="&lt;b a=&#39;1&#39;&gt;&quot;&amp;"><i>&lt;b a=&#39;1&#39;&gt;&quot;&amp;</i><hr>0</p>',
    ]);
  });

  it("email knows what an address is", async () => {
    const code = `import * as email from "std/email"; export const onExecute = (text) => email.parse(text);`;
    const right = [
      ["Ada@Example.ORG", { local: "Ada", domain: "example.org" }],
      ["a.b+c@mail.corp.example", { local: "a.b+c", domain: "mail.corp.example" }],
      ['"a@b"@corp.example', { local: '"a@b"', domain: "corp.example" }],
      ["ü@bücher.example", { local: "ü", domain: "xn--bcher-kva.example" }],
    ] as const;
    const wrong = [
      "a@evil.example,@corp.example.com",
      "a@b@corp.example.com",
      "<a@evil.example>x@corp.example.com",
      "..@corp.example.com",
      "a\u0000@corp.example.com",
      "",
      "a",
      "@corp.example",
      "a@",
      "a@localhost",
      "a@-x.example",
      "a@1.2.3.4",
      ".a@corp.example",
      "a.@corp.example",
      "a b@corp.example",
      "a@corp.example ",
      "a@corp.example\n",
      '"a@corp.example',
      `${"a".repeat(65)}@corp.example`,
      "a(b)@corp.example",
      "a@corp..example",
      `a@${"b".repeat(64)}.example`,
      "a@corp.example.",
    ];
    const all = [...right.map(([text]) => text), ...wrong].map((text) => [text]);
    expect(await answers(sandbox, code, all)).toEqual([
      ...right.map(([, parts]) => parts),
      ...wrong.map(() => null),
    ]);
    const more = `import { domain, isOf, normalize } from "std/email"; export function onExecute(text) {
      try { return [domain(text), isOf(text, "corp.example"), isOf(text, "Corp.Example", { subdomains: true }), normalize(text)]; } catch (error) { return error.message; } }`;
    expect(await answers(sandbox, more, [["A@mail.CORP.example"], ["a@evilcorp.example"], ["x"]])).toEqual([
      ["mail.corp.example", false, true, "A@mail.corp.example"],
      ["evilcorp.example", false, false, "a@evilcorp.example"],
      'email: "x" is no address.',
    ]);
  });

  it("ip reads, writes and compares both versions", async () => {
    const code = `import * as ip from "std/ip"; export const onExecute = (text) => [ip.normalize(text), ip.version(text)];`;
    const cases: [string, string | null, number | null][] = [
      ["10.0.0.1", "10.0.0.1", 4],
      ["::ffff:10.0.0.1", "10.0.0.1", 4],
      ["2001:0DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1", 6],
      ["::", "::", 6],
      ["1:0:0:0:0:0:0:0", "1::", 6],
      ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", 6],
      ["1::2::3", null, null],
      ["1:2:3:4:5:6:7", null, null],
      ["1:2:3:4:5:6:7::8", null, null],
      ["010.0.0.1", null, null],
      ["256.0.0.1", null, null],
      ["1.2.3", null, null],
      ["fe80::1%eth0", null, null],
      [":", null, null],
      ["", null, null],
    ];
    expect(
      await answers(
        sandbox,
        code,
        cases.map(([text]) => [text]),
      ),
    ).toEqual(cases.map(([, text, version]) => [text, version]));
    const range = `import { inRange, isPrivate } from "std/ip"; export function onExecute(a, b) { try { return b === null ? isPrivate(a) : inRange(a, b); } catch (error) { return error.message; } }`;
    expect(
      await answers(sandbox, range, [
        ["10.1.2.3", "10.0.0.0/8"],
        ["11.1.2.3", "10.0.0.0/8"],
        ["2001:db8::1", "2001:db8::/32"],
        ["10.0.0.1", "::/0"],
        ["0.0.0.0", "0.0.0.0/0"],
        ["::ffff:192.168.0.1", null],
        ["8.8.8.8", null],
        ["fe80::1", null],
        ["::1", null],
        ["x", "10.0.0.0/8"],
        ["10.0.0.1", "10.0.0.0/33"],
      ]),
    ).toEqual([
      true,
      false,
      true,
      false,
      true,
      true,
      false,
      true,
      true,
      'ip: "x" is no address.',
      'ip: "10.0.0.0/33" is no range, such as 10.0.0.0/8.',
    ]);
  });

  it("money counts exactly", async () => {
    const code = `import * as money from "std/money"; export function onExecute(name, ...args) { try { return money[name](...args); } catch (error) { return error.message; } }`;
    const cases: [unknown[], unknown][] = [
      [["add", "0.10", "0.20", "-1"], "-0.70"],
      [["subtract", "1", "0.01"], "0.99"],
      [["multiply", "19.99", "0.2"], "4.00"],
      [["multiply", "0.05", "0.5", { rounding: "half-even" }], "0.02"],
      [["multiply", "-0.05", "0.5"], "-0.03"],
      [["round", "2.345", 2, "down"], "2.34"],
      [["round", "2.341", 2, "up"], "2.35"],
      [["compare", "10.0", "9.99"], 1],
      [
        ["allocate", "10.00", [1, 1, 1]],
        ["3.34", "3.33", "3.33"],
      ],
      [
        ["allocate", "-0.05", [0, 1, 1]],
        ["0.00", "-0.03", "-0.02"],
      ],
      [["format", "12345678901234567.89", "EUR", "en-US"], "€12,345,678,901,234,567.89"],
      [["add", "1e3"], 'money: "1e3" is no amount, such as "12.50".'],
      [["allocate", "1", [0]], "money: the shares must not all be 0."],
    ];
    expect(
      await answers(
        sandbox,
        code,
        cases.map(([args]) => args),
      ),
    ).toEqual(cases.map(([, wanted]) => wanted));
    const parts = `import { add, allocate, compare } from "std/money"; export const onExecute = (amount, shares) => compare(add(...allocate(amount, shares)), amount);`;
    const amounts = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
    const shares = fc
      .array(fc.nat(9), { minLength: 1, maxLength: 6 })
      .filter((list) => list.some((share) => share > 0));
    expect(new Set(await answers(sandbox, parts, fc.sample(fc.tuple(amounts, shares), 100)))).toEqual(
      new Set([0]),
    );
  });

  it("time leads from wall time to the moment and back, over every change of clocks", async () => {
    const code = `import * as time from "std/time"; export function onExecute(name, ...args) { try { return time[name](...args); } catch (error) { return error.message; } }`;
    const vienna = "Europe/Vienna";
    const at = (iso: string) => Date.parse(iso);
    const cases: [unknown[], unknown][] = [
      [["momentAt", "2026-05-04T09:30", vienna], at("2026-05-04T07:30Z")],
      [["momentAt", "2026-10-25T02:30", vienna], at("2026-10-25T00:30Z")],
      [["momentAt", "2026-10-25T02:30", vienna, { ambiguous: "later" }], at("2026-10-25T01:30Z")],
      [
        ["momentAt", "2026-10-25T02:30", vienna, { ambiguous: "refuse" }],
        "time: clocks in Europe/Vienna show twice 2026-10-25T02:30:00.",
      ],
      [["momentAt", "2026-03-29T02:30", vienna], at("2026-03-29T01:30Z")],
      [["momentAt", "2026-03-29T02:30", vienna, { missing: "earlier" }], at("2026-03-29T00:30Z")],
      [
        ["momentAt", "2026-03-29T02:30", vienna, { missing: "refuse" }],
        "time: clocks in Europe/Vienna never show 2026-03-29T02:30:00.",
      ],
      [
        ["momentAt", "2026-02-30", vienna],
        "time: there is no such day or time: 2026-2-30 0-0-0.".replace("0-0-0", "0:0:0"),
      ],
      [["momentAt", "2026-5-4", vienna], 'time: "2026-5-4" is no wall time, such as 2026-05-04T09:30.'],
      [["isoIn", 0, "Asia/Kolkata"], "1970-01-01T05:30:00+05:30"],
      [["isoIn", "2026-05-04T07:30:00.5Z", "America/New_York"], "2026-05-04T03:30:00.500-04:00"],
      [["offsetMinutes", "2026-05-04T07:30:00Z", vienna], 120],
      [["addDays", "2026-03-28T08:00:00Z", 1, vienna], at("2026-03-29T07:00Z")],
      [["startOfDay", "2026-05-04T22:30:00Z", vienna], at("2026-05-04T22:00Z")],
      [
        ["wallTime", "2026-05-04T07:30:00Z", vienna],
        { year: 2026, month: 5, day: 4, hour: 9, minute: 30, second: 0, millisecond: 0 },
      ],
      [["wallTime", "2026-05-04T07:30:00", vienna], 'time: "2026-05-04T07:30:00" is no moment.'],
      [
        ["wallTime", 0, "Mars/Olympus"],
        'time: there is no zone "Mars/Olympus"; one is called Europe/Vienna.',
      ],
    ];
    expect(
      await answers(
        sandbox,
        code,
        cases.map(([args]) => args),
      ),
    ).toEqual(cases.map(([, wanted]) => wanted));
    const back = `import { momentAt, wallTime } from "std/time"; export function onExecute(moment, zone) {
      const wall = wallTime(moment, zone);
      return [momentAt(wall, zone), momentAt(wall, zone, { ambiguous: "later" })].includes(moment); }`;
    const zones = fc.constantFrom(
      vienna,
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Pacific/Apia",
      "Africa/Casablanca",
      "Asia/Pyongyang",
      "UTC",
    );
    const moments = fc.integer({ min: 0, max: 2_000_000_000_000 });
    expect(new Set(await answers(sandbox, back, fc.sample(fc.tuple(moments, zones), 200)))).toEqual(
      new Set([true]),
    );
  });

  it("validate says what is wrong, and where", async () => {
    const code = `import { isValid, parse, validate } from "std/validate"; export function onExecute(value, schema) { try { return validate(value, schema); } catch (error) { return error.message; } }`;
    const schema = {
      type: "object",
      properties: {
        name: { type: "string", minLength: 2, maxLength: 3, pattern: "^[a-z]+$" },
        age: { type: ["integer", "null"], minimum: 0, exclusiveMaximum: 200, multipleOf: 0.5 },
        tags: { type: "array", items: { $ref: "#/$defs/tag" }, maxItems: 3, uniqueItems: true },
        mail: { format: "email" },
        kind: { oneOf: [{ const: "a" }, { enum: ["b", { c: 1 }] }] },
      },
      required: ["name"],
      additionalProperties: false,
      if: { properties: { kind: { const: "a" } }, required: ["kind"] },
      ...(JSON.parse('{ "then": { "required": ["age"] } }') as object),
      $defs: { tag: { type: "string", not: { const: "bad" } } },
    };
    expect(
      await answers(sandbox, code, [
        [{ name: "abc", age: 3, tags: ["x", "y"], mail: "a@b.example", kind: "a" }, schema],
        [{ name: "A", age: -1.25, tags: ["bad", 1, "x", "x"], mail: "x", kind: "a", "o/~": 1 }, schema],
        [{ kind: "a", age: null }, schema],
        [[1], schema],
        [1, { typo: 1 }],
        [1, { $ref: "#/$defs/none" }],
        [{ a: { a: {} } }, { properties: { a: { $ref: "#" } }, maxProperties: 1 }],
      ]),
    ).toEqual([
      [],
      [
        { path: "/name", message: "must have at least 2 characters" },
        { path: "/name", message: "must match ^[a-z]+$" },
        { path: "/age", message: "must be a whole number or null, not a number" },
        { path: "/age", message: "must be 0 or more" },
        { path: "/age", message: "must be a multiple of 0.5" },
        { path: "/tags", message: "must have at most 3 items" },
        { path: "/tags", message: "must not have an item twice" },
        { path: "/tags/0", message: "must not be of a kind that it is of" },
        { path: "/tags/1", message: "must be a text, not a number" },
        { path: "/mail", message: "must be a email" },
        { path: "/o~1~0", message: "is not expected" },
      ],
      [{ path: "/name", message: "is missing" }],
      [{ path: "", message: "must be an object, not an array" }],
      'validate: the schema\'s keyword "typo" is not known.',
      "validate: the schema has no #/$defs/none.",
      [],
    ]);
  });

  it("jwt believes only what was signed for us", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const own = privateKey.export({ format: "jwk" });
    const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig" }] };
    const code = `import { decode, JwtError, sign, verify } from "std/jwt";
      export async function onExecute(claims, key, signing, keys, options) {
        const token = await sign(claims, key, signing);
        try { return await verify(token, keys, options); } catch (error) { return error instanceof JwtError ? error.code : String(error); }
      }`;
    const now = 1_700_000_000;
    const claims = { sub: "u1", aud: ["shop"], iss: "me" };
    const full = { ...claims, iat: now };
    const cases: [unknown[], unknown][] = [
      [[claims, "secret", { algorithm: "HS256" }, "secret", {}], full],
      [
        [
          claims,
          "secret",
          { algorithm: "HS512", expiresInSeconds: 5 },
          "secret",
          { audience: "shop", issuer: ["me", "you"], subject: "u1" },
        ],
        { ...full, exp: now + 5 },
      ],
      [[claims, "secret", { algorithm: "HS256" }, "other", {}], "signature"],
      [[claims, "secret", { algorithm: "HS256" }, "secret", { audience: "bank" }], "audience"],
      [[claims, "secret", { algorithm: "HS256" }, "secret", { issuer: "you" }], "issuer"],
      [[{ ...claims, exp: now }, "secret", { algorithm: "HS256" }, "secret", {}], "expired"],
      [
        [{ ...claims, exp: now }, "secret", { algorithm: "HS256" }, "secret", { leewaySeconds: 1 }],
        { ...full, exp: now },
      ],
      [[{ ...claims, nbf: now + 9 }, "secret", { algorithm: "HS256" }, "secret", {}], "not-yet"],
      [[{ ...claims, exp: "soon" }, "secret", { algorithm: "HS256" }, "secret", {}], "malformed"],
      [
        [{ ...claims, iat: now - 100 }, "secret", { algorithm: "HS256" }, "secret", { maxAgeSeconds: 60 }],
        "expired",
      ],
      [[claims, own, { algorithm: "RS256", keyId: "k1" }, jwks, {}], full],
      [[claims, own, { algorithm: "PS384" }, jwks, { algorithms: ["PS384"] }], full],
      [[claims, own, { algorithm: "RS256", keyId: "k2" }, jwks, {}], "key"],
      [[claims, "secret", { algorithm: "HS256" }, jwks, {}], "algorithm"],
      [[claims, own, { algorithm: "RS256" }, "secret", {}], "algorithm"],
    ];
    expect(
      await answers(
        sandbox,
        code,
        cases.map(([args]) => args),
      ),
    ).toEqual(cases.map(([, wanted]) => wanted));
    const read = `import { decode, verify } from "std/jwt"; export async function onExecute(token) {
      try { const { claims } = decode(token); return [claims, await verify(token, "secret").catch((error) => error.code)]; } catch (error) { return error.code; } }`;
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect(
      await answers(sandbox, read, [
        [`${part({ alg: "none" })}.${part({ sub: "ü😀" })}.`],
        [`${part({ alg: "HS256", crit: ["x"] })}.${part({})}.`],
        ["a.b"],
        [`${part([])}.${part({})}.x`],
        [`${part({})}.!.x`],
      ]),
    ).toEqual([[{ sub: "ü😀" }, "algorithm"], [{}, "malformed"], "malformed", "malformed", "malformed"]);
  });

  it("jwt signs what others find right", async () => {
    const { privateKey, publicKey } = (await webcrypto.subtle.generateKey(
      { name: "ECDSA", namedCurve: "P-256" },
      true,
      ["sign", "verify"],
    )) as webcrypto.CryptoKeyPair;
    const code = `import { sign } from "std/jwt"; export const onExecute = (key) => sign({ a: 1 }, key, { algorithm: "ES256" });`;
    const token = (await answer(
      sandbox,
      code,
      await webcrypto.subtle.exportKey("jwk", privateKey),
    )) as string;
    const [header, claims, signature] = token.split(".");
    const right = await webcrypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      publicKey,
      Buffer.from(signature!, "base64url"),
      Buffer.from(`${header}.${claims}`),
    );
    expect(right).toBe(true);
  });
});
