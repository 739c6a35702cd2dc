import { LruMap } from "../lru-map.ts";
import { type Operation, textIn } from "../operation.ts";
import { argumentsOf } from "./arguments.ts";
import { type Region, type Spec, specIn } from "./spec.ts";

/** What speaks where a script names no locale and no zone: never the machine's own. */
const region: Region = { locale: "en-US", timeZone: "UTC" };

/** Processor time in operations: a formatter takes 20 to 100 µs to make, a call a few. */
const MAKE_COST = 1_500;
const CALL_COST = 60;
/** For each character. */
const SEGMENT_COST = 4;

/**
 * `Intl` for guests: Node's own, asked for one thing at a time. A guest keeps what it asked for (kind, locales, options), so
 * that any thread answers; formatters that were used last are kept here. What they are charged does not depend on that.
 */
export const intlOperations: { readonly [name: string]: Operation } = {
  "intl.check"(args, _buffers, charge) {
    charge(MAKE_COST);
    made(specIn(args, region));
    return null;
  },
  "intl.make"(args, _buffers, charge) {
    charge(CALL_COST);
    const found = made(specIn(args, region));
    if (found instanceof Intl.Locale) return fieldsOf(found);
    return (found as Intl.NumberFormat).resolvedOptions();
  },
  "intl.call"(args, _buffers, charge) {
    charge(CALL_COST);
    const spec = specIn(args[0] as unknown[], region);
    const method = textIn(args, 1);
    const given = argumentsOf(spec, method, args[2]);
    if (spec.kind === "Segmenter") charge(textIn(given, 0).length * SEGMENT_COST);
    const target = made(spec) as unknown as { [method: string]: (...args: unknown[]) => unknown };
    const answer = target[method]!(...given);
    if (spec.kind === "Segmenter") return segments(answer as Intl.Segments);
    return answer instanceof Intl.Locale ? answer.toString() : answer;
  },
  "intl.supported"(args, _buffers, charge) {
    charge(CALL_COST);
    const { kind, locales, options } = specIn(args, region, { isBare: true });
    if (kind === "Locale") throw new TypeError("Intl.Locale has no list of locales.");
    const { localeMatcher } = options as { localeMatcher?: "lookup" };
    const Class = Intl[kind] as Pick<typeof Intl.NumberFormat, "supportedLocalesOf">;
    return Class.supportedLocalesOf(locales, localeMatcher === undefined ? {} : { localeMatcher });
  },
  "intl.canonical"(args, _buffers, charge) {
    charge(CALL_COST);
    return Intl.getCanonicalLocales(specIn(["Collator", args[0], {}], region, { isBare: true }).locales);
  },
  "intl.values"(args, _buffers, charge) {
    charge(MAKE_COST);
    return Intl.supportedValuesOf(textIn(args, 0) as "currency");
  },
  "intl.date"(args, _buffers, charge) {
    charge(MAKE_COST);
    const { kind, locales, options } = specIn(args[0] as unknown[], region);
    const method = args[1];
    const time = args[2];
    if (
      kind !== "DateTimeFormat" ||
      typeof time !== "number" ||
      !dateMethods.includes(method as "toLocaleString")
    )
      throw new TypeError("Intl: this is no date.");
    return new Date(time)[method as "toLocaleString"](locales, options as Intl.DateTimeFormatOptions);
  },
  "intl.case"(args) {
    const { locales } = specIn(["Collator", args[0], {}], region);
    const text = textIn(args, 2);
    return args[1] === "toLocaleUpperCase"
      ? text.toLocaleUpperCase(locales)
      : text.toLocaleLowerCase(locales);
  },
};

const dateMethods = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"] as const;

type Made = InstanceType<(typeof Intl)["NumberFormat" | "Locale" | "Collator" | "Segmenter"]>;

const kept = new LruMap<string, Made>(200);

function made(spec: Spec): Made {
  return kept.get(JSON.stringify(spec), () => {
    const { kind, locales, options } = spec;
    if (kind === "Locale") return new Intl.Locale(locales[0]!, options);
    const Class = Intl[kind] as unknown as new (locales: string[], options: object) => Made;
    return new Class(locales, options);
  });
}

function fieldsOf(locale: Intl.Locale) {
  const { baseName, calendar, caseFirst, collation, hourCycle, language } = locale;
  const { numberingSystem, numeric, region: area, script } = locale;
  return {
    baseName,
    calendar,
    caseFirst,
    collation,
    hourCycle,
    language,
    numberingSystem,
    numeric,
    region: area,
    script,
  };
}

function segments(found: Intl.Segments) {
  return Array.from(found, ({ segment, index, isWordLike }) =>
    isWordLike === undefined ? { segment, index } : { segment, index, isWordLike },
  );
}
