import { defaultLimits, type Limits, limitRanges, type PartialLimits, wallLimitMs } from "@scriptyard/model";

/** A limit an author may set, in the unit people think in. */
export type LimitField = {
  key: keyof Limits;
  label: string;
  hint: string;
  /** Value in the store = shown value × scale. */
  scale: number;
  unit: string;
};

export const limitFields: readonly LimitField[] = [
  {
    key: "timeoutMs",
    label: "Processor time",
    hint: "What the script computes, not what it waits",
    scale: 1,
    unit: "ms",
  },
  {
    key: "wallMs",
    label: "Time on the clock",
    hint: "With waiting for a processor; usually 10 × its time and 1 s",
    scale: 1,
    unit: "ms",
  },
  {
    key: "memoryLimitBytes",
    label: "Memory",
    hint: "What the script may hold",
    scale: 1_000_000,
    unit: "MB",
  },
  {
    key: "operationLimit",
    label: "Operations",
    hint: "Steps of work, equal on every machine",
    scale: 1_000_000,
    unit: "million",
  },
  { key: "logLines", label: "Log lines", hint: "More are cut and counted", scale: 1, unit: "lines" },
  { key: "resultBytes", label: "Result size", hint: "Result and effects as JSON", scale: 1_000, unit: "KB" },
  { key: "inputBytes", label: "Input size", hint: "Arguments as JSON", scale: 1_000, unit: "KB" },
  {
    key: "hostCalls",
    label: "Host calls",
    hint: "Calls of host functions and effects",
    scale: 1,
    unit: "calls",
  },
  {
    key: "promiseJobs",
    label: "Promise jobs",
    hint: "Steps after await and then",
    scale: 1,
    unit: "jobs",
  },
  {
    key: "waitMs",
    label: "Waiting",
    hint: "For what the script awaits from the host",
    scale: 1_000,
    unit: "s",
  },
];

/** Smallest and largest value that may be set, in the shown unit. */
export function limitRange(field: LimitField): { min: number; max: number } {
  const { min, max } = limitRanges[field.key];
  return { min: min / field.scale, max: max / field.scale };
}

export function shownDefault(field: LimitField): number {
  return (defaultLimits[field.key] ?? wallLimitMs(defaultLimits)) / field.scale;
}

/** A changed limit as the store wants it; null goes back to the default. Answers the problem when out of range. */
export function setLimit(
  limits: PartialLimits,
  field: LimitField,
  shown: number | null,
): { ok: true; limits: PartialLimits } | { ok: false; problem: string } {
  const rest: PartialLimits = { ...limits };
  delete rest[field.key];
  if (shown === null) return { ok: true, limits: rest };
  const { min, max } = limitRange(field);
  if (shown < min || shown > max)
    return { ok: false, problem: `${field.label}: between ${min} and ${max} ${field.unit}.` };
  return { ok: true, limits: { ...rest, [field.key]: Math.round(shown * field.scale) } };
}
