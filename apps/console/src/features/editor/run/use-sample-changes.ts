import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useScriptScope } from "../editor-context.ts";
import { readCalls } from "./calls.ts";
import { runOptionsOf } from "./input-store.ts";
import type { Input } from "./use-input.ts";

type Named = Pick<Outputs["samples"]["save"], "id" | "name" | "description">;

/**
 * Saves the input as a sample, new or in place of another, and deletes samples. What fails is said: at the dialog for a
 * new one (`save.error`), else as a toast.
 */
export function useSampleChanges(input: Input, onSaved: (id: Named["id"]) => void) {
  const { id: scriptId } = useScriptScope().detail.item;
  const trpc = useTRPC();
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.samples.list.queryKey({ scriptId }) });
  const failed = (title: string) => (error: unknown) =>
    void notifications.show({ color: "red", title, message: faultOf(error).message });
  const save = useMutation(
    trpc.samples.save.mutationOptions({
      async onSuccess({ id }) {
        await refresh();
        runOptionsOf(scriptId).set({ sampleId: id });
        onSaved(id);
      },
    }),
  );
  const remove = useMutation(
    trpc.samples.remove.mutationOptions({
      onSuccess: refresh,
      onError: failed("The sample was not deleted"),
    }),
  );
  return {
    save,
    remove,
    saveAs: (values: { name: string; description: string }, done: () => void): void => {
      const read = readBoth(input, scriptId);
      if (read.ok) save.mutate({ scriptId, ...values, ...read.kept }, { onSuccess: done });
    },
    update: ({ id, name, description }: Named): void => {
      const read = readBoth(input, scriptId);
      const onError = failed(`“${name}” was not updated`);
      if (read.ok) save.mutate({ scriptId, id, name, description, ...read.kept }, { onError });
      else onError(new Error(read.message));
    },
  };
}

/** What a sample keeps: the arguments, and what calls are answered. */
export function readBoth(input: Input, scriptId: string) {
  const read = input.read();
  if (!read.ok) return read;
  const answers = readCalls(runOptionsOf(scriptId).get().calls);
  return answers.ok ? ({ ok: true, kept: { args: read.args, calls: answers.calls } } as const) : answers;
}
