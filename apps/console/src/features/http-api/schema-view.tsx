import { useState } from "react";
import { Prose } from "../../components/prose.tsx";
import type { ApiDocument, Schema } from "./document.ts";
import { resolve } from "./document.ts";
import styles from "./http-api.module.css";

type Props = { schema: Schema; schemas: ApiDocument["schemas"] };

/** A schema as rows of fields; what is below a field folds, and is made when it is opened. */
export function SchemaView({ schema, schemas }: Props) {
  const fields = fieldsOf(schema, schemas);
  if (fields.length === 0)
    return (
      <p className="soft">
        <code>{typeWords(schema, schemas)}</code> <Prose text={words(schema)} />
      </p>
    );
  return (
    <ul className={styles.fields}>
      {fields.map(([name, field, required]) => (
        <Field key={name} name={name} schema={field} schemas={schemas} required={required} />
      ))}
    </ul>
  );
}

function Field({ name, schema, schemas, required }: Props & { name: string; required: boolean }) {
  const inner = fieldsOf(schema, schemas).length > 0 ? schema : itemsOf(schema, schemas);
  return (
    <li>
      <div className={styles.field}>
        <code className={styles.fieldName}>{name}</code>
        <code className="soft">{typeWords(schema, schemas)}</code>
        {required ? <span className={styles.required}>required</span> : null}
        <span className="soft">
          <Prose text={words(schema)} />
        </span>
      </div>
      {inner && fieldsOf(inner, schemas).length > 0 ? <Inside schema={inner} schemas={schemas} /> : null}
    </li>
  );
}

/** Made when it is opened: what holds itself would never end. */
function Inside(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.inside} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Fields</summary>
      {open ? <SchemaView {...props} /> : null}
    </details>
  );
}

/** Names of the schemas that one is looked at within: what holds itself is followed once. */
type Within = readonly (string | null)[];

/** `[name, schema, required]` of an object; of a choice, those of its first object. */
function fieldsOf(
  given: Schema,
  schemas: ApiDocument["schemas"],
  within: Within = [],
): [string, Schema, boolean][] {
  const { name, schema } = resolve(given, schemas);
  if (name !== null && within.includes(name)) return [];
  const properties = schema.properties as { [name: string]: Schema } | undefined;
  if (properties) {
    const required = Array.isArray(schema.required) ? schema.required : [];
    return Object.entries(properties).map(([name, one]) => [name, one, required.includes(name)]);
  }
  for (const choice of choicesOf(schema)) {
    const found = fieldsOf(choice, schemas, [...within, name]);
    if (found.length > 0) return found;
  }
  return [];
}

function itemsOf(given: Schema, schemas: ApiDocument["schemas"]): Schema | null {
  const { schema } = resolve(given, schemas);
  return typeof schema.items === "object" && schema.items !== null ? (schema.items as Schema) : null;
}

/** @example "text", "list of objects", `"ok" or "error"` */
function typeWords(given: Schema, schemas: ApiDocument["schemas"], within: Within = []): string {
  const { name, schema } = resolve(given, schemas);
  if (name !== null && within.includes(name)) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(" or ");
  const choices = choicesOf(schema).map((one) => typeWords(one, schemas, [...within, name]));
  if (choices.length > 0) return [...new Set(choices)].join(" or ");
  const items = itemsOf(schema, schemas);
  if (items) return `list of ${typeWords(items, schemas, [...within, name])}`;
  const { type } = schema;
  if (Array.isArray(type)) return type.map((one) => typeNames[String(one)] ?? String(one)).join(" or ");
  return typeof type === "string" ? (typeNames[type] ?? type) : "any JSON value";
}

const typeNames: { readonly [type: string]: string } = {
  string: "text",
  integer: "whole number",
  boolean: "true or false",
  array: "list",
};

function choicesOf(schema: Schema): Schema[] {
  for (const choice of [schema.anyOf, schema.oneOf, schema.allOf])
    if (Array.isArray(choice)) return choice as Schema[];
  return [];
}

const words = ({ description }: Schema): string => (typeof description === "string" ? description : "");
