import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { Field, FormTexts } from "../config-form.ts";
import styles from "../triggers.module.css";

/** The form of a kind's configuration, made from its schema. */
export function ConfigFields(props: {
  fields: readonly Field[];
  texts: FormTexts;
  problems: { [field: string]: string };
  onChange: (field: string, text: string) => void;
  disabled: boolean;
  /** What it all means, below the first field: that is where it is typed. */
  explained: ReactNode;
}) {
  return props.fields.map((field, index) => (
    <Fragment key={field.name}>
      <ConfigField
        field={field}
        text={props.texts[field.name] ?? ""}
        problem={props.problems[field.name]}
        onChange={(text) => props.onChange(field.name, text)}
        disabled={props.disabled}
      />
      {index === 0 && props.explained}
    </Fragment>
  ));
}

function ConfigField(props: {
  field: Field;
  text: string;
  problem: string | undefined;
  onChange: (text: string) => void;
  disabled: boolean;
}) {
  const { field, text, onChange, disabled } = props;
  const common = {
    label: field.label,
    description: field.hint,
    error: props.problem ?? false,
    disabled,
  };
  switch (field.input) {
    case "choice":
      return (
        <Select
          {...common}
          allowDeselect={false}
          description={<ChoiceHint field={field} text={text} />}
          data={field.choices.map(({ value, title }) => ({ value, label: title }))}
          value={text}
          onChange={(value) => value !== null && onChange(value)}
        />
      );
    case "switch":
      return (
        <Switch
          {...common}
          checked={text === "true"}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case "long":
    case "lines":
    case "json":
      return (
        <Textarea
          {...common}
          description={field.input === "lines" ? `${field.hint} One a line.` : field.hint}
          autosize
          minRows={field.input === "json" ? 4 : 2}
          maxRows={14}
          spellCheck={field.input === "long"}
          {...(field.input === "long" ? {} : { className: styles.mono ?? "" })}
          placeholder={field.placeholder}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "number":
    case "text":
      return (
        <TextInput
          {...common}
          inputMode={field.input === "number" ? "numeric" : "text"}
          placeholder={field.placeholder}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** What the field says, and what is chosen means; a danger looks like one. */
function ChoiceHint({ field, text }: { field: Field; text: string }) {
  const { description, danger } = field.choices.find(({ value }) => value === text) ?? {};
  const hint = [field.hint, description].filter(Boolean).join(" ");
  return (
    <>
      {hint}
      {danger === undefined ? null : (
        <span className={styles.danger}>
          <TriangleAlert size={14} aria-hidden="true" />
          {danger}
        </span>
      )}
    </>
  );
}
