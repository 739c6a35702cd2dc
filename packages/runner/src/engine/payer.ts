import type { Payer } from "@scriptyard/languages";
import type { Realm } from "@scriptyard/model";
import type { Actor } from "../actor.ts";

/** Whose turn a check or a compile takes: the person's in the realm. Who has no name shares one place with all such. */
export function payerOf(realm: Pick<Realm, "id">, actor: Actor): Payer {
  return { realm: realm.id, person: actor.userId ?? "nobody" };
}

/** Work that nobody asked for: files that changed, what the host ships. */
export function systemPayer(realm: Pick<Realm, "id">): Payer {
  return { realm: realm.id, person: null };
}
