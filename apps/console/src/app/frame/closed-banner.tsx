import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Archive } from "lucide-react";
import { useKnownRealm } from "../known-realm.ts";
import { useIsAdmin } from "../me.ts";
import styles from "./banner.module.css";

/** On every page of a realm that is archived or deleted: what that means, and where it is taken back. */
export function ClosedBanner() {
  const realm = useKnownRealm();
  const isAdmin = useIsAdmin();
  const closed = realm?.closed;
  return (
    <div role="status">
      {closed ? (
        <div className={styles.banner}>
          <Archive size={15} aria-hidden="true" />
          <span>
            {closed.as === "archived"
              ? "This realm is archived. It can be read; nothing runs or changes in it."
              : `This realm is deleted${realm.removedAt === null ? "" : ` and goes for good on ${dayOf(realm.removedAt)}`}. Nothing runs or changes in it.`}
          </span>
          {isAdmin ? (
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => (
                <Link to="/r/$realm/settings/$tab" params={{ realm: realm.name, tab: "realms" }} {...props} />
              )}
            >
              Open realms
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const dayOf = (at: number) =>
  new Date(at).toLocaleDateString("en", { day: "numeric", month: "long", year: "numeric" });
