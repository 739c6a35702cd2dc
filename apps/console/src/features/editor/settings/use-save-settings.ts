import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fieldProblems } from "../../../app/field-problems.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { type Inputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { limitFields } from "../../../components/limit-fields.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";

/** As the server names them. */
const fields = [
  "description",
  "securityLevel",
  ...limitFields.map(({ key }) => `limits.${key}` as const),
] as const;
export type SettingField = (typeof fields)[number];

/** Saves a setting of the script in front as soon as it is left, and says what the server has against it. */
export function useSaveSettings() {
  const { route } = useEditorScope();
  const { id } = useScriptScope().detail.item;
  const trpc = useTRPC();
  const [asked, setAsked] = useState<SettingField | null>(null);
  const update = useMutation(
    trpc.scripts.updateSettings.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.scripts.get.pathKey() }),
          hearOfScripts(route.realm, { ids: [id] }),
          queryClient.invalidateQueries(trpc.policy.script.queryFilter({ scriptId: id })),
        ]),
    }),
  );
  const { at, rest } = fieldProblems(update.error, fields);
  return {
    pending: update.isPending,
    change: (field: SettingField, values: Omit<Inputs["scripts"]["updateSettings"], "scriptId">): void => {
      setAsked(field);
      update.mutate({ scriptId: id, ...values });
    },
    /** What names no setting is of the one that was changed. */
    refusedAt: (field: SettingField): string | undefined =>
      at[field] ?? (field === asked ? (rest ?? undefined) : undefined),
  };
}
