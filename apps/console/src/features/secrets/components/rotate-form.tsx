import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { type SecretRow, valueProblem } from "../words.ts";
import { ValueField } from "./value-field.tsx";

/** The next version of a secret, on the one that was seen. */
export function RotateForm({ secret }: { secret: SecretRow }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const [value, setValue] = useState("");
  const set = useMutation(
    trpc.secrets.set.mutationOptions({
      onSuccess: () => setValue(""),
      // Also where somebody was faster: then what they made is shown, and what was typed stays.
      onSettled: () => queryClient.invalidateQueries(trpc.secrets.pathFilter()),
    }),
  );
  const { name, script, version } = secret;
  const { form, at, rest } = useForm({
    values: { value },
    own: { value: valueProblem(value) },
    error: set.error,
    onValid: () => set.mutate({ realm, name, script, value, basedOn: version }),
  });
  return (
    <form {...form}>
      <ValueField value={value} error={at.value} onChange={setValue} />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={12} type="submit" loading={set.isPending}>
        Set version {version + 1}
      </Button>
      <p className="soft small" style={{ marginTop: 8 }}>
        Runs that begin from then on use it, and those that sleep once they wake. A run that is under way ends
        with version {version}.
      </p>
    </form>
  );
}
