/**
 * Refuse or challenge by address, country, time of day and failed attempts.
 * Change the four constants; the first rule that applies decides.
 */
const blockedRanges = ["198.51.100.0/24", "2001:db8:bad::/48"];
const allowedCountries = ["AT", "DE", "CH"];
const officeHours = { from: 6, to: 22 }; // in the realm's time zone
const failuresBeforeChallenge = 3;

export function onExecute(context: LoginContext): FlowResult {
  const { request, realm, user: person } = context;

  // 1. Ranges that never get in.
  if (blockedRanges.some((range) => ip.inRange(request.ip, range))) {
    log.warn("refused by address", { ip: request.ip });
    return { action: "reject", code: "address-blocked", message: "You cannot sign in from this network." };
  }

  // 2. Countries: a proxy in front may know better than the address, so its header counts first.
  const country = request.headers["x-country"] ?? request.country;
  if (country !== undefined && !allowedCountries.includes(country)) {
    log.info("country outside the list", { country });
    return { action: "continue", outcome: "second-factor" };
  }

  // 3. Nights are for sleeping.
  const { hour } = time.inZone(realm.now, realm.timeZone);
  if (hour < officeHours.from || hour >= officeHours.to)
    return { action: "continue", outcome: "second-factor" };

  // 4. Somebody is guessing.
  if ((person?.failedAttempts ?? 0) >= failuresBeforeChallenge)
    return { action: "continue", outcome: "second-factor" };

  return { action: "continue" };
}
