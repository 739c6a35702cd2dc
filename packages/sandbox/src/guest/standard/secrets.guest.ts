// What `secrets.get` answers: a handle that says which secret, and is printed without it. The value never comes here.
import { wrap } from "../functions.guest.ts";
import { bareList, create, define, freeze, textOf, WrongType } from "../primordials.guest.ts";
import { seam, type Word } from "./handle.guest.ts";

let given: Word | undefined;

class Secret {
  readonly #word: Word;

  constructor() {
    if (!given) throw new WrongType("Secret: `secrets.get` answers them.");
    this.#word = given;
    freeze(this);
  }

  get isSecret(): true {
    return true;
  }

  toString(): string {
    return shown(this.#word);
  }

  toJSON(): string {
    return shown(this.#word);
  }

  static wordOf(value: unknown): Word | undefined {
    return typeof value === "object" && value !== null && #word in value
      ? (value as Secret).#word
      : undefined;
  }
}
const { wordOf } = Secret;
delete (Secret as { wordOf?: unknown }).wordOf;
freeze(Secret.prototype);
freeze(Secret);
seam.wordOf = wordOf;

function handle(word: Word): Secret {
  given = word;
  try {
    return new Secret();
  } finally {
    given = undefined;
  }
}

/** A word is read again on the host's side. */
function word(name: string, value: unknown): Word {
  const made = create(null) as Word;
  made[name] = value;
  return made;
}

function shown(word: Word): string {
  if (typeof word.secret === "string") return "[secret " + word.secret + "]";
  if (word.base64 !== undefined) return shown(word.base64 as Word);
  const parts = word.text as (string | Word)[];
  let text = "";
  for (let i = 0; i < parts.length; i++)
    text += typeof parts[i] === "string" ? (parts[i] as string) : shown(parts[i] as Word);
  return text;
}

/** A list that no setter of the script watches, and that is still written as one. */
function textWord(parts: unknown[]): Word {
  const list: unknown[] = [];
  for (let i = 0; i < parts.length; i++)
    define(list, i, {
      __proto__: null,
      value: wordOf(parts[i]) ?? textOf(parts[i]),
      enumerable: true,
    } as object);
  return word("text", list);
}

wrap("secrets.get", (call, args) => {
  const said = call(args) as { secret: string; as?: string };
  const made = word("secret", said.secret);
  if (said.as !== undefined) made.as = said.as;
  return handle(made);
});

wrap("secrets.text", (_call, args) => {
  const texts = args[0];
  if (typeof texts === "string" || wordOf(texts)) return handle(textWord([texts]));
  if (typeof texts !== "object" || texts === null)
    throw new WrongType("secrets.text: write it before a template, such as secrets.text`Bearer …`.");
  const parts = bareList();
  let count = 0;
  const strings = texts as { length: number; [at: number]: unknown };
  for (let i = 0; i < strings.length; i++) {
    parts[count++] = strings[i];
    if (i + 1 < args.length) parts[count++] = args[i + 1];
  }
  return handle(textWord(parts));
});

wrap("secrets.basic", (_call, args) => {
  const pair = word("base64", textWord([args[0], ":", args[1]]));
  const made = bareList();
  made[0] = "Basic ";
  made[1] = handle(pair);
  return handle(textWord(made));
});
