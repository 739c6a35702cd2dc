// Long: one form, each field with what it says.
import { PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { JsonSchema, TriggerKind } from "@scriptyard/model";
import { useMemo, useState } from "react";
import { useForm } from "../../../app/use-form.ts";
import { useSharedTexts } from "../../../app/use-shared-texts.ts";
import { ChangedElsewhere } from "../../../components/changed-elsewhere.tsx";
import { fieldsOf, readForm, shownFields } from "../config-form.ts";
import {
  configProblems,
  own,
  type TriggerValues,
  textsOfTrigger,
  triggerFields,
  triggerProblems,
  valuesOf,
} from "../trigger-texts.ts";
import styles from "../triggers.module.css";
import { useFirstField } from "../use-first-field.ts";
import { ConfigFields } from "./config-fields.tsx";
import { Explained } from "./explained.tsx";
import { ScriptField } from "./script-field.tsx";
import { TriggerFormEnd } from "./trigger-form-end.tsx";

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
  const first = useFirstField(values === null);
  const fields = useMemo(() => fieldsOf(props.schema), [props.schema]);
  const { texts, change, kept, movedOn, keepMine, discard } = useSharedTexts(
    props.formKey,
    textsOfTrigger(fields, values),
  );
  // What is not asked for is not sent: it has its default, and can be wrong nowhere.
  const asked = shownFields(fields, texts);
  const read = readForm(asked, texts);
  // Kept nowhere but here: what else is typed outlives a reload.
  const [secret, setSecret] = useState("");
  const isSigned = props.kind === "http" && texts.auth === "signature";
  function submit(): void {
    if (!read.ok || movedOn || props.pending) return;
    const given = isSigned && secret !== "" ? { secret } : {};
    props.onSubmit({ ...valuesOf(texts), config: read.config, ...given }, () => {
      setSecret("");
      discard();
    });
  }
  const { form, at, rest } = useForm({
    values: { ...triggerFields(asked, texts), secret },
    own: triggerProblems(asked, read, texts),
    error: props.error,
    onValid: submit,
    onInvalid: submit,
  });
  return (
    <form className={styles.section} {...form}>
      {movedOn ? <ChangedElsewhere what="the trigger" onKeepMine={keepMine} onTakeTheirs={discard} /> : null}
      <div className={styles.fields}>
        <TextInput
          ref={first}
          data-autofocus={values === null || undefined}
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
          fields={asked}
          texts={texts}
          problems={configProblems(asked, at)}
          onChange={change}
          disabled={disabled}
          explained={
            <Explained kind={props.kind} id={values?.id ?? null} config={read.ok ? read.config : null} />
          }
        />
        {isSigned && (
          <PasswordInput
            label="Secret of the sender"
            description={`Stripe, Slack and Shopify give you one: paste it here. Empty: ${values?.hasSecret ? "the one that is stored stays" : "one is made, and shown once"}.`}
            autoComplete="off"
            maxLength={500}
            disabled={disabled}
            error={at.secret ?? false}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
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
      <TriggerFormEnd
        problem={movedOn ? null : rest}
        submitLabel={disabled ? null : props.submitLabel}
        pending={props.pending}
        blocked={movedOn}
        kept={kept}
        onDiscard={discard}
      />
    </form>
  );
}
