import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useCan } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";

/** Keeps a recorded input beside its script, for previews. */
export function SaveSample({ executionId }: { executionId: string }) {
  const trpc = useTRPC();
  const may = useCan("author");
  const { texts, change, reset } = useKeptTexts(`${executionId}/sample`, { name: "" });
  const { name } = texts;
  const save = useMutation(
    trpc.samples.fromExecution.mutationOptions({
      onSuccess(sample) {
        reset({ name: "" });
        notifications.show({ message: `Saved as sample "${sample.name}"` });
        void queryClient.invalidateQueries(trpc.samples.list.pathFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: { name: name.trim() ? null : "Give the sample a name, e.g. new device at night." },
    error: save.error,
    onValid: () => save.mutate({ executionId: executionId as `exe_${string}`, name: name.trim() }),
  });
  if (!may) return null;
  return (
    <form {...form}>
      <div style={{ display: "flex", alignItems: "flex-start", gap: 8 }}>
        <TextInput
          size="xs"
          label="Save this input as a sample"
          placeholder="e.g. new-device-at-night"
          maxLength={80}
          error={at.name}
          value={name}
          onChange={(event) => change("name", event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" mt={22} variant="default" loading={save.isPending}>
          Save sample
        </Button>
      </div>
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
    </form>
  );
}
