import { defaultFailureLimit, failureLimit, type Json, slug } from "@scriptyard/model";
import { type Field, type FormTexts, type ReadForm, textsOf } from "./config-form.ts";

export type TriggerValues = {
  /** Of a trigger that is there. */
  id?: string;
  name: string;
  description: string;
  /** As `module/name`: one that only a file or the host has so far has no id. */
  script: string;
  failureLimit: number;
  config: { [field: string]: Json };
  /** Of what is saved: the secret that a sender gave out. It is never read again. */
  secret?: string;
  /** Of a trigger that is there. */
  hasSecret?: boolean;
};

/** Fields of every trigger live beside those of its kind's configuration; the prefix keeps their names apart. */
export const own = (name: "name" | "description" | "script" | "limit"): string => `.${name}`;

/** The form's texts of a trigger, or (null) of a new one. */
export function textsOfTrigger(fields: readonly Field[], values: TriggerValues | null): FormTexts {
  return {
    ...textsOf(fields, values?.config ?? null),
    [own("name")]: values?.name ?? "",
    [own("description")]: values?.description ?? "",
    [own("script")]: values?.script ?? "",
    [own("limit")]: String(values?.failureLimit ?? defaultFailureLimit),
  };
}

/** What the texts say beside the configuration. A limit that is no number is one the server refuses. */
export function valuesOf(texts: FormTexts): Omit<TriggerValues, "id" | "config" | "secret" | "hasSecret"> {
  const limit = limitOf(texts);
  return {
    name: (texts[own("name")] ?? "").trim(),
    description: (texts[own("description")] ?? "").trim(),
    script: texts[own("script")] ?? "",
    failureLimit: Number.isFinite(limit) ? limit : -1,
  };
}

/** In the order of the form, named as the server names them. */
export function triggerProblems(
  fields: readonly Field[],
  read: ReadForm,
  texts: FormTexts,
): { [field: string]: string | null } {
  const found = read.ok ? {} : read.problems;
  const { name, script } = valuesOf(texts);
  const limit = limitOf(texts);
  return {
    name: slug.safeParse(name).success
      ? null
      : `${name === "" ? "A name is needed" : `“${name}” is no name`}: lower-case letters, digits and single dashes, e.g. order-webhook.`,
    // An id, as forms of earlier releases kept it in this browser, names nothing here.
    script: script.includes("/") ? null : "Choose the script that it starts.",
    ...Object.fromEntries(fields.map((field) => [`config.${field.name}`, found[field.name] ?? null])),
    // What a secret may be, the server says.
    secret: null,
    failureLimit: failureLimit.safeParse(limit).success ? null : "A whole number from 0 to 1 000.",
    description: null,
  };
}

/** What stands in each field, named as the server names them. */
export function triggerFields(fields: readonly Field[], texts: FormTexts): { [field: string]: string } {
  return {
    name: texts[own("name")] ?? "",
    script: texts[own("script")] ?? "",
    ...Object.fromEntries(fields.map(({ name }) => [`config.${name}`, texts[name] ?? ""])),
    failureLimit: texts[own("limit")] ?? "",
    description: texts[own("description")] ?? "",
  };
}

/** What is wrong with the configuration, by its own fields. */
export function configProblems(
  fields: readonly Field[],
  at: { [field: string]: string | undefined },
): { [field: string]: string } {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const problem = at[`config.${name}`];
      return problem === undefined ? [] : [[name, problem]];
    }),
  );
}

const limitOf = (texts: FormTexts): number => Number(texts[own("limit")] || Number.NaN);
