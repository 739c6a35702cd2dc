import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldProblems } from "../../../app/field-problems.ts";
import { useCan } from "../../../app/me.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";

/** Keeps a recorded input beside its script, for previews. */
export function SaveSample({ executionId }: { executionId: string }) {
  const trpc = useTRPC();
  const may = useCan("author");
  const [name, setName] = useState("");
  const save = useMutation(
    trpc.samples.fromExecution.mutationOptions({
      onSuccess(sample) {
        setName("");
        notifications.show({ message: `Saved as sample "${sample.name}"` });
        void queryClient.invalidateQueries(trpc.samples.list.pathFilter());
      },
    }),
  );
  if (!may) return null;
  const problems = fieldProblems(save.error, ["name"]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim()) save.mutate({ executionId: executionId as `exe_${string}`, name: name.trim() });
  }
  return (
    <form onSubmit={submit}>
      <div style={{ display: "flex", alignItems: "flex-end", gap: 8 }}>
        <TextInput
          size="xs"
          label="Save this input as a sample"
          placeholder="e.g. new-device-at-night"
          maxLength={80}
          error={problems.at.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default" disabled={!name.trim()} loading={save.isPending}>
          Save sample
        </Button>
      </div>
      {problems.rest === null ? null : <FormProblem>{problems.rest}</FormProblem>}
    </form>
  );
}
