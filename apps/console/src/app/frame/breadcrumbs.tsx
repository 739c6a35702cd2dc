import { Link, useMatches } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import type { Crumb } from "../nav.ts";
import { useRealm } from "../realm.ts";
import styles from "./breadcrumbs.module.css";

/** `acme ▸ Flows ▸ login`: where one is; every step but the last leads there. */
export function Breadcrumbs() {
  const realm = useRealm();
  const crumbs = useMatches({
    select: (matches) =>
      matches.flatMap(
        (match): Crumb[] => match.staticData.crumbs?.(match.params as Record<string, string>) ?? [],
      ),
  });
  return (
    <nav aria-label="Path" className={styles.path}>
      <ol>
        <li>
          <Link to="/r/$realm" params={{ realm }} search={{}} className={styles.step ?? ""}>
            {realm}
          </Link>
        </li>
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <Fragment
              key={crumbs
                .slice(0, index + 1)
                .map((each) => each.label)
                .join("/")}
            >
              <li aria-hidden="true" className={styles.between}>
                <ChevronRight size={13} />
              </li>
              <li className="cut">
                {crumb.to && !last ? (
                  <Link to={crumb.to} params={{ realm }} search={{}} className={styles.step ?? ""}>
                    {crumb.label}
                  </Link>
                ) : (
                  <span className={last ? styles.here : styles.step} aria-current={last ? "page" : undefined}>
                    {crumb.label}
                  </span>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
