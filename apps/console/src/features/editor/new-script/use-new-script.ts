import { useDebouncedValue } from "@mantine/hooks";
import type { LanguageId } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useModules, useScriptCalled } from "../../../app/scripts/queries.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { useEditorScope } from "../editor-context.ts";
import { useReference } from "../server/queries.ts";
import type { Template } from "../server/types.ts";
import { nameProblem, toSlug } from "./names.ts";
import { newScriptDialog } from "./new-script-store.ts";

/** What a new script begins as: a template's text, nothing but its hook, or a library without one. */
export type NewScriptKind = "template" | "blank" | "library";

/** What is typed of a new script, what is wrong with it, and the making of it; then it is opened. */
export function useNewScript(
  kind: NewScriptKind,
  { template, hook: wanted }: { template: Template | undefined; hook: string | undefined },
  onDone: () => void,
) {
  const { route } = useEditorScope();
  const { realm } = route;
  const modules = useModules(realm).data?.modules ?? [];
  const reference = useReference(realm);
  const hooks = reference.data?.hooks ?? [];
  const start = newScriptDialog.get().module || template?.module || (kind === "library" ? "shared" : "");
  const initial = {
    module: start,
    name: template?.name ?? "",
    hook: template?.hook ?? wanted ?? "",
    language: template?.language ?? "typescript",
    description: template?.description ?? "",
  };
  // Asked for in another module or for a hook, it is another form.
  const keptAs = `${realm}/script/${template?.id ?? kind}/${start}${wanted ? `/${wanted}` : ""}`;
  const { texts, change, reset } = useKeptTexts<typeof initial>(keptAs, initial);
  const { module, name, description } = texts;
  const hook = texts.hook || null;
  const language = texts.language as LanguageId;
  const trpc = useTRPC();
  const create = useMutation(
    trpc.scripts.create.mutationOptions({
      async onSuccess({ script }) {
        reset(initial);
        await hearOfScripts(realm, { names: [{ module: script.module, name: script.name }] });
        route.open(script.module, script.name);
        onDone();
      },
    }),
  );

  // Asked when the typing pauses; the server looks again in any case.
  const [asked] = useDebouncedValue(`${module}/${name}`, 120);
  const taken = useScriptCalled(realm, asked).scripts.some(
    (item) => item.module === module && item.name === name,
  );
  const submit = () =>
    create.mutate({
      realm,
      module,
      name,
      hook: kind === "library" ? null : hook,
      language,
      ...(description.trim() && { description: description.trim() }),
      ...(template && { template: template.id }),
      ...(kind === "library" && { source: librarySource(name) }),
    });
  const checked = useForm({
    values: texts,
    own: {
      module: nameProblem("module", module),
      name: nameProblem("script", name) ?? (taken ? `There is a ${module}/${name} already.` : null),
      hook: kind === "blank" && !hook ? "Choose the hook this script answers." : null,
      description: null,
    },
    error: create.error,
    onValid: submit,
  });
  return {
    ...checked,
    texts,
    change,
    /** Once it is left, a name is what it would become anyhow: `Risk check` → `risk-check`. */
    slug: (field: "module" | "name") => change(field, toSlug(texts[field]) || texts[field]),
    modules,
    hooks,
    /** Asks for the hooks again, where they could not be had; null where they are there or on their way. */
    askHooks: reference.error && !reference.data ? () => void reference.refetch() : null,
    pending: create.isPending,
  };
}

function librarySource(name: string): string {
  return `/** Imported by other scripts of this realm. */\nexport const title = ${JSON.stringify(name)};\n`;
}
