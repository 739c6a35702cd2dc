import { useState } from "react";
import { ImportDifference } from "./import-difference.tsx";
import { ImportPlanRow } from "./import-plan-row.tsx";
import styles from "./moving.module.css";
import { type ImportPlan, shownRows } from "./plan-choice.ts";

/** A row for each thing in an archive that says something; one of them is open and shows its texts. */
export function ImportPlanTable(props: {
  realm: string;
  archive: string;
  plan: ImportPlan;
  chosen: ReadonlySet<string>;
  onToggle: (key: string, on: boolean) => void;
}) {
  const { realm, archive, plan, chosen, onToggle } = props;
  const [open, setOpen] = useState<string | null>(null);
  const { rows, same } = shownRows(plan);
  const count = same === 0 ? "" : `, ${same} the same`;
  return (
    <section className={styles.plan} aria-labelledby="import-plan">
      <h3 id="import-plan">
        From {plan.from.title} <span className="mono faint">{plan.from.realm}</span>
        <span className="soft">
          {" "}
          · {rows.length} {rows.length === 1 ? "difference" : "differences"}
          {count}
        </span>
      </h3>
      {rows.length === 0 ? (
        <p className="soft">The realm has all of it already: there is nothing to write.</p>
      ) : (
        <div className={styles.scroll} tabIndex={-1}>
          <table className={styles.table} aria-label="Plan">
            <thead>
              <tr>
                <th scope="col">
                  <span className="hidden-text">Write</span>
                </th>
                <th scope="col">What</th>
                <th scope="col">Is</th>
                <th scope="col">Differs in</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ImportPlanRow
                  key={row.key}
                  row={row}
                  isChosen={chosen.has(row.key)}
                  isOpen={open === row.key}
                  onToggle={(on) => onToggle(row.key, on)}
                  onOpen={() => setOpen(open === row.key ? null : row.key)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === null ? null : <ImportDifference realm={realm} archive={archive} of={open} />}
    </section>
  );
}
