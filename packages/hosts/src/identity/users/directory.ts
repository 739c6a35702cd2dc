import { type JsonObject, type ProductFunctions, ProductRefusal } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { setOwn } from "../flows/set-in.ts";
import { objectOf } from "../object-of.ts";

/** An account as `UserAccount` of the declarations. */
export type Account = JsonObject;

type Change = { changed: Account; gone?: Account };

/**
 * Accounts in memory with what `users.*` does to them: the product behind the demo, and what previews are answered from.
 *
 * @param accounts what it begins with; they are copied
 * @param keep told of all accounts after a change, before the script is answered
 */
export function createDirectory(
  accounts: readonly Account[],
  keep: (accounts: readonly Account[]) => Promise<void> = async () => {},
): ProductFunctions {
  let kept: Account[] = structuredClone([...accounts]);
  const byId = (id: Json | undefined): Account => {
    const found = kept.find((account) => account.id === id);
    if (found === undefined) throw new ProductRefusal(`there is no account ${JSON.stringify(id)}`);
    return found;
  };
  /** One change after the other, none in place: what was not kept has not happened. */
  let last: Promise<unknown> = Promise.resolve();
  const change = (make: () => Change): Promise<Json> => {
    const mine = changeAfter(last, make);
    last = mine.catch(() => {});
    return mine;
  };
  async function changeAfter(before: Promise<unknown>, make: () => Change): Promise<Json> {
    await before;
    const { changed, gone } = make();
    const next = kept.flatMap((one) => (one === gone ? [] : [one.id === changed.id ? changed : one]));
    await keep(next);
    kept = next;
    return structuredClone(changed);
  }
  return {
    "users.find": async ([by]) =>
      structuredClone(kept.filter((account) => isMeant(account, objectOf(by))).slice(0, 20)),
    "users.update": ([id, changes]) =>
      change(() => {
        const { attributes, ...rest } = objectOf(changes);
        const before = byId(id);
        const all = merged(objectOf(before.attributes), objectOf(attributes));
        return { changed: { ...before, ...rest, attributes: all } };
      }),
    "users.link": ([id, other]) =>
      change(() => {
        const [into, from] = [byId(id), byId(other)];
        if (into === from) throw new ProductRefusal("an account cannot be linked to itself");
        const attributes = merged(objectOf(from.attributes), objectOf(into.attributes));
        const identities = [...listIn(into.identities), ...listIn(from.identities)];
        return { changed: { ...into, attributes, identities }, gone: from };
      }),
  };
}

function isMeant(account: Account, { id, email, identity }: JsonObject): boolean {
  if (typeof id === "string") return account.id === id;
  if (typeof email === "string")
    return typeof account.email === "string" && account.email.toLowerCase() === email.toLowerCase();
  const { provider, subject } = objectOf(identity);
  return listIn(account.identities).some(
    (one) => isObject(one) && one.provider === provider && one.subject === subject,
  );
}

/** Null removes; names come from scripts, so `__proto__` becomes a member like any other. */
function merged(before: JsonObject, changes: JsonObject): JsonObject {
  const all: JsonObject = {};
  for (const [name, value] of [...Object.entries(before), ...Object.entries(changes)])
    setOwn(all, name, value);
  for (const [name, value] of Object.entries(changes)) if (value === null) delete all[name];
  return all;
}

const listIn = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
