import { DomProblem, type Operation, textIn } from "./operation.ts";

export const encodingOperations: { readonly [name: string]: Operation } = {
  utf8: (args) => Buffer.from(textIn(args, 0), "utf8"),
  "text.encoding": (args) => encodingOf(textIn(args, 0)),
  "text.decode"(args, [bytes = Buffer.alloc(0)]) {
    const [encoding, fatal, keepsMark, goesOn] = [encodingOf(textIn(args, 0)), args[1], args[2], args[3]];
    const left = goesOn === true ? unfinished(encoding, bytes) : 0;
    const whole = bytes.subarray(0, bytes.length - left);
    return [decode(encoding, whole, { fatal: fatal === true, ignoreBOM: keepsMark === true }), left];
  },
  "base64.encode": (_args, [bytes = Buffer.alloc(0)]) => bytes.toString("base64"),
  "base64.decode"(args) {
    try {
      return atob(textIn(args, 0));
    } catch {
      throw new DomProblem("InvalidCharacterError", "atob: the text is not base64.");
    }
  },
};

/** The name that a label stands for. */
function encodingOf(label: string): string {
  if (label.length > 100) throw new RangeError(unknownLabel(label));
  const known = encodings.get(label);
  if (known !== undefined) return known;
  let name: string;
  try {
    name = new TextDecoder(label).encoding;
  } catch {
    throw new RangeError(unknownLabel(label));
  }
  // All labels that mean something are about two hundred; white space around them makes more.
  if (encodings.size < 1_000) encodings.set(label, name);
  return name;
}

const encodings = new Map<string, string>();

const unknownLabel = (label: string) =>
  `TextDecoder: no encoding is called ${JSON.stringify(label.slice(0, 100))}.`;

type Options = { fatal: boolean; ignoreBOM: boolean };

function decode(encoding: string, bytes: Buffer, options: Options): string {
  try {
    if (encoding === "windows-1252") return windows1252(bytes);
    return new TextDecoder(encoding, options).decode(bytes);
  } catch {
    throw new TypeError(`TextDecoder: the bytes are not ${encoding}.`);
  }
}

/** Node takes the encoding's label `latin1` at its word: bytes 80 to 9F would be control characters. */
function windows1252(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\x80-\x9f]/g, (unit) => String.fromCharCode(upper1252[unit.charCodeAt(0) - 0x80]!));
}

const upper1252 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
];

/** How many bytes at the end begin a character that the next piece may finish. */
function unfinished(encoding: string, bytes: Buffer): number {
  if (encoding === "utf-8") return unfinishedUtf8(bytes);
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const odd = bytes.length % 2;
    const last = bytes.length - odd - 2;
    if (last < 0) return odd;
    const high = bytes[last + (encoding === "utf-16le" ? 1 : 0)]!;
    return odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
  }
  if (manyBytes.test(encoding))
    throw new TypeError(`TextDecoder: ${encoding} is decoded in one piece, without \`stream\`.`);
  return 0;
}

const manyBytes = /^(?:gb|big5|euc-|shift_jis|iso-2022)/;

function unfinishedUtf8(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const needs =
      byte >= 0xf0 && byte <= 0xf4
        ? 4
        : byte >= 0xe0 && byte < 0xf0
          ? 3
          : byte >= 0xc2 && byte < 0xe0
            ? 2
            : 1;
    return needs > back && mayGoOn(bytes, bytes.length - back, back) ? back : 0;
  }
  return 0;
}

/** E0, ED, F0 and F4 leave only a part of the second byte's values open. */
function mayGoOn(bytes: Buffer, at: number, count: number): boolean {
  if (count < 2) return true;
  const [first, second] = [bytes[at]!, bytes[at + 1]!];
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}
