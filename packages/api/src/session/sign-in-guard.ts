import { type AttemptRule, createAttempts, createKnownPlaces, networkOf, type Try } from "@scriptyard/runner";

export type SignInLimits = {
  /** Of one network, whatever accounts it tries. */
  address: AttemptRule;
  /** Of one account from one network. */
  pair: AttemptRule;
  /** Of one account from everywhere it never signed in from. */
  account: AttemptRule;
};

const minutes = 60_000;
const day = 24 * 60 * minutes;

/** An account's sum from strangers is 60 and some 15 more a day; from one network 6 and some 15 more. */
const defaultLimits: SignInLimits = {
  address: { free: 30, delayMs: 10 * minutes, longestDelayMs: 10 * minutes, forgetMs: 10 * minutes },
  pair: { free: 6, delayMs: 10 * minutes, longestDelayMs: 120 * minutes, forgetMs: day },
  account: { free: 60, delayMs: 10 * minutes, longestDelayMs: 120 * minutes, forgetMs: day },
};

/** An address as accounts are told apart by it. */
export const accountOf = (email: string): string => email.trim().toLowerCase();

export type SignInGuard = {
  /**
   * Counts a try before its password is hashed; who is right says so afterwards. `account` null: a try at a one-time link,
   * counted by network alone, under no name that somebody elsewhere could give as an account's.
   *
   * @throws Fault `rate_limited` saying when to try again
   */
  attempt(attempt: { account: string | null; ip: string; knownAddress: boolean }): { succeeded(): void };
  /**
   * Of what `attempt` would say, what is certain without a look at the account: nothing is counted.
   *
   * @throws as `attempt`
   */
  requireTurn(attempt: { account: string; ip: string }): void;
  /** Whether somebody signed in from that network: it does not wait in one line with strangers. */
  knows(ip: string): boolean;
};

/**
 * Slows guessing without letting a guesser lock the owner out: failures count per address and per account *at* an
 * address; the count over the whole account binds only addresses that the account never signed in from.
 */
export function createSignInGuard(clock: () => number, limits: SignInLimits = defaultLimits): SignInGuard {
  const attempts = createAttempts(clock, "sign-ins");
  /** Networks that accounts signed in from; and of each network, an account that did. */
  const networksOf = createKnownPlaces({ perWho: 20, all: 20_000 });
  const accountsAt = createKnownPlaces({ perWho: 1, all: 10_000 });

  const pairOf = (account: string, network: string): Try => ({
    key: `p ${account} ${network}`,
    rule: limits.pair,
  });

  return {
    requireTurn: ({ account, ip }) => attempts.check([pairOf(account, networkOf(ip))]),
    attempt({ account, ip, knownAddress }) {
      const network = networkOf(ip);
      const pair = account === null ? { key: `l ${network}`, rule: limits.pair } : pairOf(account, network);
      const rest: Try[] = [{ key: `a ${network}`, rule: limits.address }];
      if (account !== null) rest.push({ key: `u ${account}`, rule: limits.account });
      const proven = knownAddress || (account !== null && networksOf.has(account, network));
      const taken = attempts.take(proven ? [pair] : [pair, ...rest]);
      return {
        succeeded() {
          taken.takeBack();
          attempts.forget(pair.key);
          if (account !== null) networksOf.add(account, network);
          accountsAt.add(network, account ?? "link");
        },
      };
    },
    knows: (ip) => accountsAt.knows(networkOf(ip)),
  };
}
