import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { nameProblem, suggestedName } from "../../../app/suggested-name.ts";
import { type Inputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";

type Origin = NonNullable<Inputs["flows"]["create"]["from"]>;

/** What it is called and what it begins with; then its graph. */
export function NewFlowForm(props: {
  realm: string;
  /** The flow that it is to be a copy of, where somebody asked for that. */
  copy: string | undefined;
  flows: readonly { name: string; title: string }[];
}) {
  const { realm, flows } = props;
  const trpc = useTRPC();
  const navigate = useNavigate();
  const templates = useQuery(trpc.flows.templates.queryOptions({ realm })).data ?? [];
  const nothing = { title: "", name: "", from: props.copy ? "copy" : "blank", flow: props.copy ?? "" };
  const { texts, change, reset } = useKeptTexts(`flows/${realm}/new/${props.copy ?? ""}`, nothing);
  const { title, from } = texts;
  const name = texts.name || suggestedName(title);
  const choices = from === "copy" ? flows : from === "template" ? templates : [];
  const chosen = choices.find((one) => one.name === texts.flow) ?? choices[0];
  const create = useMutation(
    trpc.flows.create.mutationOptions({
      async onSuccess(flow) {
        reset(nothing);
        void queryClient.invalidateQueries(trpc.flows.pathFilter());
        void queryClient.invalidateQueries(trpc.scripts.pathFilter());
        await navigate({ to: "/r/$realm/flows/$flow", params: { realm, flow: flow.name }, search: {} });
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { title, name },
    own: { title: title.trim() ? null : "Say what it is called.", name: nameProblem(name) },
    error: create.error,
    onValid: () =>
      create.mutate({
        realm,
        title: title.trim(),
        name,
        from: from === "blank" || !chosen ? { kind: "blank" } : ({ kind: from, flow: chosen.name } as Origin),
      }),
  });
  return (
    <form {...form}>
      <TextInput
        label="Title"
        placeholder="e.g. Sign up"
        data-autofocus
        maxLength={120}
        error={at.title}
        value={title}
        onChange={(event) => change("title", event.currentTarget.value)}
      />
      <TextInput
        mt={12}
        label="Name"
        description="In addresses, and the module of its scripts. It stays."
        spellCheck={false}
        error={at.name}
        value={name}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <Radio.Group mt={16} label="Begins with" value={from} onChange={(value) => change("from", value)}>
        <Stack gap={8} mt={8}>
          <Radio size="xs" value="blank" label="Nothing" description="You draw it node by node." />
          {templates.length > 0 ? (
            <Radio
              size="xs"
              value="template"
              label="A flow of the host"
              description="With the scripts that the host delivers for its nodes."
            />
          ) : null}
          {flows.length > 0 ? (
            <Radio
              size="xs"
              value="copy"
              label="A copy of another flow"
              description="As it is drawn, with the drafts of its scripts as scripts of its own."
            />
          ) : null}
        </Stack>
      </Radio.Group>
      {choices.length > 0 ? (
        <Select
          mt={16}
          label={from === "copy" ? "Copy of" : "Flow of the host"}
          allowDeselect={false}
          value={chosen?.name ?? null}
          data={choices.map((one) => ({ value: one.name, label: `${one.title} (${one.name})` }))}
          onChange={(value) => value && change("flow", value)}
        />
      ) : null}
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={create.isPending}>
        Make flow
      </Button>
    </form>
  );
}
