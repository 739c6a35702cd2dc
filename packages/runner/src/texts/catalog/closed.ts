import { Fault, type Realm, removedAt } from "@scriptyard/model";

/** The realm, when something may run or change in it. @throws Fault `realm_closed` saying what can be done */
export function requireOpen(realm: Realm): Realm {
  if (realm.closed === undefined) return realm;
  const { name, closed } = realm;
  const until = removedAt(realm);
  throw new Fault(
    "realm_closed",
    until === null
      ? `The realm "${name}" is archived: it can be read, and nothing runs or changes in it. An admin can take it back under Settings, Realms.`
      : `The realm "${name}" was deleted. An admin can take it back under Settings, Realms, until ${new Date(until).toISOString()}.`,
    { details: { realm: name, state: closed.as } },
  );
}
