// Long: one form with its five fields.
import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { type FlowGraph, type FlowNodeKind, slugExpression } from "@scriptyard/model";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { suggestedName } from "../../../app/suggested-name.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { freeName } from "./graph-acts.ts";
import { likelyOutcome, type OutcomeChoice } from "./outcomes.ts";

export type NewNode = { name: string; title: string; kind: string; outcome: string | null };

const slug = new RegExp(`^${slugExpression}$`);
const minimal = "";

/** A node by kind, with a script from a template of that kind; its script is made with it. */
export function AddNodeForm(props: {
  realm: string;
  flow: string;
  graph: FlowGraph;
  kinds: readonly FlowNodeKind[];
  /** Ways out of the node that it comes after; null where it comes after none, or between two. */
  choices: readonly OutcomeChoice[] | null;
  onAdd: (node: NewNode) => void;
}) {
  const { realm, flow, graph, kinds, choices, onAdd } = props;
  const trpc = useTRPC();
  const templates = useQuery(trpc.scripts.templates.queryOptions({ realm })).data ?? [];
  const [chosenKind, setKind] = useState<string | null>(null);
  // The kinds may come after the form.
  const kindId = chosenKind ?? kinds[0]?.id ?? "";
  const [title, setTitle] = useState("");
  const [typedName, setName] = useState("");
  const [template, setTemplate] = useState(minimal);
  const [outcome, setOutcome] = useState(likelyOutcome(choices ?? []));
  const kind = kinds.find(({ id }) => id === kindId);
  const taken = new Set(graph.nodes.map(({ name }) => name));
  const name = typedName || (title.trim() ? freeName(taken, suggestedName(title) || kindId) : "");
  const fitting = templates.filter(({ hook }) => hook === kind?.hook);
  const create = useMutation(
    trpc.flows.createScripts.mutationOptions({
      onSuccess() {
        void queryClient.invalidateQueries(trpc.scripts.pathFilter());
        onAdd({ name, title: title.trim(), kind: kindId, outcome });
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { title, name },
    own: {
      title: title.trim() ? null : "Say what the step does, in a few words.",
      name: taken.has(name)
        ? "A node of this flow has that name."
        : !kind
          ? "Its host has not said yet what kinds of nodes it has. Try again in a moment."
          : slug.test(name)
            ? null
            : "Use lower-case letters, digits and single dashes, starting with a letter.",
    },
    error: create.error,
    onValid: () =>
      create.mutate({
        realm,
        flow,
        nodes: [{ name, kind: kindId, ...(template === minimal ? {} : { template }) }],
      }),
  });
  return (
    <form {...form}>
      <TextInput
        label="Title"
        placeholder="e.g. Risk check"
        data-autofocus
        maxLength={120}
        error={at.title}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Radio.Group
        mt={16}
        label="Kind"
        value={kindId}
        onChange={(value) => {
          setKind(value);
          setTemplate(minimal);
        }}
      >
        <Stack gap={8} mt={8}>
          {kinds.map(({ id, title: label, description }) => (
            <Radio key={id} size="xs" value={id} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        mt={16}
        label="Script"
        description={
          fitting.find(({ id }) => id === template)?.description ??
          "The least that its kind asks for, to write on."
        }
        allowDeselect={false}
        value={template}
        data={[
          { value: minimal, label: "A minimal text" },
          ...fitting.map((one) => ({ value: one.id, label: one.title })),
        ]}
        onChange={(value) => setTemplate(value ?? minimal)}
      />
      {choices !== null && choices.length > 1 ? (
        <OutcomeSelect choices={choices} value={outcome} onChange={setOutcome} />
      ) : null}
      <TextInput
        mt={16}
        label="Name"
        description={`Of the node and its script, ${flow}/${name || "…"}. It stays.`}
        spellCheck={false}
        error={at.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={create.isPending}>
        Add node
      </Button>
    </form>
  );
}

/** By which outcome another node leads to it. */
function OutcomeSelect(props: {
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
