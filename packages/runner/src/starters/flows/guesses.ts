import type { UiBlock } from "@scriptyard/model";
import { type AttemptRule, createAttempts, type Try } from "../../attempts/attempts.ts";
import { createKnownPlaces, type KnownPlaces } from "../../attempts/known-places.ts";
import { toldNetwork } from "../../attempts/network.ts";
import type { Rest } from "./rest.ts";
import type { Walk } from "./walk.ts";

export type GuessRules = {
  /** Of one user of a realm, as the host named them, from one network, through whatever sessions. */
  user: AttemptRule;
  /**
   * Of one user, from all networks together that they never signed in from: many networks are many guesses. Whoever guesses
   * from one has waited there before this is met, and it makes an owner who is on the way wait for minutes only.
   */
  strangers: AttemptRule;
  /** From one network, whoever it claims to be. Many people may share one. */
  address: AttemptRule;
};

const minutes = 60_000;

const usual: GuessRules = {
  user: { free: 20, delayMs: minutes, longestDelayMs: 15 * minutes, forgetMs: 24 * 60 * minutes },
  strangers: { free: 60, delayMs: minutes, longestDelayMs: 5 * minutes, forgetMs: 24 * 60 * minutes },
  address: { free: 100, delayMs: 15_000, longestDelayMs: 2 * minutes, forgetMs: 10 * minutes },
};

export type Guesses = {
  /**
   * Counts a form, or what somebody came back with from another site, as a wrong answer before its script looks at it;
   * `settle` takes it back when it was none; null: the step was refused, so nobody is told whether it was right.
   *
   * @throws Fault `rate_limited` saying when to try again
   */
  take(guesser: Guesser, walk: Pick<Walk, "at" | "waiting">): { settle(rest: Rest | null): void };
};

/** Who guesses, and from which address, as the host's `flows.guessedBy` says; null for what nobody told. */
export type Guesser = { realmId: string; user: string | null; ip: string | null };

/**
 * Bounds what can be guessed through forms (codes, passwords) over all sessions: a script counts within its own, and whoever
 * starts a new session would start at none. A counter of users and networks, not of scripts: they know of no other session.
 */
export function createGuesses(clock: () => number, rules: GuessRules = usual): Guesses {
  const attempts = createAttempts(clock, "answers");
  /** Users at networks from which a walk of theirs was done. */
  const known = createKnownPlaces(mostKnown);
  return {
    take(guesser, walk) {
      const asked = askedOf(walk);
      const who = whoOf(guesser);
      const taken = asked && attempts.take(triesOf(who, known, rules));
      return {
        settle(rest) {
          if (asked && (rest === null || !wasWrong(asked, rest))) taken?.takeBack();
          if (rest?.action === "done" && who.user !== null && who.network !== null)
            known.add(who.user, who.network);
        },
      };
    },
  };
}

/** People come from home, from work and from a phone's networks. */
const mostKnown = { perWho: 20, all: 50_000 };

/** `block`: null when somebody was sent away. Where nothing is asked, nothing can be guessed. */
type Asked = { node: string; block: UiBlock | null };

function askedOf({ at, waiting }: Pick<Walk, "at" | "waiting">): Asked | null {
  if (waiting === null) return null;
  return { node: at, block: waiting.kind === "challenge" ? waiting.block : null };
}

/** Keys: the user of the realm, and the network; null for what nobody told. */
type Who = { user: string | null; network: string | null };

function whoOf({ realmId, user, ip }: Guesser): Who {
  const network = toldNetwork(ip);
  return {
    // Quoted: a name with a network behind it is not that user at home there.
    user: user === null ? null : `u ${realmId} ${JSON.stringify(user)}`,
    network: network === null ? null : `a ${realmId} ${network}`,
  };
}

function triesOf({ user, network }: Who, known: KnownPlaces, rules: GuessRules): Try[] {
  const tries: Try[] = [];
  if (user !== null) {
    tries.push({ key: `${user} ${network ?? "from nowhere"}`, rule: rules.user });
    const isHome = network !== null && known.has(user, network);
    if (!isHome) tries.push({ key: user, rule: rules.strangers });
  }
  if (network !== null) tries.push({ key: network, rule: rules.address });
  return tries;
}

/** The walk ended in a refusal, or the same node asks the same again, or sends away again. A script that failed says nothing about the answer. */
function wasWrong({ node, block }: Asked, rest: Rest): boolean {
  if (rest.action === "reject") return rest.code !== "temporarily_unavailable";
  if (rest.node !== node) return false;
  if (block === null) return rest.action === "redirect";
  return rest.action === "challenge" && sameFields(block, rest.block);
}

const sameFields = (a: UiBlock, b: UiBlock): boolean => fieldsOf(a) === fieldsOf(b);

const fieldsOf = (block: UiBlock): string =>
  JSON.stringify(block.parts.flatMap((part) => (part.type === "field" ? [part.name] : [])));
