import { Select } from "@mantine/core";
import { inheritedLevel, wordsOfRule } from "@scriptyard/model";
import { useScriptPolicy } from "../server/queries.ts";
import styles from "./settings.module.css";

type LevelSelectProps = {
  scriptId: string;
  value: string;
  locked: boolean;
  /** Why the server did not take it. */
  refused: string | undefined;
  onChange: (level: string) => void;
};

/** The script's security level, and what holds it to more than that. */
export function LevelSelect({ scriptId, value, locked, refused, onChange }: LevelSelectProps) {
  const { data } = useScriptPolicy(scriptId);
  const choices = data?.choices ?? [];
  const own = value === inheritedLevel ? data?.defaultLevel : value;
  const held = (data?.policy.held ?? []).filter(({ level }) => level !== own);
  const options = choices.map(({ name }) => ({ value: name, label: name }));
  const inherited = { value: inheritedLevel, label: `realm's default (${data?.defaultLevel ?? "…"})` };
  return (
    <div className={styles.section}>
      <Select
        size="xs"
        label="Security level"
        description={choices.find(({ name }) => name === own)?.description}
        readOnly={locked}
        error={refused}
        allowDeselect={false}
        value={value}
        data={[inherited, ...options]}
        onChange={(level) => level && onChange(level)}
      />
      {held.length > 0 && (
        <p className={styles.narrowed}>
          The realm's policy also holds this script to{" "}
          {held.map(({ level, rule }) => `${level} (its rule for ${wordsOfRule(rule)})`).join(" and ")}.
        </p>
      )}
    </div>
  );
}
