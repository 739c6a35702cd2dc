import { NumberInput } from "@mantine/core";
import type { PartialLimits } from "@scriptyard/model";
import { useState } from "react";
import { formatNumber } from "../../../components/format.ts";
import { type LimitField, limitRange, setLimit, shownDefault } from "../../../components/limit-fields.ts";

/** One limit; the default is its placeholder, its range the hint. Saved when left or on Enter. */
export function LimitInput({ field, limits, used, locked, refused, onChange }: LimitInputProps) {
  const stored = limits[field.key];
  const shown = stored === undefined ? "" : stored / field.scale;
  // What nobody touched here is what is saved, also when somebody else changes it.
  const [typed, setTyped] = useState<number | string | null>(null);
  if (typed !== null && String(typed) === String(shown)) setTyped(null);
  const value = typed ?? shown;
  const [problem, setProblem] = useState<string | null>(null);
  const { min, max } = limitRange(field);

  const commit = () => {
    if (typed === null) return setProblem(null);
    const result = setLimit(limits, field, value === "" ? null : Number(value));
    setProblem(result.ok ? null : result.problem);
    if (result.ok) onChange(result.limits);
  };

  return (
    <NumberInput
      size="xs"
      label={field.label}
      description={`${field.hint}. ${min} to ${formatNumber(max)} ${field.unit}${used === null ? "" : `. The last run here: ${used}`}`}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={`${formatNumber(shownDefault(field))} (default)`}
      suffix={` ${field.unit}`}
      hideControls
      allowNegative={false}
      readOnly={locked}
      value={value}
      error={problem ?? refused}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}

type LimitInputProps = {
  field: LimitField;
  limits: PartialLimits;
  /** What the last run used of it; null = not known. */
  used: string | null;
  locked: boolean;
  /** Why the server did not take it. */
  refused: string | undefined;
  onChange: (limits: PartialLimits) => void;
};
