import { isObject, type Json, readSecretWord, type SecretWord, secretBytes } from "@scriptyard/model";

/** Secrets that one run was handed. They stay on this side: the guest has words for them. */
export type HandedSecrets = {
  /** Of those that the program names. */
  readonly values: { readonly [name: string]: string };
  /** All that the script could name, for messages. */
  readonly names: readonly string[];
  /** Whether the program may have their plain text, where its capabilities allow that. */
  readonly plain: boolean;
  /** Whoever wrote the text may not save it: it has no values, and is told so. */
  readonly withheld?: boolean;
  /** The run says what it does with every value: it has none of them as plain text, and is told so. */
  readonly traced?: boolean;
};

/**
 * Answers a function of kind `engine`: of the sandbox's own, from what the run was handed.
 *
 * @throws TypeError in words for the script
 */
export function answerEngine(name: string, args: readonly Json[], secrets: HandedSecrets | undefined): Json {
  const [secret, options] = args;
  if (name === "secrets.value") {
    const value = valueIn(secrets, secret as string);
    if (secrets!.plain) return value;
    if (secrets!.traced)
      throw new TypeError(
        "a trace shows what a run makes of its values: the plain text is not handed to one",
      );
    throw new TypeError("the plain text is for what is published: a draft would show it to whoever tries it");
  }
  if (name !== "secrets.get") throw new TypeError("is made in the script itself");
  valueIn(secrets, secret as string);
  const as = isObject(options) ? (options as { as?: "base64" | "hex" }).as : undefined;
  return { secret: secret as string, ...(as && { as }) };
}

/** What a word that a guest wrote stands for. @throws TypeError */
export function bytesOfWord(given: unknown, secrets: HandedSecrets | undefined): Buffer {
  const word = readSecretWord(given);
  if (word === null) throw new TypeError("This is no secret.");
  return Buffer.from(secretBytes(word, (name) => valueIn(secrets, name)));
}

/**
 * A word that is one secret and nothing else. With texts of the script's around it a key would tell of the secret: whoever
 * gives all of a key but its last byte finds that byte in 256 tries.
 *
 * @throws TypeError
 */
export function loneSecretIn(given: unknown): SecretWord {
  const word = readSecretWord(given);
  if (word === null) throw new TypeError("This is no secret.");
  if (!("secret" in word))
    throw new TypeError(
      "crypto.subtle.importKey: a key is one secret, with nothing around it. What belongs to the key is set as part of the secret's value",
    );
  return word;
}

function valueIn(secrets: HandedSecrets | undefined, name: string): string {
  const { values = {}, names = [], withheld = false } = secrets ?? {};
  if (withheld) throw new TypeError("secrets are handed to trials of authors. Ask one to try this text");
  if (Object.hasOwn(values, name)) return values[name]!;
  if (names.includes(name))
    throw new TypeError(
      `write the name "${name}" as a text of the script: a run is handed only those secrets that its program names`,
    );
  const shown = names.length > mostShown ? `${names.slice(0, mostShown).join(", ")}, …` : names.join(", ");
  throw new TypeError(
    `there is no secret "${name.slice(0, 100)}" for this script. ${shown === "" ? "The realm has none: an admin sets them under Secrets" : `There are: ${shown}`}`,
  );
}

const mostShown = 20;
