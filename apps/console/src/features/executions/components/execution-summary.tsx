import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useRealm } from "../../../app/realm.ts";
import { CostMeters } from "../../../components/cost-meters.tsx";
import styles from "../executions.module.css";
import type { ExecutionDetail } from "./execution-drawer.tsx";
import { executionFacts } from "./execution-facts.tsx";

export function ExecutionSummary({ execution }: { execution: ExecutionDetail }) {
  const realm = useRealm();
  return (
    <>
      <div className={`${styles.section} ${styles.meters}`}>
        <CostMeters
          ran={execution}
          setting={(label) => (
            <Link
              className="inline"
              to="/r/$realm/scripts/$module/$name"
              params={{ realm, module: execution.module, name: execution.name }}
              search={{ tab: "settings" }}
            >
              {label}
            </Link>
          )}
        />
      </div>
      <div className={styles.section}>
        <dl className={styles.facts}>
          {executionFacts(realm, execution).map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd className="cut">{value}</dd>
            </Fragment>
          ))}
        </dl>
      </div>
    </>
  );
}
