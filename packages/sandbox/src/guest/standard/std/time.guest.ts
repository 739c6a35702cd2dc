// Wall time and moments. A moment is milliseconds since 1970; wall time is what clocks in a zone show, without the zone.
import { ask } from "../host.guest.ts";

export type WallTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
};

type When = "earlier" | "later" | "refuse";

/** What clocks in a zone show at a moment. */
export function wallTime(moment: number | string | Date, zone: string): WallTime {
  const time = momentOf(moment);
  return fields(time + offsetAt(time, zone) * 60_000);
}

/** How many minutes a zone is ahead of UTC at a moment. */
export function offsetMinutes(moment: number | string | Date, zone: string): number {
  return offsetAt(momentOf(moment), zone);
}

/**
 * The moment at which clocks in a zone show this. An hour that comes twice in autumn means the earlier one, and one that is
 * left out in spring means as much later as is left out, unless `ambiguous` and `missing` say otherwise.
 */
export function momentAt(
  wall: string | WallTime,
  zone: string,
  options: { ambiguous?: When; missing?: When } = {},
): number {
  const shown = typeof wall === "string" ? readWall(wall) : numberOf(wall);
  const before = offsetAt(shown - 86_400_000, zone);
  const after = offsetAt(shown + 86_400_000, zone);
  // Where a zone changes twice within two days, the offsets in between count too.
  const near = [shown - before * 60_000, shown - after * 60_000].map((time) => offsetAt(time, zone));
  const times: number[] = [];
  for (const offset of [before, after, ...near]) {
    const time = shown - offset * 60_000;
    if (offsetAt(time, zone) === offset && !times.includes(time)) times.push(time);
  }
  times.sort((a, b) => a - b);
  if (times.length === 1) return times[0]!;
  const isMissing = times.length === 0;
  const when = (isMissing ? options.missing : options.ambiguous) ?? (isMissing ? "later" : "earlier");
  if (when === "refuse")
    throw new RangeError(
      "time: clocks in " +
        zone +
        (isMissing ? " never show " : " show twice ") +
        writeWall(fields(shown)) +
        ".",
    );
  if (!isMissing) return when === "earlier" ? times[0]! : times.at(-1)!;
  const [less, more] = before < after ? [before, after] : [after, before];
  return shown - (when === "later" ? less : more) * 60_000;
}

/** ISO 8601 with the zone's offset: `2026-05-04T09:30:00+02:00`. */
export function isoIn(moment: number | string | Date, zone: string): string {
  const time = momentOf(moment);
  const offset = offsetAt(time, zone);
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  return (
    writeWall(fields(time + offset * 60_000)) +
    sign +
    pad(Math.trunc(size / 60)) +
    ":" +
    pad(Math.round(size % 60))
  );
}

/** A number of calendar days later, at the same time on the clock. */
export function addDays(moment: number | string | Date, days: number, zone: string): number {
  const time = momentOf(moment);
  return momentAt(fields(time + offsetAt(time, zone) * 60_000 + Math.trunc(days) * 86_400_000), zone);
}

/** When the day began to which a moment belongs in a zone. */
export function startOfDay(moment: number | string | Date, zone: string): number {
  const { year, month, day } = wallTime(moment, zone);
  return momentAt({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 }, zone);
}

function momentOf(moment: number | string | Date): number {
  const time =
    typeof moment === "string"
      ? readMoment(moment)
      : moment instanceof Date
        ? moment.getTime()
        : Number(moment);
  if (!(time - time === 0))
    throw new RangeError("time: " + JSON.stringify(String(moment).slice(0, 60)) + " is no moment.");
  return time;
}

/** A text without an offset would mean another moment on each machine. */
function readMoment(text: string): number {
  return /T.*(?:Z|[+-][0-9]{2}:?[0-9]{2})$/.test(text.slice(0, 60)) ? Date.parse(text) : Number.NaN;
}

function offsetAt(time: number, zone: string): number {
  return ask("time.offset", [zone, time]) as number;
}

const wallPattern =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{1,3}))?)?)?$/;

function readWall(text: string): number {
  const found = wallPattern.exec(text);
  if (!found)
    throw new RangeError(
      "time: " + JSON.stringify(text.slice(0, 60)) + " is no wall time, such as 2026-05-04T09:30.",
    );
  const [, year, month, day, hour = "0", minute = "0", second = "0", part = "0"] = found;
  return numberOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(part.padEnd(3, "0")),
  });
}

function numberOf({ year, month, day, hour, minute, second, millisecond }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  const shown = fields(date.getTime());
  if (
    shown.month !== month ||
    shown.day !== day ||
    shown.hour !== hour ||
    shown.minute !== minute ||
    shown.second !== second
  )
    throw new RangeError(
      "time: there is no such day or time: " +
        [year, month, day].join("-") +
        " " +
        [hour, minute, second].join(":") +
        ".",
    );
  return date.getTime();
}

function fields(shown: number): WallTime {
  const date = new Date(shown);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

function writeWall({ year, month, day, hour, minute, second, millisecond }: WallTime): string {
  const part = millisecond === 0 ? "" : "." + String(millisecond).padStart(3, "0");
  return (
    String(year).padStart(4, "0") +
    "-" +
    pad(month) +
    "-" +
    pad(day) +
    "T" +
    pad(hour) +
    ":" +
    pad(minute) +
    ":" +
    pad(second) +
    part
  );
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
