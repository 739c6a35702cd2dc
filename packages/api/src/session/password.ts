import { hash, verify } from "@node-rs/argon2";
import { Fault } from "@scriptyard/model";
import { isCommonPassword } from "./common-passwords.ts";
import { newSecret } from "./secret.ts";

/** OWASP's argon2id setting: 19 MiB, two passes, one lane; about 20 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export type Passwords = {
  /** argon2id in PHC form. */
  hash(password: string): Promise<string>;
  /** False for an unknown user (`null`) after the same work as for a known one. */
  verify(storedHash: string | null, password: string): Promise<boolean>;
};

export function createPasswords(): Passwords {
  // Unknown users and accounts without a password are compared with this, so that both take equally long.
  let decoy: Promise<string> | undefined;
  return {
    hash: (password) => hash(password, cost),
    async verify(storedHash, password) {
      decoy ??= hash(newSecret(), cost);
      const matches = await verify(storedHash ?? (await decoy), password);
      return storedHash !== null && matches;
    },
  };
}

export const passwordLengths = { min: 8, max: 256 } as const;

/**
 * Length and commonness only; no composition rules (they make passwords worse).
 *
 * @throws Fault `bad_request` that says what to do
 */
export function requireGoodPassword(password: string, email: string): void {
  const length = Array.from(password).length;
  if (length < passwordLengths.min)
    throw new Fault(
      "bad_request",
      `password: ${length} characters is too short; use at least ${passwordLengths.min}. A few words are easy to remember.`,
    );
  if (length > passwordLengths.max)
    throw new Fault("bad_request", `password: longer than ${passwordLengths.max} characters; shorten it.`);
  const plain = password.toLowerCase();
  if (plain === email.toLowerCase() || plain === email.toLowerCase().split("@")[0])
    throw new Fault("bad_request", "password: is your address; choose another.");
  if (isCommonPassword(plain) || /^(.)\1*$/u.test(plain))
    throw new Fault("bad_request", "password: is among the most guessed ones; choose another.");
}
