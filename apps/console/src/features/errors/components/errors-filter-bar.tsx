import { SegmentedControl } from "@mantine/core";
import { outcomeErrorTypes } from "@scriptyard/model";
import { failureWord } from "../../../components/failure-words.ts";
import { FilterBar, type FilterChip } from "../../../components/filter-bar.tsx";
import { FilterChoices } from "../../../components/filter-choices.tsx";
import { ScriptChoices } from "../../../components/script-choices.tsx";
import type { ErrorsSearch } from "../search.ts";

export function ErrorsFilterBar(props: {
  search: ErrorsSearch;
  onChange: (next: Partial<ErrorsSearch>) => void;
}) {
  const { search, onChange } = props;
  const chips: FilterChip[] = [
    ...(search.type ? [{ key: "type", name: "Error type", value: failureWord(search.type) }] : []),
    ...(search.script ? [{ key: "script", name: "Script", value: search.script }] : []),
  ];
  return (
    <FilterBar
      label="Filter errors"
      text={search.text ?? ""}
      placeholder="Search messages"
      onText={(text) => onChange({ text: text || undefined })}
      chips={chips}
      onRemove={(key) => onChange({ [key]: undefined })}
      onClear={() => onChange({ type: undefined, script: undefined })}
      menu={
        <>
          <FilterChoices
            title="Error type"
            values={outcomeErrorTypes}
            word={failureWord}
            onPick={(type) => onChange({ type: type as (typeof outcomeErrorTypes)[number] })}
          />
          <ScriptChoices onPick={(script) => onChange({ script })} />
        </>
      }
      end={
        <SegmentedControl
          size="xs"
          aria-label="Status"
          value={search.status ?? "open"}
          data={[
            { value: "open", label: "Open" },
            { value: "muted", label: "Muted" },
            { value: "resolved", label: "Resolved" },
            { value: "all", label: "All" },
          ]}
          onChange={(status) =>
            onChange({ status: status === "open" ? undefined : (status as ErrorsSearch["status"]) })
          }
        />
      }
    />
  );
}
