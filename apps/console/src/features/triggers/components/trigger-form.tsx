import { Button, Select, Textarea, TextInput } from "@mantine/core";
import type { Json, JsonSchema } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { fieldProblems } from "../../../app/field-problems.ts";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { liveWords, rowId } from "../../sources/words.ts";
import { fieldsOf, readForm, textsOf } from "../config-form.ts";
import styles from "../triggers.module.css";
import { useKeptTexts } from "../use-kept-texts.ts";
import { ConfigFields } from "./config-fields.tsx";

export type TriggerValues = {
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
  const realm = useRealm();
  const trpc = useTRPC();
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
  const [problems, setProblems] = useState<{ [field: string]: string }>({});
  const sources = useQuery(trpc.registry.status.queryOptions({ realm }));
  const fitting = (sources.data?.scripts ?? []).filter((script) => script.hook === props.hook);

  const refused = fieldProblems(props.error, [
    "name",
    "description",
    "script",
    "failureLimit",
    ...fields.map((field) => `config.${field.name}`),
  ]);
  const configProblems = Object.fromEntries(
    fields.flatMap(({ name }) => {
      const problem = problems[name] ?? refused.at[`config.${name}`];
      return problem === undefined ? [] : [[name, problem]];
    }),
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readForm(fields, texts);
    const found = read.ok ? {} : { ...read.problems };
    const name = (texts[own("name")] ?? "").trim();
    if (name === "") found[own("name")] = "Needed.";
    const script = texts[own("script")] ?? "";
    // An id, as forms of earlier releases kept it in this browser, names nothing here.
    if (!script.includes("/")) found[own("script")] = "Choose a script.";
    const limit = Number(texts[own("limit")]);
    if (!Number.isInteger(limit) || limit < 0 || limit > 1_000)
      found[own("limit")] = "A whole number from 0 to 1 000.";
    setProblems(found);
    if (!read.ok || Object.keys(found).length > 0) return;
    const next: TriggerValues = {
      name,
      description: (texts[own("description")] ?? "").trim(),
      script,
      failureLimit: limit,
      config: read.config,
    };
    props.onSubmit(next, () => reset(texts));
  }

  return (
    <form className={styles.section} onSubmit={submit} noValidate>
      <div className={styles.fields}>
        <TextInput
          label="Name"
          description="Lower-case letters, digits and dashes."
          placeholder="e.g. order-webhook"
          maxLength={60}
          disabled={disabled}
          error={problems[own("name")] ?? refused.at.name ?? false}
          value={texts[own("name")] ?? ""}
          onChange={(event) => change(own("name"), event.currentTarget.value)}
        />
        <Select
          label="Script"
          description={`A script with the hook ${props.hook}.`}
          placeholder={fitting.length === 0 ? "There is none yet" : "Choose"}
          searchable
          disabled={disabled}
          error={problems[own("script")] ?? refused.at.script ?? false}
          data={fitting.map((script) => ({
            value: rowId(script),
            label: `${rowId(script)} · ${script.active === null ? "never published" : script.active === "file" ? "file" : liveWords(script).label}`,
          }))}
          value={texts[own("script")] || null}
          onChange={(id) => change(own("script"), id ?? "")}
        />
        {sources.isSuccess && fitting.length === 0 ? (
          <p className="small soft">
            No script of this realm has the hook <span className="mono">{props.hook}</span>. Make one under{" "}
            <Link className="inline" to="/r/$realm/scripts" params={{ realm }} search={{}}>
              Scripts
            </Link>
            : New script has a template for it. What you type here is kept.
          </p>
        ) : null}
        <ConfigFields
          fields={fields}
          texts={texts}
          problems={configProblems}
          onChange={change}
          disabled={disabled}
        />
        <TextInput
          label="Failures in a row that switch it off"
          description="0 = never. Whoever may send it bad input can make it fail."
          inputMode="numeric"
          disabled={disabled}
          error={problems[own("limit")] ?? refused.at.failureLimit ?? false}
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
          error={refused.at.description ?? false}
          value={texts[own("description")] ?? ""}
          onChange={(event) => change(own("description"), event.currentTarget.value)}
        />
      </div>
      {refused.rest === null ? null : <FormProblem>{refused.rest}</FormProblem>}
      {disabled ? null : (
        <div className={styles.buttons}>
          <Button type="submit" loading={props.pending}>
            {props.submitLabel}
          </Button>
          {kept ? (
            <Button
              variant="default"
              onClick={() => {
                setProblems({});
                reset(initial);
              }}
            >
              Discard
            </Button>
          ) : null}
          {kept ? <span className="small soft">Not saved yet; kept in this browser.</span> : null}
        </div>
      )}
    </form>
  );
}
