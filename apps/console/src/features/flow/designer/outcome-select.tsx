import { Select } from "@mantine/core";
import type { OutcomeChoice } from "./outcomes.ts";

/** By which outcome another node leads to it. */
export function OutcomeSelect(props: {
  choices: readonly OutcomeChoice[];
  value: string | null;
  onChange: (outcome: string | null) => void;
}) {
  // A default edge has no outcome, and a select no empty value.
  const coded = (outcome: string | null) => (outcome === null ? "default" : `= ${outcome}`);
  return (
    <Select
      mt={16}
      label="Comes after, by the outcome"
      allowDeselect={false}
      value={coded(props.value)}
      data={props.choices.map(({ outcome, leadsTo }) => ({
        value: coded(outcome),
        label: `${outcome ?? "none (default edge)"}${leadsTo === null ? "" : `, now to ${leadsTo}`}`,
      }))}
      onChange={(value) =>
        props.onChange(props.choices.find(({ outcome }) => coded(outcome) === value)?.outcome ?? null)
      }
    />
  );
}
