import { useKnownRealm } from "../../../app/known-realm.ts";
import { useIsAdmin } from "../../../app/me.ts";

/** Why what is of the realm can only be read: by one's role, or since the realm is closed. */
export function WhyReadOnly({ what }: { what: string }) {
  const closed = useKnownRealm()?.closed;
  const isAdmin = useIsAdmin();
  return isAdmin && closed
    ? `The realm is ${closed.as}. Take it back under Realms to change ${what}.`
    : `Only admins change ${what}.`;
}
