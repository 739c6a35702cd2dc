import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { type FlowGraph, flowEnd } from "@scriptyard/model";
import { useState } from "react";
import { useForm } from "../../../app/use-form.ts";
import { likelyOutcome, type OutcomeChoice, titleOf } from "./outcomes.ts";

const another = "another";

/** An edge, drawn by hand or by keys: where it leads, and the outcome that takes it. */
export function ConnectForm(props: {
  graph: FlowGraph;
  from: string;
  /** Where a hand has drawn it to. */
  to: string | null;
  choices: readonly OutcomeChoice[];
  /** Whether scripts of the node's kind name outcomes at all. */
  names: boolean;
  onConnect: (outcome: string | null, to: string) => void;
}) {
  const { graph, from, choices, names, onConnect } = props;
  const [to, setTo] = useState(props.to ?? "");
  const [chosen, setChosen] = useState(codeOf(likelyOutcome(choices)));
  const [typed, setTyped] = useState("");
  const isNew = chosen === another;
  const outcome = isNew
    ? typed.trim()
    : (choices.find((one) => codeOf(one.outcome) === chosen)?.outcome ?? null);
  const { form, at } = useForm({
    values: { to, outcome },
    own: {
      to: to === "" ? "Choose where it leads." : null,
      outcome: isNew && typed.trim() === "" ? "Write the outcome as the script names it." : null,
    },
    error: null,
    onValid: () => onConnect(outcome, to),
  });
  return (
    <form {...form}>
      <Select
        label={`From ${titleOf(graph, from)} to`}
        placeholder="Choose a node"
        searchable
        allowDeselect={false}
        error={at.to}
        value={to === "" ? null : to}
        data={[
          { value: flowEnd, label: "The end" },
          ...graph.nodes.map(({ name, title }) => ({ value: name, label: title || name })),
        ]}
        onChange={(value) => setTo(value ?? "")}
        {...(props.to === null ? { "data-autofocus": true } : {})}
      />
      <Radio.Group mt={16} label="When the script answers" value={chosen} onChange={setChosen}>
        <Stack gap={8} mt={8}>
          {choices.map((choice) => (
            <Radio
              key={codeOf(choice.outcome)}
              size="xs"
              value={codeOf(choice.outcome)}
              label={choice.outcome ?? "No outcome (the default edge)"}
              description={wordsOf(choice)}
              {...(props.to !== null && codeOf(choice.outcome) === chosen ? { "data-autofocus": true } : {})}
            />
          ))}
          {names ? <Radio size="xs" value={another} label="Another outcome" /> : null}
        </Stack>
      </Radio.Group>
      {isNew ? (
        <TextInput
          mt={8}
          label="Outcome"
          maxLength={60}
          spellCheck={false}
          error={at.outcome}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <Button mt={20} type="submit">
        Draw edge
      </Button>
    </form>
  );
}

/** A radio has no empty value, and an outcome may be called anything. */
function codeOf(outcome: string | null): string {
  return outcome === null ? "default" : `= ${outcome}`;
}

function wordsOf({ leadsTo, answered }: OutcomeChoice): string | undefined {
  if (leadsTo !== null) return `Leads to ${leadsTo} now; it will lead here instead.`;
  return answered === false ? "The script never answers it." : undefined;
}
