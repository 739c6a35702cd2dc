/**
 * Dates as a realm sees them: the host answers what clocks in a zone show (`time.inZone`).
 * Every date here is ISO text, as in the context: `context.realm.now`, `context.user.lastLogin.at` …
 */

const dayMs = 24 * 60 * 60 * 1000;

/** Saturday or Sunday in the zone. */
export function isWeekend(iso: string, zone: string): boolean {
  return time.inZone(iso, zone).weekday >= 6;
}

/** From 22:00 to 6:00 in the zone, unless told other hours. */
export function isNight(iso: string, zone: string, fromHour = 22, toHour = 6): boolean {
  const { hour } = time.inZone(iso, zone);
  return fromHour > toHour ? hour >= fromHour || hour < toHour : hour >= fromHour && hour < toHour;
}

/** Whole days between two moments; negative when `later` is the earlier one. */
export function daysBetween(earlier: string, later: string): number {
  return Math.floor((Date.parse(later) - Date.parse(earlier)) / dayMs);
}

/** Full years between a date of birth (`1990-05-04`) and a day in the zone. */
export function ageInYears(birthDate: string, nowIso: string, zone: string): number {
  const today = time.inZone(nowIso, zone);
  const [year = 0, month = 1, day = 1] = birthDate.split("-").map(Number);
  const hadBirthday = today.month > month || (today.month === month && today.day >= day);
  return today.year - year - (hadBirthday ? 0 : 1);
}

/** `2026-02-30` is no date, though it looks like one. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
