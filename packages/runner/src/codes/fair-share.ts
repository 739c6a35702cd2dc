import type { NetworkOfSubject } from "@scriptyard/store";

/** How much may be done about one user or address within the hour. */
export type Share = {
  /** By sessions of one network; by all together that say none. */
  network: number;
  /** By all networks from which no code of theirs was right lately. */
  strangers: number;
};

/** Codes that somebody is sent, of one purpose: each is a mail to a person who may not have asked for it. */
export const mostSent: Share = { network: 10, strangers: 20 };
/** Wrong tries at codes of one purpose. */
export const mostWrong: Share = { network: 15, strangers: 60 };

/**
 * Whether a network has had its share. As at the console's sign-in: the sum over all networks does not bind one that the
 * owner came from, and no network adds more to it than its own share, or whoever likes could lock the owner out.
 *
 * @param networks what happened to the subject's codes
 * @param adding 1 before something is counted, 0 after
 */
export function overShare(
  networks: readonly NetworkOfSubject[],
  network: string | null,
  share: Share,
  count: (of: NetworkOfSubject) => number,
  adding: 0 | 1,
): boolean {
  const own = networks.find((one) => one.network === network);
  if (own !== undefined && count(own) + adding > share.network) return true;
  if (own !== undefined && isKnown(own)) return false;
  const strangers = networks.filter((one) => !isKnown(one));
  const sum = strangers.reduce((total, one) => total + Math.min(count(one), share.network), 0);
  return sum + adding > share.strangers;
}

/** Everybody is from nowhere, so nobody is known to come from there. */
const isKnown = ({ network, known }: NetworkOfSubject): boolean => network !== null && known;
