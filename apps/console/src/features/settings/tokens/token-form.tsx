import { Button, Checkbox, TextInput } from "@mantine/core";
import { tokenScopes, tokenScopeWords, unboundScopes } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { ShownOnce } from "../../../components/shown-once.tsx";
import { noToken, TokenReach } from "./token-reach.tsx";

/** What a new token may do and for how long; then the token, once. */
export function TokenForm({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const { texts, change, reset } = useKeptTexts(`${realm}/token`, noToken);
  const { name, where, days } = texts;
  const scopes = tokenScopes.filter((scope) => texts.scopes.split(",").includes(scope));
  const role = texts.role === "operator" || texts.role === "author" ? texts.role : null;
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
      onSuccess() {
        reset(noToken);
        return queryClient.invalidateQueries(trpc.tokens.list.queryFilter());
      },
    }),
  );
  const mayNothing = scopes.length === 0 && role === null;
  const { form, at, rest } = useForm({
    values: { name, scopes: `${texts.scopes} ${role}` },
    own: {
      name: name.trim() ? null : "Say what will use it.",
      scopes: mayNothing ? "Choose what it is for, or let it act in your name." : null,
    },
    error: create.error,
    onValid: () =>
      create.mutate(
        {
          name: name.trim(),
          scopes: [...scopes],
          ...(role === null ? { realm: where === "this" ? realm : null } : { role }),
          expiresInDays: days === "never" ? null : Number(days),
        },
        { onSuccess: onMade },
      ),
  });
  if (create.data)
    return (
      <ShownOnce value={create.data.token} label="API token" onDone={onClose}>
        Copy the token now: only its fingerprint is kept, and it is not shown again.
      </ShownOnce>
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
        errorProps={{ mt: 8 }}
        data-invalid-group={at.scopes !== undefined || undefined}
        value={[...scopes]}
        onChange={(values) => change("scopes", values.join(","))}
      >
        {tokenScopes.map((scope) => (
          <Checkbox
            key={scope}
            mt={8}
            size="xs"
            value={scope}
            label={`${scope}: ${tokenScopeWords[scope]}`}
          />
        ))}
      </Checkbox.Group>
      <TokenReach
        realm={realm}
        texts={texts}
        onChange={change}
        ofAll={ofAllRealms(scopes)}
        asPerson={role !== null}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={create.isPending}>
        Create token
      </Button>
    </form>
  );
}

function ofAllRealms(scopes: readonly string[]): string | undefined {
  const ofAll = unboundScopes.find((scope) => scopes.includes(scope));
  return ofAll === undefined ? undefined : `The scope ${ofAll} is for all realms.`;
}
