import type { Json } from "@scriptyard/model";
import styles from "./json-view.module.css";

/** JSON as a tree that folds; opens itself down to `depth`. Everything is text: a script's output is never markup. */
export function JsonView(props: { value: Json; depth?: number; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
    <section className={styles.json} tabIndex={0} aria-label={props.label}>
      <Node value={props.value} depth={props.depth ?? 2} />
    </section>
  );
}

function Node(props: { name?: string; value: Json; depth: number; comma?: boolean }) {
  const { value, depth } = props;
  const key =
    props.name === undefined ? null : <span className={styles.key}>{JSON.stringify(props.name)}: </span>;
  const comma = props.comma ? "," : "";
  if (value === null || typeof value !== "object")
    return (
      <div>
        {key}
        <span data-kind={value === null ? "null" : typeof value} className={styles.value}>
          {JSON.stringify(value)}
        </span>
        {comma}
      </div>
    );
  const list = Array.isArray(value);
  const entries = list
    ? value.map((item, index): [string, Json] => [String(index), item])
    : Object.entries(value);
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0)
    return (
      <div>
        {key}
        {open}
        {close}
        {comma}
      </div>
    );
  return (
    <details open={depth > 0} className={styles.branch}>
      <summary>
        {key}
        {open}
        <span className={styles.folded}>
          {" "}
          {entries.length}{" "}
          {list ? (entries.length === 1 ? "item" : "items") : entries.length === 1 ? "field" : "fields"}{" "}
          {close}
          {comma}
        </span>
      </summary>
      <div className={styles.inside}>
        {entries.map(([name, item], index) => (
          <Node
            key={name}
            {...(list ? {} : { name })}
            value={item}
            depth={depth - 1}
            comma={index < entries.length - 1}
          />
        ))}
      </div>
      <div>
        {close}
        {comma}
      </div>
    </details>
  );
}
