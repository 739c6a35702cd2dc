// Long: one form with its five fields.
import { Button, Radio, Stack, TextInput } from "@mantine/core";
import type { FlowGraph, FlowNodeKind } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { nameProblem, suggestedName } from "../../../app/suggested-name.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { freeName } from "./graph-acts.ts";
import { OutcomeSelect } from "./outcome-select.tsx";
import { likelyOutcome, type OutcomeChoice } from "./outcomes.ts";
import { minimal, type NodeScriptChoice, ScriptSelect, useNodeScripts } from "./script-select.tsx";

export type NewNode = { name: string; title: string; kind: string; outcome: string | null };

/** A node by kind, with a script that is there already, or one that is made with it. */
export function AddNodeForm(props: {
  realm: string;
  flow: string;
  graph: FlowGraph;
  kinds: readonly FlowNodeKind[];
  /** Ways out of the node that it comes after; null where it comes after none, or between two. */
  choices: readonly OutcomeChoice[] | null;
  /** The script that it is to run, by its name. */
  script: string | undefined;
  onAdd: (node: NewNode) => void;
}) {
  const { realm, flow, graph, kinds, choices, onAdd } = props;
  const trpc = useTRPC();
  const taken = new Set(graph.nodes.map(({ name }) => name));
  const scripts = useNodeScripts(realm, flow, taken);
  const [chosenKind, setKind] = useState<string | null>(null);
  const [script, setScript] = useState<NodeScriptChoice>(
    props.script === undefined ? minimal : { there: props.script },
  );
  const there = "there" in script && !scripts.lacks(script.there) ? script.there : null;
  const hook = scripts.there.find(({ name }) => name === there)?.hook;
  // The kinds, and the script, may come after the form.
  const kind =
    kinds.find(({ id }) => id === chosenKind) ?? kinds.find((one) => one.hook === hook) ?? kinds[0];
  const kindId = kind?.id ?? "";
  const [title, setTitle] = useState(props.script === undefined ? "" : titleLike(props.script));
  const [typedName, setName] = useState(props.script ?? "");
  const [outcome, setOutcome] = useState(likelyOutcome(choices ?? []));
  const name = there ?? (typedName || (title.trim() ? freeName(taken, suggestedName(title) || kindId) : ""));
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
          ? "Its host has no kinds of nodes, or has not said them yet. Try again in a moment."
          : nameProblem(name),
    },
    error: create.error,
    onValid: () =>
      create.mutate({
        realm,
        flow,
        // One that is there stays as it is, and is only asked whether it answers as its kind is called.
        nodes: [
          {
            name,
            kind: kindId,
            ...("template" in script && script.template && { template: script.template }),
          },
        ],
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
          setScript(minimal);
        }}
      >
        <Stack gap={8} mt={8}>
          {kinds.map(({ id, title: label, description }) => (
            <Radio key={id} size="xs" value={id} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <ScriptSelect
        scripts={scripts}
        kind={kind}
        value={there === null && "there" in script ? minimal : script}
        onChange={(choice) => {
          setScript(choice);
          if ("there" in choice && title.trim() === "") setTitle(titleLike(choice.there));
        }}
      />
      {choices !== null && choices.length > 1 ? (
        <OutcomeSelect choices={choices} value={outcome} onChange={setOutcome} />
      ) : null}
      <TextInput
        mt={16}
        label="Name"
        description={`Of the node and its script, ${flow}/${name || "…"}. It stays.`}
        spellCheck={false}
        readOnly={there !== null}
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

/** @example titleLike("country-changed") // "Country changed" */
function titleLike(name: string): string {
  const words = name.replaceAll(/[-_]+/g, " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
