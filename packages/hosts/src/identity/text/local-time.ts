import type { Json } from "@scriptyard/model";

/**
 * Wall-clock parts of a moment in a zone; shape `LocalTime`.
 *
 * @throws TypeError when the date or the zone does not exist
 */
export function localTimeIn(date: string | number, zone: string): Json {
  const moment = parseMoment(date);
  const parts: { [type: string]: number } = {};
  for (const { type, value } of formatter(zone).formatToParts(moment))
    if (/^\d+$/.test(value)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday: new Date(wall).getUTCDay() || 7,
    date: new Date(wall).toISOString().slice(0, 10),
    offsetMinutes: Math.round((wall - Math.floor(moment / 1000) * 1000) / 60_000),
  };
}

/** From the first whole year of the calendar that `Intl` and ISO 8601 agree on; before, `Intl` counts as Caesar did. */
const earliest = Date.UTC(1583, 0, 2);
const latest = Date.UTC(9999, 11, 30);

function parseMoment(date: string | number): number {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
  const moment =
    typeof date === "number" ? date : iso.test(date) && isDay(date) ? Date.parse(date) : Number.NaN;
  if (!(moment >= earliest && moment <= latest)) {
    const shown = JSON.stringify(typeof date === "string" ? date.slice(0, 60) : date);
    throw new TypeError(
      `argument date: ${shown} is no moment from the years 1583 to 9999; expected ISO 8601 with an offset (2026-05-04T07:30:00Z) or epoch milliseconds`,
    );
  }
  return moment;
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isDay(iso: string): boolean {
  const [year = 0, month = 0, day = 0] = iso.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** Making a formatter costs about 100 times a use. Zones come from scripts, so the table is bounded. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw new TypeError(
      `argument zone: ${JSON.stringify(zone)} is not a time zone; expected an IANA name such as Europe/Vienna`,
    );
  }
  if (formatters.size >= 64) formatters.delete(formatters.keys().next().value!);
  formatters.set(zone, made);
  return made;
}
