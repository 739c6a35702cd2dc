import { noHandle } from "./brands.ts";
import type { BjsonFormat } from "./layout.ts";
import type { RawVm } from "./raw-vm.ts";

/**
 * Finds out how this build writes objects, by writing some: its version byte, whether keys carry a type, the numbers of the
 * keys it has built in, the tag of dates. Null when it writes anything unexpected: results then cross as JSON text.
 */
export function probeBjson(vm: RawVm): BjsonFormat | null {
  const one = encode(vm, "({ scriptyardProbe: 1 })");
  const date = encode(vm, "new Date(5)");
  if (!one || !date) return null;
  const key = "scriptyardProbe";
  const typedKeys = one[2] === 1 && one[3] === key.length << 1;
  if (!typedKeys && one[2] !== key.length << 1) return null;
  const keys = typedKeys ? builtInKeys(vm) : {};
  return keys === null ? null : { version: one[0]!, typedKeys, dateTag: date[2]!, keys };
}

/** Every name reachable from the global object, and the language's words: the engine knows most of them by number. */
const namesScript = `(() => {
  const names = new Set(${JSON.stringify(
    "break case catch class const continue debugger default delete do else enum export extends false finally for function get if implements import in instanceof interface let new null of package private protected public return set static super switch this throw true try typeof var void while with yield async await from as meta target raw value done next then get set configurable enumerable writable index input groups indices message name code cause errors stack length size key data type id",
  )}.split(" "));
  const seen = new Set();
  const walk = (value) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    for (const name of Object.getOwnPropertyNames(value)) {
      names.add(name);
      const property = Object.getOwnPropertyDescriptor(value, name);
      walk(property.value);
      walk(property.get);
    }
    walk(Object.getPrototypeOf(value));
  };
  walk(globalThis);
  for (const maker of [function* () {}, async () => 1, async function* () {}, [][Symbol.iterator](), new Map().keys()]) walk(maker);
  const all = { "": 1 };
  for (const name of names) if (!/^[0-9]+$/.test(name) && name !== "__proto__") all[name] = 1;
  return all;
})()`;

function builtInKeys(vm: RawVm): { [id: number]: string } | null {
  const bytes = encode(vm, namesScript);
  const text = readText(vm, `JSON.stringify(Object.keys(${namesScript}))`);
  if (!bytes || text === null) return null;
  const names = JSON.parse(text) as string[];
  const keys: { [id: number]: string } = {};
  let at = 1;
  const unsigned = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  if (unsigned() !== names.length) return null;
  for (const name of names) {
    const type = bytes[at++];
    if (type === 0) {
      keys[bytes.readUInt32LE(at)] = name;
      at += 4;
    } else {
      const header = unsigned();
      const length = header >>> 1;
      if (type !== 1 || header & 1 || bytes.latin1Slice(at, at + length) !== name) return null;
      at += length;
    }
  }
  return keys;
}

function encode(vm: RawVm, code: string): Buffer | null {
  const value = vm.evalScript(code, "probe");
  if (vm.exceptionOf(value) !== noHandle) return null;
  const text = vm.encode(value);
  return text === null ? null : Buffer.from(text, "latin1");
}

function readText(vm: RawVm, code: string): string | null {
  const value = vm.evalScript(code, "probe");
  return vm.exceptionOf(value) === noHandle ? vm.readString(value) : null;
}
