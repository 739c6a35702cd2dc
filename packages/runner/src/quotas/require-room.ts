import { Fault, type Quota, type QuotaDetails, type QuotaName, quotas } from "@scriptyard/model";

/** What is kept now, and what would come to it, by quota. */
export type Demand = { [name in QuotaName]?: { used: number; adding: number } };

/**
 * Refuses what would not fit. What makes nothing larger always passes, also over a quota: somebody must be able to
 * shorten things. Two at the same moment may both fit the last place; the doors' bounds keep that to a few.
 *
 * @throws Fault `too_large` that names what is full and the remedy
 */
export function requireRoom(demand: Demand): void {
  for (const [name, { used, adding }] of Object.entries(demand) as [
    QuotaName,
    Demand[QuotaName] & object,
  ][]) {
    const quota: Quota = quotas[name];
    if (adding <= 0 || used + adding <= quota.most) continue;
    const details: QuotaDetails = { quota: name, most: quota.most, used, adding };
    throw new Fault("too_large", `${sentence(quota, used, adding)} ${quota.remedy}`, { details });
  }
}

function sentence({ unit, per, what, most }: Quota, used: number, adding: number): string {
  const owner = per === "installation" ? "The installation" : per === "realm" ? "The realm" : "The script";
  if (unit === "count") return `${owner} has ${used} ${what}; ${most} are the most.`;
  return `${owner}'s ${what} take ${used} bytes, and this would add ${adding}; ${most} are the most.`;
}
