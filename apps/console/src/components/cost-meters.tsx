import type { SeenExecution } from "@scriptyard/model";
import type { ReactNode } from "react";
import { formatBytes, formatCompact, formatDuration } from "./format.ts";
import { limitFields } from "./limit-fields.ts";
import { Meter } from "./meter.tsx";

type Ran = Pick<SeenExecution, "metrics" | "limits">;

type Cost = {
  name: string;
  value: (ran: Ran) => number;
  /** In the unit of `value`. */
  limit: (ran: Ran) => number;
  format: (value: number) => string;
  /** What the figure says, in a sentence. */
  means: string;
};

/** What every run costs, by the limit that holds it. */
const costs = {
  timeoutMs: {
    name: "Duration",
    value: ({ metrics }) => metrics.runUs,
    limit: ({ limits }) => limits.timeoutMs * 1_000,
    format: formatDuration,
    means: "How long it ran. Only what the script computes counts against its limit, not waiting.",
  },
  operationLimit: {
    name: "Operations",
    value: ({ metrics }) => metrics.operations,
    limit: ({ limits }) => limits.operationLimit,
    format: formatCompact,
    means: "Steps of work, the same on every machine for the same input.",
  },
  memoryLimitBytes: {
    name: "Memory",
    value: ({ metrics }) => metrics.memoryBytes,
    limit: ({ limits }) => limits.memoryLimitBytes,
    format: formatBytes,
    means: "What the script held when it ended, beyond what every run begins with.",
  },
} as const satisfies Record<string, Cost>;

/**
 * What a run cost, each figure against its limit, with what it means and which setting changes it.
 *
 * @param setting leads to that setting, e.g. `(label) => <Link …>{label}</Link>`
 */
export function CostMeters({ ran, setting }: { ran: Ran; setting: (label: string) => ReactNode }) {
  return Object.entries<Cost>(costs).map(([key, { name, value, limit, format, means }]) => (
    <Meter key={key} name={name} value={value(ran)} limit={limit(ran)} format={format}>
      {means} Its limit: {setting(limitFields.find((field) => field.key === key)!.label)}.
    </Meter>
  ));
}

/** What the last run used of a limit, e.g. `12 038`; null where that is not measured. */
export function usedOf(key: string, ran: Ran | null): string | null {
  if (ran === null || !Object.hasOwn(costs, key)) return null;
  const { value, format } = costs[key as keyof typeof costs];
  return format(value(ran));
}
