import { Autocomplete, Button, Group, Select, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";
import { FormProblem } from "../../../components/form-problem.tsx";
import { plural } from "../../../components/format.ts";
import { Prose } from "../../../components/prose.tsx";
import type { Template } from "../server/types.ts";
import { LanguageField } from "./language-field.tsx";
import { type NewScriptKind, useNewScript } from "./use-new-script.ts";

/** Where the script goes and what it is called. */
export function NewScriptForm(props: {
  kind: NewScriptKind;
  template?: Template;
  /** Chosen at first. */
  hook?: string | undefined;
  onBack?: () => void;
  onDone: () => void;
}) {
  const { kind, template, onBack } = props;
  const script = useNewScript(kind, { template, hook: props.hook }, props.onDone);
  const { form, at, rest, texts, change, slug, modules, hooks, askHooks, pending } = script;
  const { module, name } = texts;
  const field = useRef<HTMLInputElement>(null);
  // The dialog gives the focus when it opens; the gallery, which had it since, is gone.
  useEffect(() => {
    if (template) field.current?.focus();
  }, [template]);
  const chosenHook = hooks.find((each) => each.name === texts.hook);
  return (
    <form {...form}>
      {template && (
        <p className="soft">
          From the template <strong>{template.title}</strong>, with its{" "}
          {plural(template.samples.length, "sample")}.
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
          // Its list would lie over what is wrong with it.
          openOnFocus={false}
          value={module}
          onChange={(text) => change("module", text)}
          onBlur={() => slug("module")}
          error={at.module}
        />
        <TextInput
          ref={field}
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
          onBlur={() => slug("name")}
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
          value={texts.hook || null}
          onChange={(value) => change("hook", value ?? "")}
          error={at.hook ?? (askHooks && "The hooks could not be loaded. Open the list to try again.")}
          onDropdownOpen={() => askHooks?.()}
        />
      )}
      {!template && (
        <LanguageField value={texts.language} onChange={(language) => change("language", language)} />
      )}
      <Textarea
        mt={12}
        label="Description (optional)"
        autosize
        maxLength={500}
        error={at.description}
        value={texts.description}
        onChange={(event) => change("description", event.currentTarget.value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Group justify="flex-end" gap={8} mt={20}>
        {onBack && (
          <Button variant="default" onClick={onBack}>
            Back to templates
          </Button>
        )}
        <Button type="submit" loading={pending}>
          Create {module && name ? `${module}/${name}` : "script"}
        </Button>
      </Group>
    </form>
  );
}
