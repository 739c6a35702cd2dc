import { LruMap } from "./lru-map.ts";
import { type Operation, textIn } from "./operation.ts";

export const timeOperations: { readonly [name: string]: Operation } = {
  "time.offset"(args, _buffers, charge) {
    charge(100);
    const zone = textIn(args, 0);
    const time = args[1];
    if (typeof time !== "number" || Math.abs(time) > MOST_MS)
      throw new RangeError("time: the moment is out of range.");
    return offsetMinutes(zone, time);
  },
};

const MOST_MS = 8.64e15 - 2 * 86_400_000;
const formatters = new LruMap<string, Intl.DateTimeFormat>(100);

function formatterOf(zone: string): Intl.DateTimeFormat {
  return formatters.get(zone, () => {
    try {
      if (zone.length > 100) throw new RangeError("too long");
      return new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
        timeZone: zone,
        era: "short",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
        hourCycle: "h23",
      });
    } catch {
      throw new RangeError(
        `time: there is no zone ${JSON.stringify(zone.slice(0, 60))}; one is called Europe/Vienna.`,
      );
    }
  });
}

/** What clocks of the zone show, less what clocks of UTC show; seconds count in offsets of before 1900. */
function offsetMinutes(zone: string, time: number): number {
  const whole = Math.floor(time / 1_000) * 1_000;
  const shown: { [type: string]: string } = {};
  for (const { type, value } of formatterOf(zone).formatToParts(whole)) shown[type] = value;
  const year = shown.era?.startsWith("B") ? 1 - Number(shown.year) : Number(shown.year);
  const date = new Date(0);
  date.setUTCFullYear(year, Number(shown.month) - 1, Number(shown.day));
  date.setUTCHours(Number(shown.hour), Number(shown.minute), Number(shown.second));
  return (date.getTime() - whole) / 60_000;
}
