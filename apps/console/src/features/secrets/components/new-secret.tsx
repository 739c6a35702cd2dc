import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { valueProblem } from "../words.ts";
import { ValueField } from "./value-field.tsx";

/** A secret that is not there yet, of every script or of one. */
export function NewSecret({ given, onDone }: { given: string; onDone: () => void }) {
  const trpc = useTRPC();
  const realm = useRealm();
  const [texts, setTexts] = useState({ name: given, script: "", value: "" });
  const change = (next: Partial<typeof texts>) => setTexts((known) => ({ ...known, ...next }));
  const set = useMutation(
    trpc.secrets.set.mutationOptions({
      onSuccess() {
        onDone();
        // The editor offers their names.
        void queryClient.invalidateQueries(trpc.host.declarations.pathFilter());
        return queryClient.invalidateQueries(trpc.secrets.pathFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: {
      name: texts.name.trim() ? null : "Say what scripts call it, e.g. stripe.",
      script: null,
      value: valueProblem(texts.value),
    },
    error: set.error,
    onValid: () =>
      set.mutate({
        realm,
        name: texts.name.trim(),
        script: texts.script.trim() || null,
        value: texts.value,
        basedOn: null,
      }),
  });
  return (
    <form {...form}>
      <TextInput
        label="Name"
        description={`As scripts call it: secrets.get("${texts.name.trim() || "stripe"}").`}
        placeholder="e.g. stripe"
        data-autofocus={given === "" || undefined}
        maxLength={60}
        error={at.name}
        value={texts.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        mt={12}
        label="Only for"
        description="Module and name of the one script that gets it. Empty: every script of the realm."
        placeholder="e.g. shop/pay"
        maxLength={130}
        error={at.script}
        value={texts.script}
        onChange={(event) => change({ script: event.currentTarget.value })}
      />
      <div style={{ marginTop: 12 }}>
        <ValueField
          value={texts.value}
          error={at.value}
          autoFocus={given !== ""}
          onChange={(value) => change({ value })}
        />
      </div>
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={set.isPending}>
        Set secret
      </Button>
    </form>
  );
}
