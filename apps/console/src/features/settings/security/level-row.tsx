import type { ReactNode } from "react";
import { formatNumber, formatTimeout } from "../../../components/format.ts";
import shared from "../settings.module.css";
import { levelSentence } from "./level-words.ts";
import styles from "./security.module.css";
import type { LevelView, PolicyView } from "./types.ts";

/** A level in a sentence and in figures. */
export function LevelRow(props: { level: LevelView; view: PolicyView; action: ReactNode }) {
  const { level, view, action } = props;
  const { timeoutMs, memoryLimitBytes, operationLimit } = level.limits;
  return (
    <tr>
      <td>
        <strong>{level.name}</strong>{" "}
        {level.name === view.policy.defaultLevel && <span className={styles.tag}>default</span>}{" "}
        {level.changed && (
          <span className={styles.tag}>{level.builtIn ? "changed here" : `extends ${level.base}`}</span>
        )}
        <p className="soft">{level.description}</p>
        <p className="faint small">{levelSentence(level, view.capabilities)}</p>
      </td>
      <td className={shared.end}>{formatTimeout(timeoutMs)}</td>
      <td className={shared.end}>{formatNumber(memoryLimitBytes / 1_000_000)} MB</td>
      <td className={shared.end}>{formatNumber(operationLimit / 1_000_000)} M</td>
      <td>
        <details>
          <summary>
            {level.granted.length} of {view.capabilities.length}
          </summary>
          <ul className={styles.capabilities}>
            {level.granted.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </details>
      </td>
      <td className={shared.end}>{action}</td>
    </tr>
  );
}
