import {
  defaultLimits,
  type Limits,
  type LimitsChange,
  limitRanges,
  type PartialLimits,
  wallLimitMs,
} from "@scriptyard/model";
import { formatNumber } from "./format.ts";

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

/** What a field of a limit shows; nothing where it has the default. */
export function shownLimit(limits: PartialLimits, { key, scale }: LimitField): string {
  const stored = limits[key];
  return stored === undefined ? "" : String(stored / scale);
}

/** The other way round: null is the default. What the product of two decimals adds at its end is no part of it. */
export function storedLimit({ scale }: LimitField, shown: string): number | null {
  return shown === "" ? null : Number((Number(shown) * scale).toPrecision(12));
}

/** As it is set: people set whole numbers. */
export function wholeLimit(field: LimitField, shown: string): number | null {
  const stored = storedLimit(field, shown);
  return stored === null ? null : Math.round(stored);
}

/** What a field of a limit says, as the change that the server wants; nothing goes back to the default. Answers the problem when out of range. */
export function setLimit(
  field: LimitField,
  shown: string,
): { ok: true; limits: LimitsChange } | { ok: false; problem: string } {
  const value = storedLimit(field, shown);
  const range = limitRanges[field.key];
  const { min, max } = limitRange(field);
  if (value !== null && !(value >= range.min && value <= range.max))
    return { ok: false, problem: `${field.label}: between ${min} and ${formatNumber(max)} ${field.unit}.` };
  return { ok: true, limits: { [field.key]: wholeLimit(field, shown) } };
}
