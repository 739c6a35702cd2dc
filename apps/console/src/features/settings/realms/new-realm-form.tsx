import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { nameProblem, suggestedName } from "../../../app/suggested-name.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";

const nothing = { title: "", name: "", host: "", from: "defaults", copy: "" };

/** What it is called, of which host, and what it begins with; then the realm itself. */
export function NewRealmForm() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { texts, change, reset } = useKeptTexts("realms/new", nothing);
  const hosts = useQuery(trpc.realms.hosts.queryOptions());
  const realms = useQuery(trpc.realms.list.queryOptions());
  const { title, from } = texts;
  const list = from === "copy" ? realms : hosts;
  const name = texts.name || suggestedName(title);
  const host = hosts.data?.find(({ id }) => id === texts.host) ?? hosts.data?.[0];
  const copy = texts.copy || realms.data?.[0]?.name || "";
  const create = useMutation(
    trpc.realms.create.mutationOptions({
      async onSuccess(realm) {
        reset(nothing);
        await queryClient.invalidateQueries(trpc.realms.pathFilter());
        await navigate({ to: "/r/$realm", params: { realm: realm.name }, search: {} });
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { title, name },
    own: {
      title: title.trim() ? null : "Say what it is called.",
      name: nameProblem(name),
    },
    error: create.error ?? hosts.error,
    onValid: () =>
      create.mutate({
        title: title.trim(),
        name,
        ...(from === "copy"
          ? { from: { kind: "copy", realm: copy } }
          : { hostId: host?.id, from: { kind: from === "empty" ? "empty" : "defaults" } }),
      }),
  });
  return (
    <form {...form}>
      <TextInput
        label="Title"
        placeholder="e.g. Shop"
        data-autofocus
        maxLength={120}
        error={at.title}
        value={title}
        onChange={(event) => change("title", event.currentTarget.value)}
      />
      <TextInput
        mt={12}
        label="Name"
        description="In addresses and tokens. It stays."
        spellCheck={false}
        error={at.name}
        value={name}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <Radio.Group mt={16} label="Begins with" value={from} onChange={(value) => change("from", value)}>
        <Stack gap={8} mt={8}>
          <Radio
            size="xs"
            value="defaults"
            label="Its host's scripts"
            description="With their samples, flows and triggers. Nothing is published: they run as they were delivered."
          />
          <Radio
            size="xs"
            value="empty"
            label="Nothing of its own"
            description="What the host delivers runs all the same."
          />
          <Radio
            size="xs"
            value="copy"
            label="A copy of another realm"
            description="Scripts with what is live, drafts, samples, flows, settings and policy; triggers switched off. No secrets, tokens or records."
          />
        </Stack>
      </Radio.Group>
      {from === "copy" ? (
        <Select
          mt={16}
          label="Copy of"
          allowDeselect={false}
          searchable
          value={copy}
          data={(realms.data ?? []).map((one) => ({ value: one.name, label: `${one.title} (${one.name})` }))}
          onChange={(value) => value && change("copy", value)}
        />
      ) : (
        <Select
          mt={16}
          label="Host"
          description={host?.description}
          allowDeselect={false}
          value={host?.id ?? null}
          data={(hosts.data ?? []).map((one) => ({ value: one.id, label: one.title }))}
          onChange={(value) => value && change("host", value)}
        />
      )}
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      {/* Before the lists are there nobody has chosen one of them. */}
      <Button mt={20} type="submit" disabled={list.isPending} loading={create.isPending}>
        Make realm
      </Button>
    </form>
  );
}
