import { Autocomplete, Button, Group, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { LanguageId } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useModules, useScriptCalled } from "../../../app/scripts/queries.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { Prose } from "../../../components/prose.tsx";
import { useEditorScope } from "../editor-context.ts";
import { useReference } from "../server/queries.ts";
import type { Template } from "../server/types.ts";
import { nameProblem, toSlug } from "./names.ts";
import { newScriptDialog } from "./new-script-store.ts";

/** Where the script goes and what it is called; then it is made and opened. */
export function NewScriptForm({ kind, template, hook: wanted, onBack, onDone }: NewScriptFormProps) {
  const { route } = useEditorScope();
  const { realm } = route;
  const modules = useModules(realm).data?.modules ?? [];
  const hooks = useReference(realm).data?.hooks ?? [];
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
  const chosenHook = hooks.find((h) => h.name === hook);
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
  const { form, at, rest } = useForm({
    own: {
      module: nameProblem("module", module),
      name: nameProblem("script", name) ?? (taken ? `There is a ${module}/${name} already.` : null),
      hook: kind === "blank" && !hook ? "Choose the hook this script answers." : null,
      description: null,
    },
    error: create.error,
    onValid: submit,
  });
  return (
    <form {...form}>
      {template && (
        <p className="soft">
          From the template <strong>{template.title}</strong>, with its {template.samples.length} samples.
        </p>
      )}
      <Group grow align="flex-start" gap={12} mt={8}>
        <Autocomplete
          label="Module"
          description={
            kind === "library"
              ? "First part of the import"
              : "A flow’s nodes live in the module named after the flow"
          }
          data={modules.map((one) => one.module)}
          limit={50}
          value={module}
          onChange={(text) => change("module", text)}
          onBlur={() => change("module", toSlug(module) || module)}
          error={at.module}
        />
        <TextInput
          label="Name"
          description={
            kind === "library"
              ? `import { … } from "${module || "module"}/${name || "name"}"`
              : "For a node: the node’s name"
          }
          placeholder={kind === "library" ? "dates" : "risk-check"}
          data-autofocus
          value={name}
          onChange={(event) => change("name", event.currentTarget.value)}
          onBlur={() => change("name", toSlug(name) || name)}
          error={at.name}
        />
      </Group>
      {kind === "blank" && (
        <Select
          mt={12}
          label="Hook"
          description={
            <Prose text={chosenHook?.description ?? "What calls the script, and what it must answer"} />
          }
          placeholder="Choose a hook"
          data={hooks.map((h) => ({ value: h.name, label: `${h.name}: ${h.title}` }))}
          value={hook}
          onChange={(value) => change("hook", value ?? "")}
          error={at.hook}
        />
      )}
      {!template && (
        <Group mt={12} gap={10}>
          <span id="new-language">Language</span>
          <SegmentedControl
            size="xs"
            aria-labelledby="new-language"
            value={language}
            onChange={(value) => change("language", value)}
            data={[
              { value: "typescript", label: "TypeScript" },
              { value: "javascript", label: "JavaScript" },
            ]}
          />
        </Group>
      )}
      <Textarea
        mt={12}
        label="Description (optional)"
        autosize
        maxLength={500}
        error={at.description}
        value={description}
        onChange={(event) => change("description", event.currentTarget.value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Group justify="flex-end" gap={8} mt={20}>
        {onBack && (
          <Button variant="default" onClick={onBack}>
            Back to templates
          </Button>
        )}
        <Button type="submit" loading={create.isPending}>
          Create {module && name ? `${module}/${name}` : "script"}
        </Button>
      </Group>
    </form>
  );
}

type NewScriptFormProps = {
  kind: "template" | "blank" | "library";
  template?: Template;
  /** Chosen at first. */
  hook?: string | undefined;
  onBack?: () => void;
  onDone: () => void;
};

function librarySource(name: string): string {
  return `/** Imported by other scripts of this realm. */\nexport const title = ${JSON.stringify(name)};\n`;
}
