import type { Realm } from "@scriptyard/model";
import { type SecretUse, type Store, secretsNamed } from "@scriptyard/store";
import { specifierOf } from "../engine/runnable.ts";
import type { Registry } from "../texts/registry/registry.ts";
import { createTurnTaker } from "../turns.ts";

/**
 * Live scripts of a realm that name secrets, themselves or in a library that they run with, whatever layer they are live from:
 * a version, a file or a host's default. By module and name.
 */
export async function secretUsesOf(
  { store, registry }: { store: Store; registry: Registry },
  realm: Realm,
): Promise<SecretUse[]> {
  const [uses, heads] = await Promise.all([store.secrets.uses(realm.id), store.scripts.heads(realm.id)]);
  const published = new Set(heads.filter((one) => one.liveVersion !== null).map(specifierOf));
  const all = [...uses];
  const turns = createTurnTaker();
  for (const { module, name, texts } of await registry.textsBelow(realm, published)) {
    const secrets = new Set<string>();
    for (const text of texts) {
      for (const secret of secretsNamed(text)) secrets.add(secret);
      await turns.pause();
    }
    if (secrets.size > 0) all.push({ module, name, secrets: [...secrets].sort() });
  }
  return all.sort((a, b) => (specifierOf(a) < specifierOf(b) ? -1 : 1));
}
