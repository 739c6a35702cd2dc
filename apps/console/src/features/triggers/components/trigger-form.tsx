import { Button, Textarea, TextInput } from "@mantine/core";
import type { JsonSchema, TriggerKind } from "@scriptyard/model";
import { useMemo } from "react";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeptNote } from "../../../components/kept-note.tsx";
import { fieldsOf, readForm } from "../config-form.ts";
import { own, type TriggerValues, textsOfTrigger, triggerProblems, valuesOf } from "../trigger-texts.ts";
import styles from "../triggers.module.css";
import { ConfigFields } from "./config-fields.tsx";
import { Explained } from "./explained.tsx";
import { ScriptField } from "./script-field.tsx";

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
  const initial = textsOfTrigger(fields, values);
  const { texts, change, reset, kept } = useKeptTexts(props.formKey, initial);
  const read = readForm(fields, texts);
  function submit(): void {
    if (read.ok) props.onSubmit({ ...valuesOf(texts), config: read.config }, () => reset(initial));
  }
  const { form, at, rest } = useForm({
    own: triggerProblems(fields, read, texts),
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
