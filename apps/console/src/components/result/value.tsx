import type { Json } from "@scriptyard/model";
import { countOf } from "../format.ts";
import { JsonView } from "../json-view.tsx";
import styles from "./result.module.css";
import type { Shown } from "./result-views.ts";

/** What kind of value it is, and how much of it. */
export function ValueLead({ shown }: { shown: Shown }) {
  return <span className="soft">{valueWords(shown.result)}</span>;
}

/** The value: one that is a single word large, lists and objects as a tree. */
export function ValueBody({ shown: { result } }: { shown: Shown }) {
  if (result === null) return null;
  if (typeof result === "object") return <JsonView value={result} depth={3} label="Returned value" />;
  return (
    <output className={styles.scalar} aria-label="Returned value">
      {String(result)}
    </output>
  );
}

/** @example valueWords({ a: 1 }) // "object, 1 field" */
export function valueWords(value: Json): string {
  if (value === null) return "returned nothing";
  if (Array.isArray(value)) return `list, ${countOf(value.length, "item")}`;
  if (typeof value === "object") return `object, ${countOf(Object.keys(value).length, "field")}`;
  if (typeof value === "string") return `text, ${countOf(value.length, "character")}`;
  return typeof value === "number" ? "number" : "yes or no";
}
