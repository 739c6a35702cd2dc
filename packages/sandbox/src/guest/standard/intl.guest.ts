// Long: one table makes all of Intl's classes, and the locale methods stand on the same few calls.
// Intl and the locale methods of the language. The host formats with Node's own data; the guest keeps what was asked for.
import { WrongType } from "../primordials.guest.ts";
import { ask } from "./host.guest.ts";
import { place, replace } from "./place.guest.ts";

type Options = { [name: string]: unknown };
/** What the host needs to make the same again. */
type Spec = [kind: string, locales: string[], options: Options];
type Method = (spec: Spec, args: unknown[]) => unknown;

const { apply } = Reflect;
const specs = new WeakMap<object, Spec>();
const { get: getSpec, set: setSpec } = WeakMap.prototype;
const outOfRange = RangeError;
const timeOf = Date.prototype.getTime;
const now = Date.now;
const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);

/** As its bits: the engine's own text of a number is not always the nearest. */
function numberArgument(value: unknown): unknown {
  if (typeof value === "bigint") return ["b", value.toString()];
  if (typeof value === "string") return ["s", value];
  doubles[0] = Number(value);
  return ["n", words[0], words[1]];
}

function timeArgument(value: unknown): unknown {
  const time =
    value === undefined
      ? now()
      : value instanceof Date
        ? (apply(timeOf, value, []) as number)
        : Number(value);
  if (!(time - time === 0)) throw new outOfRange("Invalid time value");
  return time;
}

function localesIn(value: unknown): string[] {
  if (value === undefined) return [];
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null)
    throw new WrongType('Intl: a locale is a text such as "de-AT", or a list of them.');
  if (apply(getSpec, specs, [value])) return [String(value)];
  const list: string[] = [];
  const length = Number((value as { length?: unknown }).length) || 0;
  if (length > 100) throw new outOfRange("Intl: at most 100 locales.");
  for (let i = 0; i < length; i++) {
    const one = (value as { [at: number]: unknown })[i];
    if (typeof one !== "string" && (typeof one !== "object" || one === null))
      throw new WrongType('Intl: a locale is a text such as "de-AT".');
    list[i] = String(one);
  }
  return list;
}

const optionNames: { [kind: string]: string } = {
  Collator: "localeMatcher usage sensitivity ignorePunctuation numeric caseFirst collation",
  NumberFormat:
    "localeMatcher numberingSystem style currency currencyDisplay currencySign unit unitDisplay notation compactDisplay useGrouping signDisplay " +
    "minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits roundingIncrement roundingMode " +
    "roundingPriority trailingZeroDisplay",
  DateTimeFormat:
    "localeMatcher calendar numberingSystem hour12 hourCycle timeZone weekday era year month day dayPeriod hour minute second fractionalSecondDigits " +
    "timeZoneName formatMatcher dateStyle timeStyle",
  PluralRules:
    "localeMatcher type minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits " +
    "roundingIncrement roundingMode roundingPriority trailingZeroDisplay",
  RelativeTimeFormat: "localeMatcher numberingSystem style numeric",
  ListFormat: "localeMatcher type style",
  DisplayNames: "localeMatcher style type fallback languageDisplay",
  Segmenter: "localeMatcher granularity",
  Locale: "language script region calendar collation hourCycle caseFirst numeric numberingSystem",
};

function optionsIn(kind: string, value: unknown): Options {
  const read: Options = {};
  if (value === undefined) return read;
  if (value === null) throw new WrongType("Intl: options are an object.");
  const given = Object(value) as Options;
  for (const name of optionNames[kind]!.split(" ")) {
    const option = given[name];
    if (option === undefined) continue;
    read[name] = typeof option === "number" || typeof option === "boolean" ? option : String(option);
    if (typeof option === "number" && !(option - option === 0))
      throw new outOfRange(name + " value is out of range.");
  }
  return read;
}

function specIn(kind: string, locales: unknown, options: unknown): Spec {
  return [kind, localesIn(locales), optionsIn(kind, options)];
}

function specOf(value: unknown, kind: string): Spec {
  const spec =
    typeof value === "object" && value !== null
      ? (apply(getSpec, specs, [value]) as Spec | undefined)
      : undefined;
  if (!spec || spec[0] !== kind) throw new WrongType("Intl." + kind + ": called on something else.");
  return spec;
}

const call = (spec: Spec, method: string, args: unknown[]) => ask("intl.call", [spec, method, args]);

const numbers =
  (method: string, count: number): Method =>
  (spec, args) => {
    const given: unknown[] = [];
    for (let i = 0; i < count; i++) {
      if (count > 1 && args[i] === undefined) throw new WrongType("Intl: start and end are needed.");
      given[i] = numberArgument(args[i]);
    }
    return call(spec, method, given);
  };

const times =
  (method: string, count: number): Method =>
  (spec, args) => {
    const given: unknown[] = [];
    for (let i = 0; i < count; i++) {
      if (count > 1 && args[i] === undefined) throw new WrongType("Intl: start and end are needed.");
      given[i] = timeArgument(args[i]);
    }
    return call(spec, method, given);
  };

const lists =
  (method: string): Method =>
  (spec, [list]) => {
    const texts: string[] = [];
    for (const one of (list ?? []) as Iterable<unknown>) {
      if (typeof one !== "string") throw new WrongType("Intl.ListFormat: the list must hold texts.");
      texts[texts.length] = one;
    }
    return call(spec, method, [texts]);
  };

const relative =
  (method: string): Method =>
  (spec, [value, unit]) =>
    call(spec, method, [numberArgument(Number(value)), String(unit)]);

const methods: { [kind: string]: { [name: string]: Method } } = {
  Collator: {},
  NumberFormat: {
    formatToParts: numbers("formatToParts", 1),
    formatRange: numbers("formatRange", 2),
    formatRangeToParts: numbers("formatRangeToParts", 2),
  },
  DateTimeFormat: {
    formatToParts: times("formatToParts", 1),
    formatRange: times("formatRange", 2),
    formatRangeToParts: times("formatRangeToParts", 2),
  },
  PluralRules: {
    select: (spec, [value]) => numbers("select", 1)(spec, [Number(value)]),
    selectRange: numbers("selectRange", 2),
  },
  RelativeTimeFormat: { format: relative("format"), formatToParts: relative("formatToParts") },
  ListFormat: { format: lists("format"), formatToParts: lists("formatToParts") },
  DisplayNames: { of: (spec, [code]) => call(spec, "of", [String(code)]) ?? undefined },
  Segmenter: { segment: (spec, [text]) => segmentsOf(spec, String(text)) },
};

/** Members that answer a function bound to the object, so that it can be handed to `sort` or `map`. */
const bound: { [kind: string]: [name: string, method: Method] } = {
  Collator: ["compare", (spec, [a, b]) => call(spec, "compare", [String(a), String(b)])],
  NumberFormat: ["format", numbers("format", 1)],
  DateTimeFormat: ["format", times("format", 1)],
};

const intl = {} as { [name: string]: unknown };

for (const kind of Object.keys(methods)) {
  const Class = classOf(kind, bound[kind] !== undefined);
  const proto = Class.prototype as object;
  const own = methods[kind]!;
  for (const name of Object.keys(own)) {
    method(proto, name, function (this: unknown, ...args: unknown[]) {
      return own[name]!(specOf(this, kind), args);
    });
  }
  method(proto, "resolvedOptions", function (this: unknown) {
    return ask("intl.make", specOf(this, kind));
  });
  method(Class, "supportedLocalesOf", (locales: unknown, options?: unknown) =>
    ask("intl.supported", specIn(kind, locales, options)),
  );
  const binding = bound[kind];
  if (binding) {
    const [name, made] = binding;
    Object.defineProperty(proto, name, {
      get(this: unknown) {
        const spec = specOf(this, kind);
        return (...args: unknown[]) => made(spec, args);
      },
      configurable: true,
    });
  }
  replace(intl, kind, Class);
}

function classOf(kind: string, isCallable: boolean): (new () => object) & { prototype: object } {
  const Class = function (this: unknown, locales?: unknown, options?: unknown): object {
    if (!new.target && !isCallable) throw new WrongType("Intl." + kind + ": call it with new.");
    if (kind === "DisplayNames" && options === undefined)
      throw new WrongType("Intl.DisplayNames: options are needed.");
    const spec = specIn(kind, locales, options);
    ask("intl.check", spec);
    const made = Object.create((new.target ?? Class).prototype as object) as object;
    apply(setSpec, specs, [made, spec]);
    return made;
  } as unknown as (new () => object) & { prototype: object };
  Object.defineProperty(Class, "name", { value: kind });
  Object.defineProperty(Class, "prototype", { writable: false });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: "Intl." + kind, configurable: true });
  return Class;
}

function method(holder: object, name: string, fn: (...args: never[]) => unknown): void {
  Object.defineProperty(fn, "name", { value: name });
  replace(holder, name, fn);
}

type Segment = { segment: string; index: number; input: string; isWordLike?: boolean };

function segmentsOf(spec: Spec, input: string) {
  let found: Segment[] | undefined;
  const all = () => {
    found ??= (call(spec, "segment", [input]) as Omit<Segment, "input">[]).map((one) => ({ ...one, input }));
    return found;
  };
  return {
    containing(at?: unknown) {
      const index = Math.trunc(Number(at)) || 0;
      return all().find((one) => index >= one.index && index < one.index + one.segment.length);
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}

const localeFields =
  "baseName calendar caseFirst collation hourCycle language numberingSystem numeric region script".split(" ");

class Locale {
  constructor(tag: unknown, options?: unknown) {
    if (typeof tag !== "string" && (typeof tag !== "object" || tag === null))
      throw new WrongType('Intl.Locale: a locale is a text such as "de-AT".');
    const spec: Spec = ["Locale", [String(tag)], optionsIn("Locale", options)];
    ask("intl.check", spec);
    apply(setSpec, specs, [this, spec]);
  }

  maximize(): Locale {
    return new Locale(call(specOf(this, "Locale"), "maximize", []));
  }

  minimize(): Locale {
    return new Locale(call(specOf(this, "Locale"), "minimize", []));
  }

  toString(): string {
    return call(specOf(this, "Locale"), "toString", []) as string;
  }

  get [Symbol.toStringTag](): string {
    return "Intl.Locale";
  }
}
for (const name of localeFields) {
  Object.defineProperty(Locale.prototype, name, {
    get(this: unknown) {
      return (ask("intl.make", specOf(this, "Locale")) as Options)[name];
    },
    configurable: true,
  });
}
replace(intl, "Locale", Locale);
method(intl, "getCanonicalLocales", (locales: unknown) => ask("intl.canonical", [localesIn(locales)]));
method(intl, "supportedValuesOf", (key: unknown) => ask("intl.values", [String(key)]));
Object.defineProperty(intl, Symbol.toStringTag, { value: "Intl", configurable: true });
place("Intl", intl);

// The methods of the language that go by a locale.
const numberValue = Number.prototype.valueOf;
const bigValue = BigInt.prototype.valueOf;

method(Number.prototype, "toLocaleString", function (this: unknown, locales?: unknown, options?: unknown) {
  const value = apply(numberValue, this, []) as number;
  return numbers("format", 1)(specIn("NumberFormat", locales, options), [value]);
});
method(BigInt.prototype, "toLocaleString", function (this: unknown, locales?: unknown, options?: unknown) {
  const value = apply(bigValue, this, []) as bigint;
  return numbers("format", 1)(specIn("NumberFormat", locales, options), [value]);
});
for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]) {
  method(Date.prototype, name, function (this: unknown, locales?: unknown, options?: unknown) {
    const time = apply(timeOf, this, []) as number;
    const spec = specIn("DateTimeFormat", locales, options);
    return time - time === 0 ? ask("intl.date", [spec, name, time]) : "Invalid Date";
  });
}
for (const name of ["toLocaleUpperCase", "toLocaleLowerCase"]) {
  method(String.prototype, name, function (this: unknown, locales?: unknown) {
    if (this === undefined || this === null)
      throw new WrongType("String.prototype." + name + " called on nothing.");
    return ask("intl.case", [localesIn(locales), name, String(this)]);
  });
}
method(
  String.prototype,
  "localeCompare",
  function (this: unknown, that: unknown, locales?: unknown, options?: unknown) {
    if (this === undefined || this === null)
      throw new WrongType("String.prototype.localeCompare called on nothing.");
    const [a, b] = [String(this), String(that)];
    const isPlain =
      options === undefined &&
      (locales === undefined || (typeof locales === "string" && plainOrder.test(locales)));
    if (isPlain && plainText.test(a) && plainText.test(b)) return comparePlain(a, b);
    return call(specIn("Collator", locales, options), "compare", [a, b]);
  },
);
const lists2 = [Array.prototype, Object.getPrototypeOf(Uint8Array.prototype) as object];
for (const proto of lists2) {
  method(proto, "toLocaleString", function (this: ArrayLike<unknown>, locales?: unknown, options?: unknown) {
    let text = "";
    for (let i = 0; i < this.length; i++) {
      if (i > 0) text += ",";
      const one = this[i] as { toLocaleString(...args: unknown[]): unknown } | null | undefined;
      if (one !== undefined && one !== null) text += String(one.toLocaleString(locales, options));
    }
    return text;
  });
}

/** Languages that put Latin letters and digits in the order of the root: no need to ask the host for plain words. */
const plainOrder = /^(?:en|de|fr|it|es|pt|nl)(?:-[A-Z]{2})?$/;
const plainText = /^[0-9A-Za-z]*$/;

/** By letters whatever their case, then lower case first. */
function comparePlain(a: string, b: string): number {
  let byCase = 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const [low, high] = [x | 32, y | 32];
    // A digit has that bit already.
    if (low !== high) return low < high ? -1 : 1;
    if (byCase === 0) byCase = x > y ? -1 : 1;
  }
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return byCase;
}
