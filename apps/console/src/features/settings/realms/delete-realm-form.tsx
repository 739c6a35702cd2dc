import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { showOnPage } from "../../../app/page-toasts.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import type { RealmDialog } from "./realm-standing.ts";

/** Says what goes and when, and has the name typed: the one thing that no key brings back after a week. */
export function DeleteRealmForm({ realm, onClose }: { realm: RealmDialog["realm"]; onClose: () => void }) {
  const trpc = useTRPC();
  const { name, title } = realm;
  const [typed, setTyped] = useState("");
  const remove = useMutation(
    trpc.realms.remove.mutationOptions({
      onSuccess() {
        showOnPage({ message: `${title} is deleted. You can take it back for seven days.` });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.realms.pathFilter()),
    }),
  );
  const { form, at, rest } = useForm({
    values: { typed },
    own: { typed: typed.trim() === name ? null : `Type ${name}.` },
    error: remove.error,
    onValid: () => remove.mutate({ realm: name, typed: typed.trim() }),
  });
  return (
    <form {...form}>
      <p className="soft">
        Its flows, endpoints, schedules, tools and messages stop at once. For seven days you can take it back;
        then its scripts, versions, records, secrets and tokens are removed for good.
      </p>
      <TextInput
        mt={12}
        label={
          <>
            Type <span className="mono">{name}</span> to delete it
          </>
        }
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        error={at.typed}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" color="red" loading={remove.isPending}>
        Delete {title}
      </Button>
    </form>
  );
}
