import styles from "./rename.module.css";
import type { RenamePlan } from "./rename-store.ts";
import { listedNames } from "./rename-words.ts";

type Script = RenamePlan["scripts"][number];

/** One draft of a rename: its lines before and after, and who else is at it. */
export function PlannedScript({ script, newName }: { script: Script; newName: string }) {
  const { specifier, lines, openTo, lastSavedBy, keepsName } = script;
  return (
    <section aria-label={specifier} className={styles.script}>
      <h3 className={styles.name}>
        {specifier}
        {openTo.length > 0 ? (
          <span className={styles.others}>{listedNames(openTo)} has it open</span>
        ) : (
          lastSavedBy && <span className={styles.others}>last saved by {lastSavedBy}</span>
        )}
      </h3>
      {keepsName && (
        <p className="faint small">
          <code>{newName}</code> is a name here already, so the import keeps the old one beside it.
        </p>
      )}
      <ul className={styles.lines}>
        {lines.map(({ line, before, after }) => (
          <li key={line}>
            <span className={styles.line}>{line}</span>
            <span className={styles.change}>
              <del>{before.trim()}</del>
              <ins>{after.trim()}</ins>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
