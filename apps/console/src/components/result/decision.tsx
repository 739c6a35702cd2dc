import { decisionOf } from "@scriptyard/model";
import { LeadsTo } from "./leads-to.tsx";
import styles from "./result.module.css";
import type { PartProps } from "./result-views.ts";

/** The one thing worth reading beside the word: where a flow goes on, or a refusal's code and message. */
export function DecisionLead({ shown: { result, leadsTo }, kind }: PartProps) {
  const decision = decisionOf(kind, result);
  return (
    <>
      {decision?.action === "reject" && (
        <>
          <code className={styles.reject}>{decision.code}</code>
          {decision.message !== null && <span className="soft">{decision.message}</span>}
        </>
      )}
      {leadsTo && <LeadsTo to={leadsTo} />}
    </>
  );
}
