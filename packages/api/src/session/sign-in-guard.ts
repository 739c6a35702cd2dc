import { isIPv6 } from "node:net";
import { Fault } from "@scriptyard/model";

/** Failures allowed per window before the next try is refused. */
export type SignInLimits = {
  perAddress: number;
  perAccountAndAddress: number;
  perAccount: number;
  windowMs: number;
};

const defaultLimits: SignInLimits = {
  perAddress: 30,
  perAccountAndAddress: 6,
  perAccount: 60,
  windowMs: 10 * 60_000,
};

export type SignInGuard = {
  /** @throws Fault `rate_limited` saying when to try again */
  check(attempt: { account: string; ip: string; knownAddress: boolean }): void;
  failed(attempt: { account: string; ip: string }): void;
  succeeded(attempt: { account: string; ip: string }): void;
};

/**
 * Slows guessing without letting a guesser lock the owner out: failures count per address and per account *at* an
 * address; the count over the whole account binds only addresses that the account never signed in from.
 */
export function createSignInGuard(clock: () => number, limits: SignInLimits = defaultLimits): SignInGuard {
  const counters = new Map<string, { failures: number; untilMs: number }>();
  const proven = new Set<string>();

  const keys = (account: string, ip: string) => {
    const place = network(ip);
    return { address: `a ${place}`, pair: `p ${account} ${place}`, account: `u ${account}` };
  };
  const refuseOver = (key: string, most: number) => {
    const counter = counters.get(key);
    if (!counter || counter.untilMs <= clock() || counter.failures < most) return;
    const seconds = Math.ceil((counter.untilMs - clock()) / 1000);
    throw new Fault("rate_limited", `Too many failed sign-ins. Try again in ${inWords(seconds)}.`, {
      details: { retryAfterSeconds: seconds },
    });
  };
  const count = (key: string) => {
    const now = clock();
    const counter = counters.get(key);
    if (!counter || counter.untilMs <= now) {
      if (counters.size >= 50_000) forgetOldest(counters, now);
      counters.set(key, { failures: 1, untilMs: now + limits.windowMs });
    } else counter.failures++;
  };

  return {
    check({ account, ip, knownAddress }) {
      const key = keys(account, ip);
      refuseOver(key.pair, limits.perAccountAndAddress);
      if (knownAddress || proven.has(key.pair)) return;
      refuseOver(key.address, limits.perAddress);
      refuseOver(key.account, limits.perAccount);
    },
    failed({ account, ip }) {
      for (const key of Object.values(keys(account, ip))) count(key);
    },
    succeeded({ account, ip }) {
      const key = keys(account, ip);
      counters.delete(key.pair);
      if (proven.size >= 10_000) proven.clear();
      proven.add(key.pair);
    },
  };
}

/** One household or server: an IPv4 address, or the /64 of an IPv6 address. */
function network(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  const [head = "", tail] = ip.toLowerCase().split("%")[0]!.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) while (groups.length < 4) groups.push("0");
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

function forgetOldest(counters: Map<string, { untilMs: number }>, now: number): void {
  for (const [key, counter] of counters) if (counter.untilMs <= now) counters.delete(key);
  // Still full of running windows: the first half goes, oldest first.
  if (counters.size >= 50_000) for (const key of [...counters.keys()].slice(0, 25_000)) counters.delete(key);
}

const inWords = (seconds: number): string =>
  seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
