import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { ShownOnce } from "../../../components/shown-once.tsx";

/** Makes the key of a partner, new or in place of the one it has; then the key, once. */
export function PartnerKeyForm({ given, onClose }: { given: string; onClose: () => void }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const { texts, change, reset } = useKeptTexts(`${realm}/partner/${given}`, { name: given });
  const { name } = texts;
  const renew = useMutation(
    trpc.partners.renew.mutationOptions({
      onSuccess() {
        reset({ name: given });
        return queryClient.invalidateQueries(trpc.partners.list.queryFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: { name: name.trim() ? null : "Say what scripts call the partner, e.g. pay." },
    error: renew.error,
    onValid: () => renew.mutate({ realm, name: name.trim() }),
  });
  if (renew.data)
    return (
      <ShownOnce value={renew.data.key} label="Key of the partner" onDone={onClose}>
        Hand this key to the partner now. It is kept sealed and not shown again.
      </ShownOnce>
    );
  return (
    <form {...form}>
      <TextInput
        label="Name"
        description="As scripts call it: redirect.verify(name, form)."
        placeholder="e.g. pay"
        data-autofocus
        maxLength={60}
        disabled={given !== ""}
        error={at.name}
        value={name}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      {given === "" ? null : (
        <p className="soft">What the partner signs with its present key is believed no more from then on.</p>
      )}
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={renew.isPending}>
        Make a key
      </Button>
    </form>
  );
}
