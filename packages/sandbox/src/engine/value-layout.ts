import type { Handle, Pointer } from "./brands.ts";
import type { RawVm } from "./raw-vm.ts";

/** How this build lays out plain values in memory, as far as arguments are written straight into it (`input-template.ts`). */
export type ValueLayout = {
  /** High words of a `JSValue`; the low word is the value, or the address of an object or string. */
  readonly intTag: number;
  readonly boolTag: number;
  readonly nullTag: number;
  readonly stringTag: number;
  readonly objectTag: number;
  /** Added to the high word of a double. */
  readonly floatAddend: number;
  /** In an object: where the address of its property values is, in the order the properties were made. */
  readonly propsAt: number;
  /** In an array: where the address of its items is. */
  readonly itemsAt: number;
  /** In a string: where its length is, and where its latin-1 characters begin. */
  readonly lengthAt: number;
  readonly charsAt: number;
  /** In an object: where it is counted how many hold it. Null when that was not found: nobody knows then who holds what. */
  readonly countAt: number | null;
};

/**
 * Finds the layout by making values and looking at them, and proves it by changing one in memory and asking the engine.
 * Null when anything is not as expected: arguments then always cross as JSON text.
 */
export function probeValues(vm: RawVm): ValueLayout | null {
  const [one, yes, none] = [makeValue(vm, "1"), makeValue(vm, "true"), makeValue(vm, "null")];
  const floatAddend = probeFloat(vm, 1.5);
  const object = makeValue(vm, `({ a: ${MARK}, b: ${MARK + 1}, c: [] })`);
  const list = makeValue(vm, `[${MARK}, ${MARK + 1}]`);
  const string = probeString(vm);
  if (one.low !== 1 || yes.low !== 1 || none.low !== 0 || !string) return null;
  if (floatAddend === null || probeFloat(vm, -2.25e100) !== floatAddend) return null;
  const propsAt = memberTable(vm, object.low, one.high);
  const itemsAt = memberTable(vm, list.low, one.high);
  if (propsAt === null || itemsAt === null) return null;
  const tags = { intTag: one.high, boolTag: yes.high, nullTag: none.high, objectTag: object.high };
  const layout: ValueLayout = {
    ...tags,
    ...string,
    floatAddend,
    propsAt,
    itemsAt,
    countAt: countPlace(vm),
  };
  return list.high === object.high && holds(vm, layout) ? layout : null;
}

const MARK = 123_456_789;
/** How far into an object is looked. */
const OBJECT_BYTES = 64;

function makeValue(vm: RawVm, code: string): { low: number; high: number } {
  const handle = vm.evalScript(code, "probe");
  return { low: vm.words[handle >> 2]!, high: vm.words[(handle >> 2) + 1]! };
}

function probeFloat(vm: RawVm, value: number): number | null {
  const { low, high } = makeValue(vm, String(value));
  const bits = new Uint32Array(Float64Array.of(value).buffer);
  return low === bits[0] ? (high - bits[1]!) >>> 0 : null;
}

/** Offset of the pointer to two values next to each other, the marks. */
function memberTable(vm: RawVm, object: number, intTag: number): number | null {
  const { words } = vm;
  const found: number[] = [];
  for (let at = 0; at < OBJECT_BYTES; at += 4) {
    const table = words[(object + at) >> 2]! >> 2;
    const marked =
      words[table] === MARK &&
      words[table + 1] === intTag &&
      words[table + 2] === MARK + 1 &&
      words[table + 3] === intTag;
    if (marked) found.push(at);
  }
  return found.length === 1 ? found[0]! : null;
}

/** Offset of the word that rises with every reference a script makes to an object, and falls when they go. */
function countPlace(vm: RawVm): number | null {
  const { low } = makeValue(vm, "globalThis.scriptyardProbe = { held: 1 }");
  const words = () => vm.words.slice(low >> 2, (low + OBJECT_BYTES) >> 2);
  const before = words();
  vm.evalScript(
    "globalThis.scriptyardHeld = [scriptyardProbe, scriptyardProbe, [scriptyardProbe]]; 0",
    "probe",
  );
  const held = words();
  vm.evalScript("delete globalThis.scriptyardHeld; 0", "probe");
  const after = words();
  vm.evalScript("delete globalThis.scriptyardProbe; 0", "probe");
  const found = [...before.keys()].filter((i) => held[i] === before[i]! + 3 && after[i] === before[i]);
  return found.length === 1 ? found[0]! * 4 : null;
}

/** Two strings of different length: the word that holds it in both, and where the characters begin. */
function probeString(vm: RawVm): Pick<ValueLayout, "stringTag" | "lengthAt" | "charsAt"> | null {
  const lengths = [200, 333];
  const strings = lengths.map((length) => makeValue(vm, `JSON.parse('"${"q".repeat(length)}"')`));
  const starts = strings.map(({ low }) => vm.bytes.indexOf("qqqq", low) - low);
  const charsAt = starts[0]!;
  const ends = strings.every(({ low }, i) => vm.bytes[low + charsAt + lengths[i]!] === 0);
  if (charsAt !== starts[1] || charsAt < 8 || charsAt > 64 || !ends) return null;
  const found: number[] = [];
  for (let at = 0; at < charsAt; at += 4) {
    if (strings.every(({ low }, i) => vm.words[(low + at) >> 2] === lengths[i])) found.push(at);
  }
  return found.length === 1 ? { stringTag: strings[0]!.high, lengthAt: found[0]!, charsAt } : null;
}

/** A list of every kind of value, each then changed in memory: the engine must read what was written. */
function holds(vm: RawVm, layout: ValueLayout): boolean {
  const made = vm.evalScript(
    `globalThis.scriptyardProbe = JSON.parse('{"a":["${" ".repeat(40)}",0,0,0]}')`,
    "probe",
  );
  const writer = new ValueWriter(vm, layout);
  const list = writer.member(writer.target(made), layout.propsAt, 0);
  const at = (i: number) => writer.member(writer.target(list), layout.itemsAt, i);
  const written =
    writer.text(writer.target(at(0)), "h\u00e9llo") &&
    [-7, 0.1, true].every((value, i) => {
      writer.scalar(at(i + 1), value);
      return true;
    });
  const text = vm.readString(vm.evalScript("JSON.stringify(scriptyardProbe)", "probe"));
  vm.evalScript("delete globalThis.scriptyardProbe", "probe");
  return written && text === '{"a":["h\u00e9llo",-7,0.1,true]}';
}

/** Reads and writes values where they lie in guest memory. */
export class ValueWriter {
  private readonly words: Uint32Array;
  private readonly bytes: Uint8Array;
  private readonly layout: ValueLayout;

  constructor(vm: RawVm, layout: ValueLayout | null) {
    this.words = vm.words;
    this.bytes = vm.bytes;
    this.layout = layout ?? noLayout;
  }

  /** Address of the value of a property or item, by number. */
  member(object: Pointer, tableAt: number, i: number): Handle {
    return (this.words[(object + tableAt) >> 2]! + i * 8) as Handle;
  }

  low(value: Handle): number {
    return this.words[value >> 2]!;
  }

  /** Of a value that is an object or a string: where that lies. */
  target(value: Handle): Pointer {
    return this.words[value >> 2]! as Pointer;
  }

  high(value: Handle): number {
    return this.words[(value >> 2) + 1]!;
  }

  length(string: Pointer): number {
    return this.words[(string + this.layout.lengthAt) >> 2]!;
  }

  /** Numbers as JSON has them: a value that is no finite number is null, -0 is 0. */
  scalar(value: Handle, content: number | boolean | null): void {
    const { words, layout } = this;
    const at = value >> 2;
    if (typeof content === "number" && (content | 0) === content) {
      words[at] = content;
      words[at + 1] = layout.intTag;
    } else if (typeof content === "number" && content - content === 0) {
      float[0] = content;
      words[at] = bits[0]!;
      words[at + 1] = bits[1]! + layout.floatAddend;
    } else {
      words[at] = content === true ? 1 : 0;
      words[at + 1] = typeof content === "boolean" ? layout.boolTag : layout.nullTag;
    }
  }

  /** Into a string that is at least as long; false when a character is not latin-1, and then the string is spoilt. */
  text(string: Pointer, content: string): boolean {
    const { bytes, layout } = this;
    const { length } = content;
    const at = string + layout.charsAt;
    let all = 0;
    for (let i = 0; i < length; i++) {
      const code = content.charCodeAt(i);
      all |= code;
      bytes[at + i] = code;
    }
    bytes[at + length] = 0;
    this.words[(string + layout.lengthAt) >> 2] = length;
    return all < 256;
  }
}

const noLayout: ValueLayout = {
  intTag: 0,
  boolTag: 0,
  nullTag: 0,
  stringTag: 0,
  objectTag: 0,
  floatAddend: 0,
  propsAt: 0,
  itemsAt: 0,
  lengthAt: 0,
  charsAt: 0,
  countAt: null,
};

const float = new Float64Array(1);
const bits = new Uint32Array(float.buffer);
