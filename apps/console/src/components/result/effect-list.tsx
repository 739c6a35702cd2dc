import type { Effect, Json } from "@scriptyard/model";
import styles from "./result.module.css";

/** What the script asked the host to do, in order, one call per line. In a preview none of it is applied. */
export function EffectList({ effects }: { effects: readonly Effect[] }) {
  if (effects.length === 0) return <p className="faint small">No effects.</p>;
  return (
    <ol className={styles.effects} aria-label="Effects">
      {effects.map((effect, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: effects are a sequence
        <li key={index}>
          <span className={styles.effectName}>{effect.name}</span>
          {effect.args.map((arg, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: arguments are positions
            <code key={position} className={styles.effectArg}>
              {short(arg)}
            </code>
          ))}
        </li>
      ))}
    </ol>
  );
}

const longest = 120;

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
