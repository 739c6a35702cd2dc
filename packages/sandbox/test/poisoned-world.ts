/**
 * The text of a module that makes the world a hostile one, for programs to import first: every key of every built-in
 * prototype, the first indices, and the keys of the sandbox's own records become accessors on every built-in prototype.
 *
 * - `watched`: reads and writes behave as before, and whatever passes a setter is changed behind its owner's back.
 * - `broken`: every read and write of such a key throws, except for those that the program's text can hardly do without.
 *
 * Prototypes are found at run time, from `globalThis`: an engine that brings more of them is poisoned more.
 */
export function poison(kind: "watched" | "broken"): string {
  const keys = kind === "broken" ? [...recordKeys, ...descriptorKeys] : recordKeys;
  const given = `const kind = ${JSON.stringify(kind)}, keys = ${JSON.stringify(keys)};`;
  return `${given}\n${FIND}\n${APPLY}`;
}

export const POISON = "hostile/poison";

/** A descriptor that inherits these is none: programs that define accessors of their own would all end by it. */
const descriptorKeys = ["get", "set", "value", "writable"];

/** Keys of records that leave a guest, or that the prelude and the engine look up on their way. */
const recordKeys = [
  "",
  ...(
    "name message stack kind level data file line column seq args resolve reject call ok error at " +
    "path fn hook caps methods constants tree gone names target read enumerable configurable then " +
    "length toJSON cause errors done next return index input groups logLines logLineBytes resultBytes " +
    "phase lines seeded hostLog default"
  ).split(" "),
];

const FIND = `
const { defineProperty: define, getOwnPropertyDescriptor, getPrototypeOf: protoOf, setPrototypeOf, hasOwn } = Object;
const { ownKeys } = Reflect;
const bare = (value) => setPrototypeOf(value, null);
const describe = (value, key) => {
  const found = getOwnPropertyDescriptor(value, key);
  return found && bare(found);
};
const recordKeys = bare(keys);
const prototypes = bare([]);
const known = new Set();
const has = known.has.bind(known);
const add = known.add.bind(known);
function visit(value, depth) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || has(value)) return;
  add(value);
  const keys = bare(ownKeys(value));
  // What has a constructor, or is one's prototype, is a prototype.
  if (describe(value, "constructor") || describe(value, Symbol.toStringTag)) prototypes[prototypes.length] = value;
  visit(protoOf(value), depth);
  if (depth === 0) return;
  for (let i = 0; i < keys.length; i++) {
    const found = describe(value, keys[i]);
    if (found && "value" in found) visit(found.value, depth - 1);
  }
}
visit(globalThis, 3);
for (const sample of [[][Symbol.iterator](), new Map().entries(), new Set().values(), "".matchAll(/x/g), (function* () {})(),
  (async function* () {})(), async () => 1, Promise.resolve(), new Error("x"), ""[Symbol.iterator](), /x/, new Uint8Array(1)]) visit(sample, 1);
prototypes[prototypes.length] = Object.prototype;
`;

const APPLY = `
let busy = false;
function vandalise(value) {
  if (busy || (typeof value !== "object" && typeof value !== "function") || value === null) return;
  busy = true;
  try {
    for (const key of ["message", "name", "stack", "level", "kind", "0", "1", "2", "value"]) {
      try { if (describe(value, key)?.writable) value[key] = { forged: key }; } catch {}
    }
  } finally { busy = false; }
}
/** The same for every prototype that lacks the key: thousands of functions would make compiling slow. */
function absent(key) {
  return {
    __proto__: null,
    get() {
      if (kind === "broken" && !busy) throw new TypeError("read of " + key);
      return undefined;
    },
    set(value) { passed(this, key, value); },
    enumerable: false,
    configurable: true,
  };
}
function passed(target, key, value) {
  if (kind === "broken" && !busy) throw new TypeError("write of a key");
  vandalise(value);
  vandalise(target);
  define(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}
function replace(proto, key) {
  const found = describe(proto, key);
  if (!found.configurable || !("value" in found)) return;
  let { value } = found;
  define(proto, key, {
    __proto__: null,
    get() { return value; },
    set(next) {
      if (this === proto) value = next;
      else passed(this, key, next);
    },
    enumerable: found.enumerable,
    configurable: true,
  });
}
const missing = bare([]);
for (let i = 0; i <= 64; i++) missing[i] = "" + i;
for (let i = 0; i < recordKeys.length; i++) missing[missing.length] = recordKeys[i];
for (let i = 0; i < missing.length; i++) missing[i] = bare([missing[i], absent(missing[i])]);
for (let i = 0; i < prototypes.length; i++) {
  const proto = prototypes[i];
  const keys = bare(ownKeys(proto));
  for (let k = 0; k < keys.length; k++) if (keys[k] !== "__proto__" && keys[k] !== "constructor") replace(proto, keys[k]);
  for (let k = 0; k < missing.length; k++) if (!hasOwn(proto, missing[k][0])) define(proto, missing[k][0], missing[k][1]);
}
`;
