import { isObject } from "@scriptyard/model";
import { LeadsTo } from "./leads-to.tsx";
import styles from "./result.module.css";
import type { Shown } from "./result-views.ts";

/** The one thing worth reading beside the word: where a flow goes on, or a refusal's code and message. */
export function DecisionLead({ shown: { result, leadsTo } }: { shown: Shown }) {
  const { code, message } = isObject(result) ? result : {};
  return (
    <>
      {typeof code === "string" && <code className={styles.reject}>{code}</code>}
      {typeof message === "string" && <span className="soft">{message}</span>}
      {leadsTo && <LeadsTo to={leadsTo} />}
    </>
  );
}
