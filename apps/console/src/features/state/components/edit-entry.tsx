import { Button, Checkbox, Textarea } from "@mantine/core";
import type { Json } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { valueProblem } from "../words.ts";

/** Another value for an entry, on what it held when it was opened. */
export function EditEntry({ entry }: { entry: Outputs["state"]["get"] }) {
  const realm = useRealm();
  const trpc = useTRPC();
  const initial = { value: JSON.stringify(entry.value, null, 2), lasting: "" };
  const { texts, change, reset, kept } = useKeptTexts(`${realm}/state/${entry.id}`, initial);
  const edit = useMutation(
    trpc.state.edit.mutationOptions({
      // What was typed stays; what it would be saved over is read anew.
      onError: (error) =>
        faultOf(error).code === "conflict"
          ? queryClient.invalidateQueries(trpc.state.get.queryFilter({ realm, id: entry.id }))
          : undefined,
      onSuccess(saved) {
        reset({ value: JSON.stringify(saved.value, null, 2), lasting: "" });
        queryClient.setQueryData(trpc.state.get.queryKey({ realm, id: entry.id }), saved);
        return queryClient.invalidateQueries(trpc.state.list.pathFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: { value: valueProblem(texts.value) },
    error: edit.error,
    onValid: () =>
      edit.mutate({
        realm,
        id: entry.id,
        basedOn: entry.updatedAt,
        value: JSON.parse(texts.value) as Json,
        expiresAt: texts.lasting === "" ? entry.expiresAt : null,
      }),
  });
  const isOvertaken = edit.isError && faultOf(edit.error).code === "conflict";
  return (
    <form {...form}>
      <Textarea
        label="Value"
        description={
          isOvertaken ? `It holds ${JSON.stringify(entry.value).slice(0, 120)} now.` : "JSON, 64 KB at most."
        }
        autosize
        minRows={3}
        maxRows={18}
        maxLength={200_000}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        error={at.value}
        value={texts.value}
        onChange={(event) => change("value", event.currentTarget.value)}
      />
      {entry.expiresAt === null ? null : (
        <Checkbox
          mt={12}
          label="Keep it until it is removed"
          checked={texts.lasting !== ""}
          onChange={(event) => change("lasting", event.currentTarget.checked ? "yes" : "")}
        />
      )}
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={16} type="submit" disabled={!kept} loading={edit.isPending}>
        Save value
      </Button>
    </form>
  );
}
