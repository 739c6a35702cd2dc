// Long: what the libraries of the standard library export, one after the other; their text is in `sandbox/src/guest/standard/std`.

/** By specifier: the body of its module, each export on a line of its own behind two spaces. */
export const libraryDeclarations: { readonly [specifier: string]: string } = {
  "std/csv": `  /**
   * Rows of fields, as RFC 4180 has them: quotes may hold separators, line ends and doubled quotes.
   * @throws SyntaxError for a quote without an end
   * @example
   * parse("a,b\\n1,\\"x, y\\"") // [["a", "b"], ["1", "x, y"]]
   */
  export function parse(text: string, options?: { separator?: string }): string[][];
  /**
   * Each row as an object with the names of the first row.
   * @example
   * parseRecords("name;age\\nAda;36", { separator: ";" }) // [{ name: "Ada", age: "36" }]
   */
  export function parseRecords(text: string, options?: { separator?: string }): { [name: string]: string }[];
  /**
   * @example
   * format([["a", "b, c"]]) // 'a,"b, c"\\r\\n'
   */
  export function format(rows: readonly (readonly (string | number | boolean | null | undefined)[])[], options?: { separator?: string }): string;
`,
  "std/email": `  /**
   * The parts of an address, the domain in lower case and ASCII; null for what is none.
   * @example
   * parse("Ada@Example.ORG") // { local: "Ada", domain: "example.org" }
   */
  export function parse(text: string): { local: string; domain: string } | null;
  export function isAddress(text: string): boolean;
  /**
   * @throws TypeError for what is no address, such as \`a@evil.example,@corp.example\`
   * @example
   * domain("ada@corp.example") // "corp.example"
   */
  export function domain(text: string): string;
  /**
   * Whether an address is of a domain.
   * @throws TypeError for what is no address
   * @example
   * isOf("ada@mail.corp.example", "corp.example", { subdomains: true }) // true
   */
  export function isOf(text: string, domain: string, options?: { subdomains?: boolean }): boolean;
  /** With the domain in lower case and ASCII, to compare and to store. */
  export function normalize(text: string): string;
`,
  "std/html": `  /**
   * Text as it may stand between tags and in quoted attributes.
   * @example
   * escape("<b>") // "&lt;b&gt;"
   */
  export function escape(text: unknown): string;
  /** Markup that is right as it is. */
  export interface Markup {
    toString(): string;
    toJSON(): string;
  }
  /** Markup as it is: only for what no visitor wrote. */
  export function raw(text: string): Markup;
  /**
   * A template whose values are escaped, other markup excepted; lists are joined.
   * @example
   * String(html\`<p>\${context.user.name}</p>\`)
   */
  export function html(strings: TemplateStringsArray, ...values: unknown[]): Markup;
`,
  "std/ip": `  export function isAddress(text: string): boolean;
  /** 4 or 6; null for what is no address. */
  export function version(text: string): 4 | 6 | null;
  /**
   * The address in its one written form; null for what is none. IPv4 in IPv6 dress is IPv4.
   * @example
   * normalize("::ffff:10.0.0.1") // "10.0.0.1"
   */
  export function normalize(text: string): string | null;
  /**
   * @throws TypeError for what is no address or no range
   * @example
   * inRange("10.1.2.3", "10.0.0.0/8") // true
   */
  export function inRange(address: string, range: string): boolean;
  /** Private, loopback, link-local or shared by a provider. */
  export function isPrivate(address: string): boolean;
`,
  "std/jwt": `  export interface Claims {
    iss?: string;
    sub?: string;
    aud?: string | string[];
    exp?: number;
    nbf?: number;
    iat?: number;
    jti?: string;
    [claim: string]: unknown;
  }
  /** A secret, a key of \`crypto.subtle\`, one key as JSON, or a set of them (JWKS). */
  export type Keys = string | Uint8Array | SecretHandle | CryptoKey | CryptoJsonWebKey | { readonly keys: readonly CryptoJsonWebKey[] };
  export type JwtAlgorithm =
    | "HS256" | "HS384" | "HS512" | "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "EdDSA";
  export class JwtError extends Error {
    readonly code:
      | "malformed" | "algorithm" | "key" | "signature" | "expired" | "not-yet" | "issuer" | "subject" | "audience";
  }
  /** What a token says, unchecked: anybody may have written it. */
  export function decode(token: string): { header: { [name: string]: unknown }; claims: Claims };
  /**
   * The claims of a token that one of the keys signed, that holds now and is meant for us. Without \`algorithms\` a secret
   * accepts HMAC alone, and public keys never do.
   * @throws JwtError whose \`code\` says why not
   * @example
   * const claims = await verify(token, jwks, { issuer: "https://id.example", audience: "shop" });
   */
  export function verify(
    token: string,
    keys: Keys,
    options?: {
      algorithms?: readonly JwtAlgorithm[];
      issuer?: string | readonly string[];
      audience?: string | readonly string[];
      subject?: string;
      leewaySeconds?: number;
      maxAgeSeconds?: number;
      /** Epoch milliseconds; the clock of the run by default. */
      now?: number;
    },
  ): Promise<Claims>;
  /**
   * @example
   * const token = await sign({ sub: context.user.id }, secret, { algorithm: "HS256", expiresInSeconds: 60 });
   */
  export function sign(
    claims: Claims,
    key: string | Uint8Array | SecretHandle | CryptoKey | CryptoJsonWebKey,
    options: { algorithm: JwtAlgorithm; keyId?: string; expiresInSeconds?: number; header?: { [name: string]: unknown } },
  ): Promise<string>;
`,
  "std/money": `  export type Rounding = "half-up" | "half-even" | "down" | "up";
  /**
   * Exact sums of decimal texts.
   * @example
   * add("0.10", "0.20") // "0.30"
   */
  export function add(...amounts: (string | number)[]): string;
  export function subtract(from: string | number, amount: string | number): string;
  /**
   * Rounded to the digits of the amount unless \`digits\` says otherwise.
   * @example
   * multiply("19.99", "0.2") // "4.00"
   */
  export function multiply(amount: string | number, factor: string | number, options?: { digits?: number; rounding?: Rounding }): string;
  export function round(amount: string | number, digits: number, rounding?: Rounding): string;
  /** -1, 0 or 1, as \`sort\` wants it. */
  export function compare(a: string | number, b: string | number): number;
  /**
   * Parts by shares that add up to the amount exactly.
   * @example
   * allocate("10.00", [1, 1, 1]) // ["3.34", "3.33", "3.33"]
   */
  export function allocate(amount: string | number, shares: readonly number[]): string[];
  /**
   * @example
   * format("1234.5", "EUR", "de-AT") // "€ 1.234,50"
   */
  export function format(amount: string | number, currency: string, locale?: string): string;
`,
  "std/time": `  export interface WallTime {
    year: number;
    month: number;
    day: number;
    hour: number;
    minute: number;
    second: number;
    millisecond: number;
  }
  export type Moment = number | string | Date;
  /**
   * What clocks in a zone show at a moment.
   * @example
   * wallTime("2026-05-04T07:30:00Z", "Europe/Vienna").hour // 9
   */
  export function wallTime(moment: Moment, zone: string): WallTime;
  /**
   * The moment, in epoch milliseconds, at which clocks in a zone show this. A time that comes twice means the earlier one, one
   * that is left out as much later as is left out, unless the options say otherwise.
   * @throws RangeError for a day or time that does not exist, and where \`refuse\` says so
   * @example
   * momentAt("2026-10-25T02:30", "Europe/Vienna", { ambiguous: "later" })
   */
  export function momentAt(
    wall: string | WallTime,
    zone: string,
    options?: { ambiguous?: "earlier" | "later" | "refuse"; missing?: "earlier" | "later" | "refuse" },
  ): number;
  /**
   * @example
   * isoIn(0, "Europe/Vienna") // "1970-01-01T01:00:00+01:00"
   */
  export function isoIn(moment: Moment, zone: string): string;
  /** How many minutes a zone is ahead of UTC at a moment. */
  export function offsetMinutes(moment: Moment, zone: string): number;
  /** Calendar days later, at the same time on the clock. */
  export function addDays(moment: Moment, days: number, zone: string): number;
  /** When the day began to which a moment belongs in a zone. */
  export function startOfDay(moment: Moment, zone: string): number;
`,
  "std/validate": `  export type Schema = boolean | { readonly [keyword: string]: unknown };
  export interface Problem {
    /** JSON pointer, such as \`/items/0/sku\`; empty for the value itself. */
    path: string;
    message: string;
  }
  /**
   * Everything that is wrong with a value by a JSON Schema (draft 2020-12); an empty list for a right one.
   * @throws TypeError for a schema that is none
   * @example
   * validate({ age: "x" }, { type: "object", properties: { age: { type: "integer" } } })
   */
  export function validate(value: unknown, schema: Schema): Problem[];
  export function isValid(value: unknown, schema: Schema): boolean;
  /**
   * The value itself.
   * @throws ValidationError with all problems
   */
  export function parse<T>(value: T, schema: Schema): T;
  export class ValidationError extends Error {
    readonly problems: Problem[];
  }
`,
};
