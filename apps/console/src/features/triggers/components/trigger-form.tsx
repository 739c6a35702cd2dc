import { Button, Textarea, TextInput } from "@mantine/core";
import { type Json, type JsonSchema, slug, type TriggerKind } from "@scriptyard/model";
import { useMemo } from "react";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeptNote } from "../../../components/kept-note.tsx";
import { type Field, type FormTexts, fieldsOf, type ReadForm, readForm, textsOf } from "../config-form.ts";
import styles from "../triggers.module.css";
import { ConfigFields } from "./config-fields.tsx";
import { Explained } from "./explained.tsx";
import { ScriptField } from "./script-field.tsx";

export type TriggerValues = {
  /** Of a trigger that is there. */
  id?: string;
  name: string;
  description: string;
  /** As `module/name`: one that only a file or the host has so far has no id. */
  script: string;
  failureLimit: number;
  config: { [field: string]: Json };
};

/** Fields of every trigger live beside those of its kind's configuration; the prefix keeps their names apart. */
const own = (name: string) => `.${name}`;

/** Makes or changes a trigger. What is typed is kept in this browser until it is saved. */
export function TriggerForm(props: {
  formKey: string;
  kind: TriggerKind;
  hook: string;
  schema: JsonSchema;
  /** Null = a new one. */
  values: TriggerValues | null;
  submitLabel: string;
  disabled: boolean;
  pending: boolean;
  error: unknown;
  onSubmit: (values: TriggerValues, done: () => void) => void;
}) {
  const { values, disabled } = props;
  const fields = useMemo(() => fieldsOf(props.schema), [props.schema]);
  const initial: { [field: string]: string } = {
    ...textsOf(fields, values?.config ?? null),
    [own("name")]: values?.name ?? "",
    [own("description")]: values?.description ?? "",
    [own("script")]: values?.script ?? "",
    [own("limit")]: String(values?.failureLimit ?? 10),
  };
  const { texts, change, reset, kept } = useKeptTexts(props.formKey, initial);
  const text = (name: string) => texts[own(name)] ?? "";
  const read = readForm(fields, texts);
  function submit(): void {
    if (!read.ok) return;
    const limit = Number(text("limit") || Number.NaN);
    const next: TriggerValues = {
      name: text("name").trim(),
      description: text("description").trim(),
      script: text("script"),
      failureLimit: Number.isFinite(limit) ? limit : -1,
      config: read.config,
    };
    props.onSubmit(next, () => reset(initial));
  }
  const { form, at, rest } = useForm({
    own: ownProblems(fields, read, texts),
    error: props.error,
    onValid: submit,
    onInvalid: submit,
  });
  const configProblems = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const problem = at[`config.${name}`];
      return problem === undefined ? [] : [[name, problem]];
    }),
  );

  return (
    <form className={styles.section} {...form}>
      <div className={styles.fields}>
        <TextInput
          label="Name"
          description="Lower-case letters, digits and dashes."
          placeholder="e.g. order-webhook"
          maxLength={60}
          disabled={disabled}
          error={at.name ?? false}
          value={texts[own("name")] ?? ""}
          onChange={(event) => change(own("name"), event.currentTarget.value)}
        />
        <ScriptField
          hook={props.hook}
          value={texts[own("script")] ?? ""}
          onChange={(script) => change(own("script"), script)}
          error={at.script}
          disabled={disabled}
        />
        <ConfigFields
          fields={fields}
          texts={texts}
          problems={configProblems}
          onChange={change}
          disabled={disabled}
          explained={
            <Explained
              kind={props.kind}
              id={props.values?.id ?? null}
              config={read.ok ? read.config : null}
            />
          }
        />
        <TextInput
          label="Failures in a row that switch it off"
          description="0 = never. Whoever may send it bad input can make it fail."
          inputMode="numeric"
          disabled={disabled}
          error={at.failureLimit ?? false}
          value={texts[own("limit")] ?? ""}
          onChange={(event) => change(own("limit"), event.currentTarget.value)}
        />
        <Textarea
          label="Description"
          description="For your colleagues."
          autosize
          minRows={2}
          maxLength={500}
          disabled={disabled}
          error={at.description ?? false}
          value={texts[own("description")] ?? ""}
          onChange={(event) => change(own("description"), event.currentTarget.value)}
        />
      </div>
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      {disabled ? null : (
        <div className={styles.buttons}>
          <Button type="submit" loading={props.pending}>
            {props.submitLabel}
          </Button>
          <KeptNote kept={kept} onDiscard={() => reset(initial)} />
        </div>
      )}
    </form>
  );
}

/** In the order of the form, named as the server names them. */
function ownProblems(fields: readonly Field[], read: ReadForm, texts: FormTexts) {
  const found = read.ok ? {} : read.problems;
  const name = (texts[own("name")] ?? "").trim();
  const limit = Number(texts[own("limit")] || Number.NaN);
  const problems: { [field: string]: string | null } = {
    name: slug.safeParse(name).success
      ? null
      : `${name === "" ? "A name is needed" : `“${name}” is no name`}: lower-case letters, digits and single dashes, e.g. order-webhook.`,
    // An id, as forms of earlier releases kept it in this browser, names nothing here.
    script: (texts[own("script")] ?? "").includes("/") ? null : "Choose the script that it starts.",
  };
  for (const field of fields) problems[`config.${field.name}`] = found[field.name] ?? null;
  problems.failureLimit =
    Number.isInteger(limit) && limit >= 0 && limit <= 1_000 ? null : "A whole number from 0 to 1 000.";
  problems.description = null;
  return problems;
}
