const thin = "\u2009";

/** A count that goes so far and no further: `999+` for what is not counted out. */
export function formatCounted(count: number, most: number): string {
  return count < most ? formatNumber(count) : `${formatNumber(most - 1)}+`;
}

/** Between thousands, in figures and in fields alike. */
export const thousandSeparator = thin;

/** 4000 → `4 000` with thin spaces; at most one decimal below 100. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const rounded =
    Number.isInteger(value) || Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  const [whole = "0", part] = Math.abs(rounded).toString().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousandSeparator);
  return `${rounded < 0 ? "−" : ""}${grouped}${part ? `.${part}` : ""}`;
}

/** 3 400 000 → `3.4 M`: for places too narrow for every digit. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  // What would be rounded up to a thousand of a unit is one of the next.
  for (const [limit, unit, from] of [
    [1e9, "G", 999.5e6],
    [1e6, "M", 999.5e3],
    [1e4, "k", 1e4],
  ] as const) {
    if (size >= from)
      return `${formatNumber(Math.round(value / (unit === "k" ? 100 : limit / 10)) / 10)}${thin}${unit}`;
  }
  return formatNumber(value);
}

/** Microseconds as the unit that reads best: `38 µs`, `0.4 ms`, `1.25 s`. */
export function formatDuration(us: number): string {
  if (!Number.isFinite(us)) return "–";
  if (us < 100) return `${Math.round(us)}${thin}µs`;
  if (us < 10_000) return `${(us / 1_000).toFixed(us < 1_000 ? 2 : 1)}${thin}ms`;
  if (us < 999_500) return `${Math.round(us / 1_000)}${thin}ms`;
  if (us < 120_000_000) return `${(us / 1_000_000).toFixed(us < 10_000_000 ? 2 : 1)}${thin}s`;
  return formatSpan(us / 1_000);
}

/** A limit in milliseconds, as it was meant: `200 ms`, `5 s`. */
export function formatTimeout(milliseconds: number): string {
  const whole = milliseconds >= 1_000 && milliseconds % 1_000 === 0;
  return whole ? formatSpan(milliseconds) : `${formatNumber(milliseconds)}${thin}ms`;
}

/** Milliseconds as days, hours, minutes, seconds, the two largest: `2 d 4 h`. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first === -1) return `0${thin}s`;
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value}${thin}${unit}`)
    .join(" ");
}

/** Bytes in steps of 1 024: `88 KB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return "–";
  if (bytes < 1_024) return `${Math.round(bytes)}${thin}B`;
  // What would be rounded up to a thousand of a unit is one of the next.
  if (bytes < 999.5 * 1_024) return `${formatNumber(Math.round(bytes / 102.4) / 10)}${thin}KB`;
  return `${formatNumber(Math.round(bytes / 104_857.6) / 10)}${thin}MB`;
}

/**
 * Share of a whole in per cent; a share that is not nothing never reads `0 %`, one that is not all never `100 %`, and of nothing
 * there is no share.
 */
export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return `<${thin}0.1${thin}%`;
  if (percent > 99.9 && part < whole) return `>${thin}99.9${thin}%`;
  if (percent >= 99.5 && part < whole) return `${Math.floor(percent * 10) / 10}${thin}%`;
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : Math.round(percent * 10) / 10}${thin}%`;
}

/** `just now`, `40 s ago`, `3 min ago`, `5 h ago`, `2 d ago`, then the date. Future times read `in 3 min`. */
export function formatRelative(at: number, now: number): string {
  const past = now - at;
  const size = Math.abs(past);
  if (size < 5_000) return "just now";
  const say = (value: number, unit: string): string =>
    past >= 0 ? `${value}${thin}${unit} ago` : `in ${value}${thin}${unit}`;
  if (size < 60_000) return say(Math.floor(size / 1_000), "s");
  if (size < 3_600_000) return say(Math.floor(size / 60_000), "min");
  if (size < 86_400_000) return say(Math.floor(size / 3_600_000), "h");
  if (size < 14 * 86_400_000) return say(Math.floor(size / 86_400_000), "d");
  return formatDate(at);
}

const dateFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const exactFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  timeZoneName: "short",
});
const clockFormat = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export function formatDate(at: number): string {
  return dateFormat.format(at);
}

/** Local time to the millisecond, with its zone. */
export function formatExact(at: number): string {
  return exactFormat.format(at);
}

/** Time of day, to the second. */
export function formatClock(at: number): string {
  return clockFormat.format(at);
}

/** As short as it is still exact, by the reader's clock: `14:03:22` today, `27 Nov 14:03:22`, `27 Nov 2025 14:03` last year. */
export function formatMoment(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return formatClock(at);
  if (then.getFullYear() === today.getFullYear()) return `${dayFormat.format(at)} ${formatClock(at)}`;
  return `${formatDate(at)} ${formatClock(at).slice(0, 5)}`;
}

/** `3 May` */
export const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** `1 error`, `3 errors`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** `1 message`, `116 messages`. */
export function countOf(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A point in time as a clock of a zone shows it, the reader's own where none is named: `Sun 29 Nov, 03:00`. */
export function formatTimeIn(at: number, timeZone?: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  return format.format(at);
}
