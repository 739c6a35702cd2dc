import { Select } from "@mantine/core";
import type { FlowNodeKind } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useScriptRows } from "../../../app/scripts/queries.ts";
import { useTRPC } from "../../../app/trpc.ts";

/** What a new node runs: a script that is there already, or a new one, from a template (`""`: a minimal text). */
export type NodeScriptChoice = { there: string } | { template: string };

export const minimal: NodeScriptChoice = { template: "" };

/** What there is to choose from in a flow: templates of the host, and scripts of its module that no node runs yet. */
export function useNodeScripts(realm: string, flow: string, taken: ReadonlySet<string>) {
  const templates = useQuery(useTRPC().scripts.templates.queryOptions({ realm })).data ?? [];
  const rows = useScriptRows(realm, flow).data;
  return {
    templates,
    there: (rows ?? []).filter(({ name, hook }) => hook !== null && !taken.has(name)),
    /** Read, and without one of that name. */
    lacks: (name: string): boolean => rows !== undefined && !rows.some((row) => row.name === name),
  };
}

/** Only what answers as the node's kind is called is offered. */
export function ScriptSelect(props: {
  scripts: ReturnType<typeof useNodeScripts>;
  kind: Pick<FlowNodeKind, "hook"> | undefined;
  value: NodeScriptChoice;
  onChange: (choice: NodeScriptChoice) => void;
}) {
  const { kind, value } = props;
  const fits = ({ hook }: { hook: string | null }) => hook === kind?.hook;
  const templates = props.scripts.templates.filter(fits);
  const there = props.scripts.there.filter(fits);
  const made = [
    { value: codeOf(minimal), label: "A minimal text" },
    ...templates.map(({ id, title }) => ({ value: codeOf({ template: id }), label: title })),
  ];
  const choices = there.map(({ name }) => ({ value: codeOf({ there: name }), label: name }));
  return (
    <Select
      mt={16}
      label="Script"
      description={
        "there" in value
          ? "It stays as it is: its draft, its versions and its samples."
          : (templates.find(({ id }) => id === value.template)?.description ??
            "The least that its kind asks for, to write on.")
      }
      allowDeselect={false}
      value={codeOf(value)}
      data={
        choices.length === 0
          ? made
          : [
              { group: "A new one", items: made },
              { group: "There already", items: choices },
            ]
      }
      onChange={(code) => props.onChange(choiceOf(code ?? ""))}
    />
  );
}

/** A select has texts: no name and no template begins with these words. */
const codeOf = (choice: NodeScriptChoice): string =>
  "there" in choice ? `there ${choice.there}` : `new ${choice.template}`;

function choiceOf(code: string): NodeScriptChoice {
  return code.startsWith("there ") ? { there: code.slice(6) } : { template: code.slice(4) };
}
