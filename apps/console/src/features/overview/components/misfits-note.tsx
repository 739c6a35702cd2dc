import { Link } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import { useMisfits } from "../../../app/scripts/fit.ts";
import { plural } from "../../../components/format.ts";
import styles from "../overview.module.css";

/** Links that are shown; the tree marks every one. */
const mostShown = 8;

/** Nothing while every published script fits its host; otherwise which do not. */
export function MisfitsNote() {
  const realm = useRealm();
  const misfits = useMisfits(realm);
  if (misfits.length === 0) return null;
  const more = misfits.length - mostShown;
  return (
    <div className={styles.health} data-tone="warn" role="status">
      <Unplug size={16} aria-hidden="true" />
      <div>
        <strong>
          {plural(misfits.length, "script")} no longer {misfits.length === 1 ? "fits" : "fit"} the host.
        </strong>{" "}
        They run as they are:{" "}
        {misfits.slice(0, mostShown).map(({ scriptId, module, name }, index) => (
          <span key={scriptId}>
            {index > 0 && ", "}
            <Link to="/r/$realm/scripts/$module/$name" params={{ realm, module, name }} search={{}}>
              {module}/{name}
            </Link>
          </span>
        ))}
        {more > 0 && ` and ${more} more, marked in the tree of scripts`}.
      </div>
    </div>
  );
}
