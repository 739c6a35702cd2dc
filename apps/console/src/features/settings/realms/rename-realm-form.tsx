import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import type { RealmDialog } from "./realm-standing.ts";

/** Another title. The name is in addresses and tokens, and stays. */
export function RenameRealmForm({ realm, onClose }: { realm: RealmDialog["realm"]; onClose: () => void }) {
  const trpc = useTRPC();
  const [title, setTitle] = useState(realm.title);
  const update = useMutation(
    trpc.realms.update.mutationOptions({
      onSuccess: onClose,
      onSettled: () => queryClient.invalidateQueries(trpc.realms.pathFilter()),
    }),
  );
  const { form, at, rest } = useForm({
    values: { title },
    own: { title: title.trim() ? null : "Give it a title." },
    error: update.error,
    onValid: () => update.mutate({ realm: realm.name, title: title.trim() }),
  });
  return (
    <form {...form}>
      <TextInput
        label="Title"
        description={`Its name stays ${realm.name}: addresses and tokens hold it.`}
        data-autofocus
        maxLength={120}
        error={at.title}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={update.isPending}>
        Rename
      </Button>
    </form>
  );
}
