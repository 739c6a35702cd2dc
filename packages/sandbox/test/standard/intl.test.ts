import type { InlineSandbox } from "@scriptyard/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines } from "../programs.ts";
import { answer, answers, expectSame, openSandbox } from "./same.ts";

const locale = fc.constantFrom(
  "en-US",
  "de-AT",
  "de",
  "fr-FR",
  "ar-EG",
  "ja",
  "tr",
  "sv",
  "hi-IN",
  "pt-BR",
  "de-u-co-phonebk",
  "en-u-kn",
  "zh-Hans",
);
const zone = fc.constantFrom(
  "UTC",
  "Europe/Vienna",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
);
const amount = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 1e21, 2 ** -1018, 0.1 + 0.2, 1234567.5),
);
const moment = fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 });
const words = fc.oneof(
  fc.constantFrom(
    "Zypern",
    "Österreich",
    "Andorra",
    "file10",
    "file2",
    "a",
    "A",
    "ä",
    "z",
    "",
    "co-op",
    "coop",
    "ı",
    "i",
    "I",
  ),
  fc.string({ unit: fc.constantFrom(..."a A b B z Z 0 1 9".split(" ")), maxLength: 6 }),
  fc.string({ maxLength: 6 }),
);

describe.each(engines)("Intl on %s", (engine) => {
  let sandbox: InlineSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox(engine);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it("writes numbers as V8 does", async () => {
    const all = (locale: string, text: string, options: Intl.NumberFormatOptions): unknown => {
      const value = text === "NaN" ? Number.NaN : Number(text);
      try {
        const format = new Intl.NumberFormat(locale, options);
        const unbound: (value: number) => string = Reflect.get(format, "format");
        const { locale: used, style, numberingSystem } = format.resolvedOptions();
        return [
          format.format(value),
          value.toLocaleString(locale, options),
          format.formatToParts(value),
          [value, 5].map((one) => unbound(one)),
          12345678901234567890n.toLocaleString(locale, options as object),
          [value, 1.5].toLocaleString(locale, options),
          used,
          style,
          numberingSystem,
          format.formatRange(1, 2),
        ];
      } catch (error) {
        return (error as Error).name;
      }
    };
    const options = fc.record(
      {
        style: fc.constantFrom("decimal", "percent", "currency", "unit"),
        currency: fc.constantFrom("EUR", "JPY", "xx"),
        unit: fc.constantFrom("liter", "kilometer-per-hour"),
        minimumFractionDigits: fc.nat(4),
        maximumFractionDigits: fc.nat(101),
        maximumSignificantDigits: fc.integer({ min: 1, max: 21 }),
        notation: fc.constantFrom("standard", "compact", "scientific"),
        useGrouping: fc.boolean(),
        signDisplay: fc.constantFrom("auto", "always", "never"),
      },
      { requiredKeys: [] },
    );
    const text = amount.map((value) => (Object.is(value, -0) ? "-0" : String(value)));
    await expectSame(sandbox, all, fc.sample(fc.tuple(locale, text, options), 300));
  });

  it("writes dates as V8 does, in a zone that is named or in UTC", async () => {
    const all = (
      locale: string,
      timeZone: string,
      time: number,
      options: Intl.DateTimeFormatOptions,
    ): unknown => {
      const date = new Date(time);
      try {
        const full = { ...options, timeZone };
        const format = new Intl.DateTimeFormat(locale, full);
        return [
          format.format(date),
          format.formatToParts(time),
          format.formatRange(time, time + 86_400_000),
          format.resolvedOptions(),
          date.toLocaleString(locale, full),
          date.toLocaleDateString(locale, { timeZone }),
          date.toLocaleTimeString(locale, { timeZone, ...options }),
        ];
      } catch (error) {
        return (error as Error).name;
      }
    };
    const options = fc.record(
      {
        weekday: fc.constantFrom("long", "short"),
        year: fc.constantFrom("numeric", "2-digit"),
        month: fc.constantFrom("long", "2-digit"),
        day: fc.constantFrom("numeric", "2-digit"),
        hour: fc.constantFrom("numeric", "2-digit"),
        minute: fc.constant("2-digit"),
        hour12: fc.boolean(),
        timeZoneName: fc.constantFrom("short", "longOffset"),
        dateStyle: fc.constantFrom("full", "medium"),
        fractionalSecondDigits: fc.constantFrom(1, 3),
      },
      { requiredKeys: [] },
    );
    await expectSame(sandbox, all, fc.sample(fc.tuple(locale, zone, moment, options), 200));
    const bare = `export const onExecute = () => [new Date(0).toLocaleString(), Intl.DateTimeFormat().resolvedOptions().timeZone, (1.5).toLocaleString(), new Date(NaN).toLocaleString()];`;
    expect(await answer(sandbox, bare)).toEqual(["1/1/1970, 12:00:00 AM", "UTC", "1.5", "Invalid Date"]);
  });

  it("orders texts as V8 does, plain ones without asking", async () => {
    const all = (a: string, b: string, locale: string, list: string[]): unknown => {
      const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
      return [
        Math.sign(a.localeCompare(b, "en-US")),
        Math.sign(a.localeCompare(b, "de-AT")),
        Math.sign(a.localeCompare(b, locale)),
        Math.sign(a.localeCompare(b, "sv", { numeric: true })),
        [...list].sort((x, y) => x.localeCompare(y, "de")),
        [...list].sort(collator.compare),
        a.toLocaleUpperCase(locale),
        b.toLocaleLowerCase("tr"),
      ];
    };
    await expectSame(
      sandbox,
      all,
      fc.sample(fc.tuple(words, words, locale, fc.array(words, { maxLength: 8 })), 400),
    );
    const free =
      'export const onExecute = (list) => [list.sort((a, b) => a.localeCompare(b)).join(), "B".localeCompare("a"), "a".localeCompare("A")];';
    expect(await answer(sandbox, free, ["b", "B", "a", "Z10", "Z2"])).toEqual(["a,b,B,Z10,Z2", 1, -1]);
  });

  it("has plurals, spans of time, lists, names, segments and locales as V8 does", async () => {
    const all = (locale: string, value: number, list: string[], text: string): unknown => {
      const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
      const lists = new Intl.ListFormat(locale, { type: "disjunction" });
      const made = new Intl.Locale(locale, { hourCycle: "h23" });
      const segments = new Intl.Segmenter(locale, { granularity: "word" }).segment(text);
      return [
        new Intl.PluralRules(locale, { type: "ordinal" }).select(value),
        (
          new Intl.PluralRules(locale) as Intl.PluralRules & { selectRange(a: number, b: number): string }
        ).selectRange(1, 2),
        relative.format(value, "day"),
        relative.formatToParts(-1, "month"),
        lists.format(list),
        lists.formatToParts(list),
        new Intl.DisplayNames(locale, { type: "region" }).of("AT"),
        [...segments],
        segments.containing(1) ?? null,
        made.toString(),
        made.language,
        made.hourCycle,
        made.maximize().toString(),
        Intl.getCanonicalLocales("EN-us"),
        Intl.NumberFormat.supportedLocalesOf(["de-AT", "xx"]),
        Intl.supportedValuesOf("unit").length,
        Object.prototype.toString.call(relative),
        typeof Intl.DateTimeFormat("de").format,
      ];
    };
    await expectSame(
      sandbox,
      all,
      fc.sample(
        fc.tuple(locale, fc.integer({ min: -200, max: 200 }), fc.array(words, { maxLength: 4 }), words),
        80,
      ),
    );
  });

  it("refuses what makes no sense, and what native code could not be stopped in", async () => {
    const code = `export function onExecute(what) {
      const cases = {
        locale: () => new Intl.NumberFormat("not a locale"),
        none: () => new Intl.NumberFormat(null),
        currency: () => (1).toLocaleString("de", { style: "currency" }),
        zone: () => new Date(0).toLocaleString("de", { timeZone: "Mars/Olympus" }),
        long: () => "x".repeat(200000).localeCompare("ü"),
        words: () => [...new Intl.Segmenter("th", { granularity: "word" }).segment("ภาษาไทย".repeat(10000))].length,
        digits: () => (10n ** 5000n).toLocaleString("de"),
        time: () => new Intl.DateTimeFormat("de").format(NaN),
        new: () => Intl.PluralRules("de"),
        self: () => Intl.NumberFormat.prototype.resolvedOptions.call({}),
      };
      try { return String(cases[what]()); } catch (error) { return error.name; }
    }`;
    const asked = [
      "locale",
      "none",
      "currency",
      "zone",
      "long",
      "words",
      "digits",
      "time",
      "new",
      "self",
    ].map((one) => [one]);
    expect(await answers(sandbox, code, asked)).toEqual([
      "RangeError",
      "TypeError",
      "TypeError",
      "RangeError",
      "RangeError",
      "RangeError",
      "RangeError",
      "RangeError",
      "TypeError",
      "TypeError",
    ]);
  });
});
