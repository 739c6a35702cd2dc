import { Switch } from "@mantine/core";
import { executionTriggers, outcomeErrorTypes } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../app/trpc.ts";
import { shortId } from "../../../components/copy-id.tsx";
import { failureWord } from "../../../components/failure-words.ts";
import { FilterBar } from "../../../components/filter-bar.tsx";
import { FilterChoices } from "../../../components/filter-choices.tsx";
import { ScriptChoices } from "../../../components/script-choices.tsx";
import { hidesTrials } from "../api-filter.ts";
import { chipsOf, fieldsOf } from "../filter-fields.ts";
import { type ExecutionsSearch, searchOfId } from "../search.ts";
import { TimeRange } from "./time-range.tsx";

export function ExecutionsFilterBar(props: {
  search: ExecutionsSearch;
  onChange: (next: Partial<ExecutionsSearch>) => void;
}) {
  const { search, onChange } = props;
  const onlyWithTrials = !hidesTrials({ ...search, trials: undefined });
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
      fields={fieldsOf(search, onChange)}
      end={
        <>
          <Switch
            size="xs"
            label="Trials"
            title={
              onlyWithTrials
                ? "Always shown with these filters: what they ask for may be a trial"
                : "Walks of Try it, previews and replays"
            }
            checked={!hidesTrials(search)}
            disabled={onlyWithTrials}
            onChange={(event) => onChange({ trials: event.currentTarget.checked || undefined })}
          />
          <TimeRange search={search} onChange={onChange} />
        </>
      }
      menu={
        <>
          <FilterChoices
            title="Status"
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
