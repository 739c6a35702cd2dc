import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { tokenDays, tokenScopes, tokenScopeWords } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { Secret } from "./secret.tsx";

const roles = [
  { value: "none", label: "Nothing: the scopes above only" },
  { value: "operator", label: "Act as operator: reads scripts, executions and errors, in your name" },
  { value: "author", label: "Act as author: also edits and publishes scripts, in your name" },
];
const lifetimes = [
  { value: "30", label: "In 30 days" },
  { value: String(tokenDays), label: `In ${tokenDays} days` },
  { value: "365", label: "In a year" },
  { value: "never", label: "Never" },
];

const empty = { name: "", scopes: "", role: "none", where: "this", days: String(tokenDays) };

/** What a new token may do and for how long; then the token, once. */
export function TokenForm({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const { texts, change, reset } = useKeptTexts(`${realm}/token`, empty);
  const { name, where, days } = texts;
  const scopes = tokenScopes.filter((scope) => texts.scopes.split(",").includes(scope));
  const role = texts.role === "operator" || texts.role === "author" ? texts.role : null;
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
      onSuccess() {
        reset(empty);
        return queryClient.invalidateQueries(trpc.tokens.list.queryFilter());
      },
    }),
  );
  const mayNothing = scopes.length === 0 && role === null;
  const { form, at, rest } = useForm({
    own: {
      name: name.trim() ? null : "Say what will use it.",
      scopes: mayNothing ? "Choose what it is for, or let it act in your name." : null,
    },
    error: create.error,
    onValid: () =>
      create.mutate({
        name: name.trim(),
        scopes: [...scopes],
        ...(role === null ? { realm: where === "this" ? realm : null } : { role }),
        expiresInDays: days === "never" ? null : Number(days),
      }),
  });
  if (create.data)
    return (
      <>
        <p>Copy the token now: only its fingerprint is kept, and it is not shown again.</p>
        <Secret value={create.data.token} label="API token" />
        <Button mt={16} variant="default" onClick={onClose}>
          Done
        </Button>
      </>
    );
  return (
    <form {...form}>
      <TextInput
        label="Name"
        description="What will use it."
        placeholder="e.g. login gateway"
        error={at.name}
        data-autofocus
        maxLength={80}
        value={name}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <Checkbox.Group
        mt={12}
        label="May"
        error={at.scopes}
        data-invalid-group={at.scopes !== undefined || undefined}
        value={[...scopes]}
        onChange={(values) => change("scopes", values.join(","))}
      >
        {tokenScopes.map((scope) => (
          <Checkbox
            key={scope}
            mt={6}
            size="xs"
            value={scope}
            label={`${scope}: ${tokenScopeWords[scope]}`}
          />
        ))}
      </Checkbox.Group>
      <Select
        mt={12}
        label="For the command line, also"
        allowDeselect={false}
        value={texts.role}
        data={roles}
        onChange={(value) => value && change("role", value)}
      />
      {role === null ? (
        <Select
          mt={12}
          label="Realm"
          description={scopes.includes("metrics") ? "Metrics speak of every realm." : undefined}
          allowDeselect={false}
          value={where}
          data={[
            { value: "this", label: `Only ${realm}` },
            { value: "all", label: "Every realm" },
          ]}
          onChange={(value) => value && change("where", value)}
        />
      ) : null}
      <Select
        mt={12}
        label="Expires"
        description={
          days === "never" ? "A token without an end is found long after everybody forgot it." : undefined
        }
        allowDeselect={false}
        value={days}
        data={lifetimes}
        onChange={(value) => value && change("days", value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={create.isPending}>
        Create token
      </Button>
    </form>
  );
}
