import { Fault } from "@scriptyard/model";

/**
 * What JSON may hold that people send. Each is far above what products send (a list of 10 000 records passes) and far
 * below what a megabyte can hold: parsed, the worst megabyte within them takes a tenth of the worst megabyte there is.
 */
export const jsonBounds = {
  /** Arrays and objects in each other; deeper input could overflow the stack of whoever walks it. */
  levels: 100,
  /** Texts, numbers, lists, objects …, all that stand in each other counted. */
  values: 100_000,
  /** Different names of fields. Each makes the engine a new shape of object: what costs most of all there is. */
  names: 10_000,
} as const;

export type JsonMeasure = {
  /** Arrays and objects in each other, at the deepest place; 0 for a text or number alone. */
  levels: number;
  values: number;
  /** Names as they are spelled, told apart by a hash: a few of thousands share one and count as one. */
  names: number;
};

/** Bits of the set of names that were seen; ten times as many as may be. */
const slots = 1 << 17;
/** Kept, and cleared before each use: small bodies are many. */
const seen = new Uint32Array(slots >> 5);
/** New with each process: nobody can make names for it that share a slot. */
const seed = (Math.random() * 0x7fff_ffff) | 1;

/**
 * Looks at JSON before it is parsed: once over the bytes, which takes a millisecond or two a megabyte, where parsing a
 * megabyte of brackets takes a hundred. It does not judge whether the text is JSON; of text that is, its counts are right.
 *
 * @param what begins the messages, e.g. "The body"
 * @param levels how deep it may nest
 * @throws Fault `bad_request` for text that nests too deep, `too_large` for too many values or names
 */
export function measureJson(
  bytes: Uint8Array,
  what: string,
  levels: number = jsonBounds.levels,
): JsonMeasure {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  let names = 0;
  let hash = 0;
  // The last byte that is no space: whether a bracket that closes had something in it.
  let before = 0;
  seen.fill(0);
  const end = bytes.length;
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]!;
    switch (byte) {
      case quote: {
        hash = seed;
        for (at++; at < end; at++) {
          const inside = bytes[at]!;
          if (inside === quote) break;
          hash = Math.imul(hash ^ inside, 0x0100_0193);
          // What is escaped ends no text.
          if (inside === backslash) hash = Math.imul(hash ^ bytes[++at]!, 0x0100_0193);
        }
        break;
      }
      case colon: {
        // The upper bits of a product depend on all of its factors, the lower ones do not.
        const slot = Math.imul(hash ^ (hash >>> 15), seed) >>> 15;
        const bit = 1 << (slot & 31);
        if ((seen[slot >> 5]! & bit) !== 0) break;
        seen[slot >> 5]! |= bit;
        if (++names > jsonBounds.names) throw tooMany(what, jsonBounds.names, "different names of fields");
        break;
      }
      case comma:
        if (++values > jsonBounds.values) throw tooMany(what, jsonBounds.values, "values");
        break;
      case openBracket:
      case openBrace:
        if (++depth > levels)
          throw new Fault("bad_request", `${what} nests deeper than ${levels} levels. Flatten it.`);
        if (depth > deepest) deepest = depth;
        break;
      case closeBracket:
      case closeBrace:
        depth--;
        // As many values as commas, and one more where there is any.
        if (before !== openBracket && before !== openBrace && ++values > jsonBounds.values)
          throw tooMany(what, jsonBounds.values, "values");
        break;
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        continue;
    }
    before = byte;
  }
  return { levels: deepest, values, names };
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const tooMany = (what: string, most: number, of: string): Fault =>
  new Fault("too_large", `${what} holds more than ${most} ${of}. Send less at once.`);
