import { NumberInput } from "@mantine/core";
import { formatNumber, thousandSeparator } from "../../../components/format.ts";
import { limitFields, limitRange } from "../../../components/limit-fields.ts";
import type { LevelDraft } from "./level-words.ts";
import styles from "./security.module.css";
import type { LevelView } from "./types.ts";

/** What one run may use. A field left empty has what the level inherits. */
export function LevelLimits(props: {
  level: LevelView;
  draft: LevelDraft;
  problemOf: (key: string) => string | undefined;
  onChange: (limits: LevelDraft["limits"]) => void;
}) {
  const { level, draft, onChange } = props;
  return (
    <fieldset className={styles.limits}>
      <legend>Limits of one run</legend>
      {limitFields.map((field) => {
        const { min, max } = limitRange(field);
        const inherited = level.inherited.limits[field.key] / field.scale;
        return (
          <NumberInput
            key={field.key}
            size="xs"
            error={props.problemOf(field.key)}
            label={field.label}
            description={`Up to ${formatNumber(max)} ${field.unit}. Unchanged: ${formatNumber(inherited)} ${field.unit}`}
            thousandSeparator={thousandSeparator}
            inputWrapperOrder={["label", "input", "description", "error"]}
            suffix={` ${field.unit}`}
            hideControls
            min={min}
            max={max}
            clampBehavior="strict"
            value={draft.limits[field.key] / field.scale}
            onChange={(value) =>
              onChange({
                ...draft.limits,
                [field.key]:
                  value === "" ? level.inherited.limits[field.key] : Math.round(Number(value) * field.scale),
              })
            }
          />
        );
      })}
    </fieldset>
  );
}
