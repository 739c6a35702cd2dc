const kinds = [
  "Collator",
  "NumberFormat",
  "DateTimeFormat",
  "PluralRules",
  "RelativeTimeFormat",
  "ListFormat",
  "DisplayNames",
  "Segmenter",
  "Locale",
] as const;
type Kind = (typeof kinds)[number];

export type Spec = { kind: Kind; locales: string[]; options: { [name: string]: string | number | boolean } };

/** What holds where a script says nothing. */
export type Region = { readonly locale: string; readonly timeZone: string };

/**
 * Reads `[kind, locales, options]` of a guest strictly: texts and numbers of bounded size and nothing else.
 *
 * @param how `isBare`: without the region's locale and zone
 */
export function specIn(args: readonly unknown[], region: Region, how: { isBare?: boolean } = {}): Spec {
  if (!Array.isArray(args)) throw new TypeError("Intl: nothing was asked for.");
  const [kind, locales, options] = args as unknown[];
  if (!kinds.includes(kind as Kind)) throw new TypeError("Intl: there is no such formatter.");
  if (!Array.isArray(locales) || locales.length > 100) throw new RangeError("Intl: at most 100 locales.");
  for (const locale of locales as unknown[])
    if (typeof locale !== "string" || locale.length > 200)
      throw new RangeError('Intl: a locale is a text such as "de-AT", of at most 200 characters.');
  const spec: Spec = { kind: kind as Kind, locales: locales as string[], options: optionsIn(options) };
  if (how.isBare === true) return spec;
  // Last, also where none that is asked for is known: Node would take the machine's.
  if (kind !== "Locale" || spec.locales.length === 0) spec.locales = [...spec.locales, region.locale];
  if (kind === "DateTimeFormat") spec.options = { timeZone: region.timeZone, ...spec.options };
  return spec;
}

function optionsIn(given: unknown): Spec["options"] {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new TypeError("Intl: options are an object.");
  const read: Spec["options"] = {};
  const entries = Object.entries(given).slice(0, 40) as [string, unknown][];
  for (const [name, value] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isRight =
      typeof value === "boolean" ||
      typeof value === "number" ||
      (typeof value === "string" && value.length <= 200);
    if (!isRight || name.length > 40)
      throw new RangeError(`Intl: the option ${JSON.stringify(name.slice(0, 40))} is out of range.`);
    read[name] = value as string | number | boolean;
  }
  return read;
}
