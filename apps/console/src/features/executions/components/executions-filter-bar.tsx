import { Select, Switch } from "@mantine/core";
import { executionTriggers, outcomeErrorTypes } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../app/trpc.ts";
import { shortId } from "../../../components/copy-id.tsx";
import { failureWord } from "../../../components/failure-words.ts";
import type { FilterChip } from "../../../components/filter-bar.tsx";
import { FilterBar } from "../../../components/filter-bar.tsx";
import { FilterChoices } from "../../../components/filter-choices.tsx";
import { formatClock, formatDate } from "../../../components/format.ts";
import { ScriptChoices } from "../../../components/script-choices.tsx";
import { hidesTrials } from "../api-filter.ts";
import { type ExecutionsRange, type ExecutionsSearch, executionsRanges, searchOfId } from "../search.ts";

const rangeLabels: Record<ExecutionsRange, string> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

export function ExecutionsFilterBar(props: {
  search: ExecutionsSearch;
  onChange: (next: Partial<ExecutionsSearch>) => void;
}) {
  const { search, onChange } = props;
  const chips = chipsOf(search, useGroupMessage(search.group));
  return (
    <FilterBar
      label="Filter executions"
      text={search.text ?? ""}
      placeholder="Search logs, or paste an id"
      onText={(text) => onChange(searchOfId(text) ?? { text: text || undefined })}
      chips={chips}
      onRemove={(key) => onChange({ [key]: undefined, ...(key === "script" ? { version: undefined } : {}) })}
      onClear={() => onChange(Object.fromEntries(chips.map((chip) => [chip.key, undefined])))}
      end={
        <>
          <Switch
            size="xs"
            label="Trials"
            title="Walks of Try it, previews and replays"
            checked={!hidesTrials(search)}
            onChange={(event) => onChange({ trials: event.currentTarget.checked || undefined })}
          />
          <TimeRange search={search} onChange={onChange} />
        </>
      }
      menu={
        <>
          <FilterChoices
            title="Outcome"
            values={["ok", "error"]}
            onPick={(status) => onChange({ status: status as "ok" | "error" })}
          />
          <FilterChoices
            title="Decision"
            values={["continue", "challenge", "reject"]}
            onPick={(action) => onChange({ action })}
          />
          <FilterChoices
            title="Error type"
            values={outcomeErrorTypes}
            word={failureWord}
            onPick={(type) => onChange({ type: type as (typeof outcomeErrorTypes)[number] })}
          />
          <FilterChoices
            title="Trigger"
            values={executionTriggers}
            onPick={(trigger) => onChange({ trigger: trigger as (typeof executionTriggers)[number] })}
          />
          <ScriptChoices onPick={(script) => onChange({ script, version: undefined })} />
        </>
      }
    />
  );
}

/** What the group is about: its id says nothing to anybody. */
function useGroupMessage(group: string | undefined): string | undefined {
  const { data } = useQuery({
    ...useTRPC().errors.get.queryOptions({ id: (group ?? "") as `erg_${string}` }),
    enabled: group !== undefined,
  });
  return group === undefined ? undefined : (data?.message ?? shortId(group));
}

function chipsOf(search: ExecutionsSearch, groupMessage: string | undefined): FilterChip[] {
  const chips: FilterChip[] = [];
  const add = (key: keyof ExecutionsSearch, name: string, value: string | undefined): void => {
    if (value !== undefined) chips.push({ key, name, value });
  };
  add("status", "Outcome", search.status);
  add("action", "Decision", search.action);
  add("type", "Error type", search.type && failureWord(search.type));
  add("trigger", "Trigger", search.trigger);
  add("triggerId", "Fired by", search.triggerId && shortId(search.triggerId));
  add("script", "Script", search.script);
  add("version", "Version", search.version === undefined ? undefined : `v${search.version}`);
  add("session", "Flow session", search.session && shortId(search.session));
  add("request", "Request", search.request && shortId(search.request));
  add("group", "Error", search.group && groupMessage);
  return chips;
}

function TimeRange(props: { search: ExecutionsSearch; onChange: (next: Partial<ExecutionsSearch>) => void }) {
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
