import { daysBetween, isNight, isWeekend } from "shared/dates";

/** One thing that makes a login more suspicious, and by how much. */
export type Signal = { name: string; points: number };

/**
 * What speaks against this login being the user's own. The points are a starting place: change them, run the samples,
 * watch what the score does.
 */
export function riskSignals(context: LoginContext): Signal[] {
  const { request, realm, device } = context;
  const person = context.user;
  const signals: Signal[] = [];
  const add = (name: string, points: number): void => void signals.push({ name, points });

  if (person === null) add("nobody identified", 20);
  if (!device.known) add("new device", 25);
  if (isNewCountry(context)) add("new country", 25);
  if (ip.isPrivate(request.ip)) add("inside the network", -10);

  // Three wrong passwords happen to everybody on a Monday; seven do not.
  const failures = person?.failedAttempts ?? 0;
  if (failures >= 3) add("failed attempts", Math.min(10 * (failures - 2), 50));

  const now = realm.now;
  if (isNight(now, realm.timeZone)) add("at night", 10);
  if (isWeekend(now, realm.timeZone) && person?.roles.includes("admin")) add("admin on a weekend", 10);
  if (person?.lastLogin && daysBetween(person.lastLogin.at, now) > 180) add("long absence", 15);
  return signals;
}

/** Sum of the signals, from 0 to 100. */
export function riskScore(signals: readonly Signal[]): number {
  const sum = signals.reduce((total, signal) => total + signal.points, 0);
  return Math.max(0, Math.min(100, sum));
}

/** A country that is neither the one of the last login nor one where the realm's users live. */
export function isNewCountry(context: LoginContext): boolean {
  const country = context.request.country;
  if (country === undefined) return false;
  if (context.user?.lastLogin?.country === country) return false;
  return !(context.realm.settings.risk?.homeCountries ?? []).includes(country);
}
