import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { formatNumber, thousandSeparator } from "../../../components/format.ts";
import { type LimitField, limitRange, setLimit, shownDefault } from "../../../components/limit-fields.ts";
import type { SettingsTexts } from "./use-settings-texts.ts";

/** One limit; the default is its placeholder, its range the hint. Saved when left or on Enter. */
export function LimitInput({ field, settings, used, locked }: LimitInputProps) {
  const part = `limits.${field.key}` as const;
  const [problem, setProblem] = useState<string | null>(null);
  const { min, max } = limitRange(field);
  const leave = () => {
    const typed = settings.typed(part) ? setLimit(field, settings.texts[part] ?? "") : null;
    setProblem(typed === null || typed.ok ? null : typed.problem);
    if (typed?.ok) settings.save([part]);
  };
  return (
    <NumberInput
      size="xs"
      label={field.label}
      description={`${field.hint}. ${min} to ${formatNumber(max)} ${field.unit}${used === null ? "" : `. The last run here: ${used}`}`}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={`${formatNumber(shownDefault(field))} (default)`}
      suffix={` ${field.unit}`}
      thousandSeparator={thousandSeparator}
      hideControls
      allowNegative={false}
      readOnly={locked}
      value={settings.texts[part] ?? ""}
      error={problem ?? settings.refusedAt(part)}
      onChange={(value) => settings.change(part, String(value))}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  );
}

type LimitInputProps = {
  field: LimitField;
  settings: SettingsTexts;
  /** What the last run used of it; null = not known. */
  used: string | null;
  locked: boolean;
};
