import type { CodeOrder, CodeService } from "@scriptyard/host-kit";
import { type CodeVerdict, newId, type OneTimeCode } from "@scriptyard/model";
import type { NetworkOfSubject, Store } from "@scriptyard/store";
import type { KnownPlaces } from "../attempts/known-places.ts";
import { toldNetwork } from "../attempts/network.ts";
import type { PublisherPorts } from "../bus/publisher.ts";
import { publishFromHost } from "../bus/publisher.ts";
import { createTurns } from "../bus/turns.ts";
import type { KeyPorts } from "../keys/installation-key.ts";
import { installationKey, keyedHash } from "../keys/installation-key.ts";
import { sameHash } from "../keys/same-hash.ts";
import { seal } from "../keys/seal.ts";
import { mostSent, mostWrong, overShare, type Share } from "./fair-share.ts";

/** Whose codes they are. A script cannot say it: the runner does. */
export type CodeOwner = {
  realmId: OneTimeCode["realmId"];
  /** The flow session, or what stands for it outside of flows. */
  binding: string;
  /** The user as the product knows them; null when nobody is known. */
  userId: string | null;
  /** The flow session, where it is one. */
  sessionId: string | null;
  /** The visitor's address, as the product or the page says it; null when it does not. */
  ip: string | null;
  /** A walk over drafts: nobody is told of its codes, and its page shows them. */
  trial: boolean;
};

/** The topic by which whoever sends mail learns of a code. */
export const codeTopic = "code.issued";

/** Codes of one purpose that a session may have: each is a mail to somebody who may not have asked for it. */
const mostCodes = 5;
/** Wrong tries at all codes of one purpose in a session. */
const mostWrongHere = 10;
const hourMs = 3_600_000;
/** How long the database knows a network: as long as ended codes are kept. `codeHomes` does until a restart. */
const knownMs = 24 * hourMs;

export type CodeServicePorts = PublisherPorts &
  KeyPorts & {
    /** Networks at which a code of somebody was right, by subject. */
    codeHomes: KnownPlaces;
  };

/**
 * One-time codes of one session. The code is made from the host's randomness, stored as a keyed hash and, until it has
 * been sent or has ended, sealed; scripts and their records only ever hold its handle.
 */
export function codeService(ports: CodeServicePorts, owner: CodeOwner): CodeService {
  // A script may make several calls at once, and each must see what the others did. A session runs one step at a time.
  const turns = createTurns();
  return {
    async issue(order) {
      using _turn = await turns.next();
      return await issue(ports, owner, order);
    },
    verify: ({ purpose, code }) => verify(ports, owner, purpose, code),
  };
}

async function issue(ports: CodeServicePorts, owner: CodeOwner, order: CodeOrder): Promise<string> {
  const { realmId, binding } = owner;
  const { purpose, digits, ttlSeconds, tries, to, locale, reveal } = order;
  const before = await ports.store.codes.ofBinding({ realmId, binding, purpose });
  if (before.length >= mostCodes)
    throw new TypeError(
      `this session has had ${mostCodes} codes for "${purpose}"; reject the visitor, who can start again`,
    );
  const now = ports.clock();
  const expiresAt = now + ttlSeconds * 1_000;
  const id = newId("cod", now);
  const code = randomDigits(ports, digits);
  const subject = await subjectOf(ports, owner, purpose, to);
  const network = await networkHash(ports, owner);
  await ports.store.codes.issue({
    id,
    realmId,
    binding,
    purpose,
    subject,
    network,
    mac: await macOf(ports, { id, realmId, binding, purpose, subject }, code),
    sealed: seal(await installationKey(ports), sealName(id), code, ports.random).sealed,
    reveal: reveal || (owner.trial && to !== null),
    tries: 0,
    mostTries: tries,
    createdAt: now,
    expiresAt,
    endedAt: null,
    used: false,
  });
  if (to === null || owner.trial) return id;
  // Looked at with this one counted, as tries are: sessions at once see each other. The visitor is asked all the same and
  // told `blocked`, so that nobody learns here whose mailbox others have filled, and the script does not fail for it.
  if (await isOver(ports, { realmId, subject, network }, mostSent, ({ made }) => made, 0)) {
    await ports.store.codes.withhold(id);
    return id;
  }
  // At once and not as an effect: a script that sleeps until the code is typed has no effects before that.
  await publishFromHost(
    ports,
    { realmId, sessionId: owner.sessionId },
    { topic: codeTopic, payload: { code: id, purpose, to, locale, userId: owner.userId, expiresAt } },
  );
  return id;
}

/** A try counts before it is looked at, so that neither a failing script nor requests at once get one for nothing. */
async function verify(
  ports: CodeServicePorts,
  owner: CodeOwner,
  purpose: string,
  typed: string,
): Promise<CodeVerdict> {
  const { realmId, binding } = owner;
  const all = await ports.store.codes.ofBinding({ realmId, binding, purpose });
  const newest = all[0];
  if (newest === undefined) return "expired";
  if (wrongOf(all) >= mostWrongHere || newest.tries - Number(newest.used) >= newest.mostTries)
    return "blocked";
  if (newest.endedAt !== null || ports.clock() >= newest.expiresAt) return "expired";
  // Before it counts: who has had their share must not use up that of all strangers.
  const wrong = ({ wrong }: NetworkOfSubject) => wrong;
  if (await isOver(ports, newest, mostWrong, wrong, 1)) return "blocked";
  if (!(await ports.store.codes.countTry(newest.id))) return "blocked";
  // Looked at again with this try counted: whoever sends from many sessions at once is seen by none of the looks before.
  const counted = await ports.store.codes.ofBinding({ realmId, binding, purpose });
  if (wrongOf(counted) > mostWrongHere || (await isOver(ports, newest, mostWrong, wrong, 0)))
    return "blocked";
  if (sameHash(await macOf(ports, newest, typed.replace(/[\s-]/g, "")), newest.mac)) {
    if (!(await ports.store.codes.end(newest.id, ports.clock(), true))) return "expired";
    if (newest.subject !== null && newest.network !== null)
      ports.codeHomes.add(newest.subject, newest.network);
    return "right";
  }
  const spent = newest.tries + 1 >= newest.mostTries || wrongOf(all) + 1 >= mostWrongHere;
  return spent ? "blocked" : "wrong";
}

/** Somebody who starts session after session has no more than one who stays in one. */
async function isOver(
  ports: { store: Store; clock: () => number; codeHomes: KnownPlaces },
  { realmId, subject, network }: Pick<OneTimeCode, "realmId" | "subject" | "network">,
  share: Share,
  count: (of: NetworkOfSubject) => number,
  adding: 0 | 1,
): Promise<boolean> {
  if (subject === null) return false;
  const now = ports.clock();
  const since = { sinceMs: now - hourMs, knownSinceMs: now - knownMs };
  const networks = await ports.store.codes.ofSubject({ realmId, subject, ...since });
  return overShare(withHome(networks, ports.codeHomes, subject, network), network, share, count, adding);
}

/** With the network that asks as known, where a code was right there and its record has been removed since. */
function withHome(
  networks: readonly NetworkOfSubject[],
  homes: KnownPlaces,
  subject: string,
  network: string | null,
): readonly NetworkOfSubject[] {
  if (network === null || !homes.has(subject, network)) return networks;
  const own = networks.find((one) => one.network === network) ?? { network, made: 0, wrong: 0 };
  return [...networks.filter((one) => one.network !== network), { ...own, known: true }];
}

function wrongOf(codes: readonly OneTimeCode[]): number {
  return codes.reduce((sum, { tries, used }) => sum + tries - (used ? 1 : 0), 0);
}

async function networkHash(ports: CodeServicePorts, { realmId, ip }: CodeOwner): Promise<string | null> {
  const network = toldNetwork(ip);
  return network === null ? null : keyedHash(ports, "code network", [realmId, network]);
}

/** By purpose: whoever tries codes of a password reset must not lock their owner out of logging in. */
async function subjectOf(
  ports: CodeServicePorts,
  { realmId, userId }: CodeOwner,
  purpose: string,
  to: string | null,
): Promise<string | null> {
  if (to !== null) return keyedHash(ports, "code subject", [realmId, purpose, "to", to.trim().toLowerCase()]);
  return userId === null ? null : keyedHash(ports, "code subject", [realmId, purpose, "user", userId]);
}

type Bound = Pick<OneTimeCode, "id" | "realmId" | "binding" | "purpose" | "subject">;

function macOf(
  ports: CodeServicePorts,
  { id, realmId, binding, purpose, subject }: Bound,
  code: string,
): Promise<string> {
  return keyedHash(ports, "one-time code", [id, realmId, binding, purpose, subject, code]);
}

/** What a code is sealed under: its own name, so that texts cannot be swapped between rows. */
export const sealName = (id: OneTimeCode["id"]): string => `one-time code ${id}`;

/** Evenly spread: eight random bytes are so many more than ten digits that the rest does not show. */
function randomDigits(ports: { random: (byteLength: number) => Uint8Array }, digits: number): string {
  const number = Buffer.from(ports.random(8)).readBigUInt64BE() % 10n ** BigInt(digits);
  return String(number).padStart(digits, "0");
}
