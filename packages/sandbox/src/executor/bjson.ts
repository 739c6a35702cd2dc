import type { Json } from "@scriptyard/model";
import type { BjsonFormat } from "../engine/layout.ts";
import { MAX_DEPTH } from "./json.ts";

/** `mostTimes`: no part of the value is more than this many times longer as JSON text than it is here. */
export type Decoded = { value: Json | undefined; mostTimes: number };

/**
 * Reads what the engine's object writer made of a result, as JSON would have it: undefined members go, NaN is null, dates
 * are text. Three to four times faster than JSON.stringify in the guest. `bytes` is one latin-1 character per byte:
 * slicing a string is cheaper than decoding a view, and most text is latin-1 already.
 *
 * @returns Null for what only JSON.stringify in the guest gets right (maps, symbols, shared or cyclic parts, depth), for
 *   a key `__proto__`, and
 *   for bytes that mean nothing: it never throws.
 */
export function decodeBjson(bytes: string, format: BjsonFormat): Decoded | null {
  const reader = new Reader(bytes, format);
  const value = reader.document();
  return reader.failed ? null : { value, mostTimes: reader.mostTimes };
}

/** A list's items, and at most how many bytes each would be as JSON text; null for what is no plain data. */
export type DecodedList = { values: Json[]; sizes: number[]; mostTimes: number };

export function decodeBjsonList(bytes: string, format: BjsonFormat): DecodedList | null {
  const reader = new Reader(bytes, format);
  const list = reader.documentList();
  return reader.failed ? null : list;
}

const [NULL, UNDEFINED, FALSE, TRUE, INT32, FLOAT64, STRING, OBJECT, ARRAY] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

class Reader {
  failed = false;
  /** A key is written once and then costs a byte; a control character is six in JSON. */
  mostTimes = 6;
  private at = 1;
  private depth = 0;
  private readonly keys: string[] = [];
  private readonly bytes: string;
  private readonly format: BjsonFormat;

  constructor(bytes: string, format: BjsonFormat) {
    this.bytes = bytes;
    this.format = format;
  }

  document(): Json | undefined {
    const value = this.head() ? this.value() : undefined;
    if (this.at !== this.bytes.length) this.failed = true;
    return value;
  }

  private head(): boolean {
    if (this.bytes.charCodeAt(0) !== this.format.version) this.failed = true;
    const count = this.failed ? 0 : this.unsigned();
    for (let i = 0; i < count && !this.failed; i++) {
      const key = this.key();
      this.keys.push(key);
      if (key.length * 6 + 4 > this.mostTimes) this.mostTimes = key.length * 6 + 4;
    }
    return !this.failed;
  }

  documentList(): DecodedList {
    const list: DecodedList = { values: [], sizes: [], mostTimes: 6 };
    if (!this.head() || this.bytes.charCodeAt(this.at++) !== ARRAY) {
      this.failed = true;
      return list;
    }
    list.mostTimes = this.mostTimes;
    const count = this.unsigned();
    for (let i = 0; i < count && !this.failed; i++) {
      const before = this.at;
      list.values.push(this.value() ?? null);
      list.sizes.push(this.at - before);
    }
    if (this.at !== this.bytes.length) this.failed = true;
    return list;
  }

  private fail(): undefined {
    this.failed = true;
    return undefined;
  }

  private key(): string {
    if (!this.format.typedKeys) return this.string();
    const type = this.bytes.charCodeAt(this.at++);
    if (type === 1) return this.string();
    const known = type === 0 ? this.format.keys[this.uint32()] : undefined;
    if (known === undefined) this.failed = true;
    return known ?? "";
  }

  private value(): Json | undefined {
    const tag = this.bytes.charCodeAt(this.at++);
    switch (tag) {
      case NULL:
        return null;
      case UNDEFINED:
        return undefined;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case INT32:
        return this.int32();
      case FLOAT64:
        return this.finite();
      case STRING:
        return this.string();
      case OBJECT:
        return this.object();
      case ARRAY:
        return this.list();
      default:
        return tag === this.format.dateTag ? this.date() : this.fail();
    }
  }

  private object(): Json | undefined {
    if (++this.depth > MAX_DEPTH) return this.fail();
    const object: { [key: string]: Json } = {};
    const count = this.unsigned();
    for (let i = 0; i < count && !this.failed; i++) {
      const code = this.unsigned();
      const key = code & 1 ? String(code >>> 1) : this.keys[(code >>> 1) - 1];
      const value = this.value();
      // As text it is refused with words.
      if (key === undefined || key === "__proto__") return this.fail();
      if (value !== undefined) object[key] = value;
    }
    this.depth--;
    return object;
  }

  private list(): Json | undefined {
    if (++this.depth > MAX_DEPTH) return this.fail();
    const list: Json[] = [];
    const count = this.unsigned();
    for (let i = 0; i < count && !this.failed; i++) list.push(this.value() ?? null);
    this.depth--;
    return list;
  }

  private date(): Json | undefined {
    const tag = this.bytes.charCodeAt(this.at++);
    const time = tag === FLOAT64 ? this.finite() : tag === INT32 ? this.int32() : this.fail();
    if (typeof time !== "number") return null;
    return Math.abs(time) <= MAX_TIME_MS ? new Date(time).toISOString() : this.fail();
  }

  private unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes.charCodeAt(this.at++);
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
      if (Number.isNaN(byte)) break;
    }
    this.failed = true;
    return 0;
  }

  private int32(): number {
    const zigzag = this.unsigned();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private uint32(): number {
    const { bytes, at } = this;
    this.at += 4;
    return (
      bytes.charCodeAt(at) |
      (bytes.charCodeAt(at + 1) << 8) |
      (bytes.charCodeAt(at + 2) << 16) |
      (bytes.charCodeAt(at + 3) << 24)
    );
  }

  private finite(): number | null {
    words[0] = this.uint32();
    words[1] = this.uint32();
    const value = float[0]!;
    if (value === 0) return 0;
    return Number.isFinite(value) ? value : null;
  }

  private string(): string {
    const header = this.unsigned();
    const wide = (header & 1) === 1;
    const end = this.at + (header >>> 1) * (wide ? 2 : 1);
    if (end > this.bytes.length) {
      this.failed = true;
      return "";
    }
    const text = this.bytes.slice(this.at, end);
    this.at = end;
    return wide ? Buffer.from(text, "latin1").toString("utf16le") : text;
  }
}

/** The last moment a date can stand for, before and after 1970. */
const MAX_TIME_MS = 8.64e15;

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
