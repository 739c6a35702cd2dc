import { Select } from "@mantine/core";
import { formatClock, formatDate } from "../../../components/format.ts";
import { type ExecutionsRange, type ExecutionsSearch, executionsRanges } from "../search.ts";

const rangeLabels: Record<ExecutionsRange, string> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

export function TimeRange(props: {
  search: ExecutionsSearch;
  onChange: (next: Partial<ExecutionsSearch>) => void;
}) {
  const { from, to, range } = props.search;
  const fixed = from !== undefined && to !== undefined;
  const ranges = Object.keys(executionsRanges) as ExecutionsRange[];
  return (
    <Select
      aria-label="Time range"
      size="xs"
      w={fixed ? 220 : 150}
      allowDeselect={false}
      value={fixed ? "fixed" : (range ?? "24h")}
      data={[
        ...(fixed
          ? [{ value: "fixed", label: `${formatDate(from)}, ${formatClock(from)} – ${formatClock(to)}` }]
          : []),
        ...ranges.map((value) => ({ value, label: rangeLabels[value] })),
      ]}
      onChange={(value) => {
        if (value === null || value === "fixed") return;
        props.onChange({
          from: undefined,
          to: undefined,
          range: value === "24h" ? undefined : (value as ExecutionsRange),
        });
      }}
    />
  );
}
