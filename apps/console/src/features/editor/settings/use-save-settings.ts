import type { SettingsChange } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { fieldProblems } from "../../../app/field-problems.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
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
  const hear = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.scripts.get.pathKey() }),
      hearOfScripts(route.realm, { ids: [id] }),
      queryClient.invalidateQueries(trpc.policy.script.queryFilter({ scriptId: id })),
    ]);
  const [asked, setAsked] = useState<SettingField | null>(null);
  const update = useMutation(
    trpc.scripts.updateSettings.mutationOptions({
      onSuccess: () => hear(),
      // What somebody else saved meanwhile is looked at before anything is saved over it.
      onError: (error) => (faultOf(error).code === "conflict" ? hear() : undefined),
    }),
  );
  const isOvertaken = update.error !== null && faultOf(update.error).code === "conflict";
  const { at, rest } = fieldProblems(update.error, fields);
  return {
    pending: update.isPending,
    /** @param basedOn what the parts that change were here: refused where somebody changed one of them meanwhile */
    save: (field: SettingField, change: SettingsChange, basedOn?: SettingsChange): void => {
      setAsked(field);
      update.mutate({ scriptId: id, ...change, ...(basedOn && { basedOn }) });
    },
    /** What names no setting is of the one that was changed. */
    refusedAt: (field: SettingField): string | undefined =>
      isOvertaken
        ? overtaken(field, asked)
        : (at[field] ?? (field === asked ? (rest ?? undefined) : undefined)),
    forgetRefusal: update.reset,
  };
}

/** What is typed stays typed, and the choice is offered above; a level that was chosen is theirs by then. */
function overtaken(field: SettingField, asked: SettingField | null): string | undefined {
  return field === "securityLevel" && field === asked
    ? "Somebody else chose meanwhile; this is what they chose."
    : undefined;
}
