import type { Spec } from "./spec.ts";

/** What native code goes through in one piece is bounded: nobody could stop it. */
const MOST_UNITS = 100_000;
const MOST_DIGITS = 2_000;
/** Finding where the next segment ends takes longer the longer the text is: 20 000 letters take 2.4 s, words of Thai too. */
const MOST_SEGMENTED_UNITS = 3_000;
const MOST_MARKED_UNITS = 4_000;

type Takes = "numbers" | "times" | "texts" | "list" | "relative" | "none";
type Kinds = { readonly [method: string]: Takes };

const methods: { readonly [kind in Spec["kind"]]: Kinds } = {
  Collator: { compare: "texts" },
  NumberFormat: {
    format: "numbers",
    formatToParts: "numbers",
    formatRange: "numbers",
    formatRangeToParts: "numbers",
  },
  DateTimeFormat: {
    format: "times",
    formatToParts: "times",
    formatRange: "times",
    formatRangeToParts: "times",
  },
  PluralRules: { select: "numbers", selectRange: "numbers" },
  RelativeTimeFormat: { format: "relative", formatToParts: "relative" },
  ListFormat: { format: "list", formatToParts: "list" },
  DisplayNames: { of: "texts" },
  Segmenter: { segment: "texts" },
  Locale: named("none", "maximize", "minimize", "toString"),
};

/** A record with a member `toString` is taken for an object of a class. */
function named(takes: Takes, ...names: string[]): Kinds {
  return Object.fromEntries(names.map((name) => [name, takes]));
}

/** A guest's arguments as the method takes them; @throws TypeError or RangeError for what it does not. */
export function argumentsOf({ kind }: Spec, method: string, given: unknown): unknown[] {
  const takes = Object.hasOwn(methods[kind], method) ? methods[kind][method] : undefined;
  if (takes === undefined || !Array.isArray(given) || given.length > 2)
    throw new TypeError(`Intl.${kind} has no such method.`);
  const args = given as unknown[];
  if (takes === "none") return [];
  if (takes === "numbers") return args.map(numberIn);
  if (takes === "times") return args.map(timeIn);
  if (takes === "relative") return [numberIn(args[0]), bounded([args[1]])[0]];
  const texts = takes === "list" ? [bounded(args[0])] : bounded(args);
  if (kind === "Segmenter" && String(texts[0] ?? "").length > MOST_SEGMENTED_UNITS)
    throw new RangeError(`Intl.Segmenter: at most ${MOST_SEGMENTED_UNITS} characters at once.`);
  // Marks that are put upon letters are sorted by insertion. Text below U+0300 has none.
  if (
    kind === "Collator" &&
    unitsOf(texts) > MOST_MARKED_UNITS &&
    texts.some((text) => marked.test(String(text)))
  )
    throw new RangeError(
      `Intl.Collator: texts beyond Latin letters have at most ${MOST_MARKED_UNITS} characters together.`,
    );
  return texts;
}

const marked = /[^\0-\u02ff]/;
const unitsOf = (texts: readonly unknown[]) =>
  texts.reduce<number>((sum, text) => sum + String(text).length, 0);

function bounded(texts: unknown): string[] {
  if (!Array.isArray(texts) || texts.some((text) => typeof text !== "string"))
    throw new TypeError("Intl: the argument must be a text.");
  const units = (texts as string[]).reduce((sum, text) => sum + text.length + 10, 0);
  if (units > MOST_UNITS)
    throw new RangeError(`Intl: texts of more than ${MOST_UNITS} characters are too long.`);
  return texts as string[];
}

function timeIn(value: unknown): number {
  if (typeof value !== "number") throw new RangeError("Invalid time value");
  return value;
}

/** `["n", low, high]`: the bits of a number; `["b", digits]` and `["s", text]`. */
function numberIn(value: unknown): number | bigint | string {
  const [tag, first, second] = Array.isArray(value) ? (value as unknown[]) : [];
  if (tag === "n" && typeof first === "number" && typeof second === "number") {
    words[0] = first;
    words[1] = second;
    return doubles[0]!;
  }
  if (typeof first !== "string") throw new TypeError("Intl: the argument must be a number.");
  if (first.length > MOST_DIGITS)
    throw new RangeError(`Intl: numbers of more than ${MOST_DIGITS} digits are too long.`);
  return tag === "b" ? BigInt(first) : first;
}

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);
