import type { Json } from "@scriptyard/model";
import { useState } from "react";
import styles from "./json-view.module.css";

/** Values of which all are drawn at once. Of more only what is open is, a page at a time. */
const fewValues = 1_000;
const page = 100;
/** Branches of a large value that are so small open by themselves. */
const smallBranch = 20;

/** JSON as a tree that folds; opens itself down to `depth`. Everything is text: a script's output is never markup. */
export function JsonView(props: { value: Json; depth?: number; label: string }) {
  const large = !hasAtMost(props.value, fewValues);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
    <section className={styles.json} tabIndex={0} aria-label={props.label}>
      <Node value={props.value} depth={props.depth ?? 2} large={large} root />
    </section>
  );
}

type NodeProps = {
  name?: string;
  value: Json;
  depth: number;
  comma?: boolean;
  large: boolean;
  root?: boolean;
};

function Node(props: NodeProps) {
  const { value } = props;
  const name =
    props.name === undefined ? null : <span className={styles.key}>{JSON.stringify(props.name)}: </span>;
  const comma = props.comma ? "," : "";
  if (value === null || typeof value !== "object")
    return (
      <div>
        {name}
        <span data-kind={value === null ? "null" : typeof value} className={styles.value}>
          {JSON.stringify(value)}
        </span>
        {comma}
      </div>
    );
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (sizeOf(value) === 0)
    return (
      <div>
        {name}
        {open}
        {close}
        {comma}
      </div>
    );
  return <Branch {...props} value={value} head={name} open={open} close={`${close}${comma}`} />;
}

function Branch(
  props: NodeProps & {
    value: Json[] | { [key: string]: Json };
    head: React.ReactNode;
    open: string;
    close: string;
  },
) {
  const { value, depth, large } = props;
  const size = sizeOf(value);
  const opens = depth > 0 && (!large || props.root === true || hasAtMost(value, smallBranch));
  // What is folded in a large value is drawn once somebody opens it.
  const [drawn, setDrawn] = useState(opens || !large);
  const what = Array.isArray(value) ? (size === 1 ? "item" : "items") : size === 1 ? "field" : "fields";
  return (
    <details open={opens} className={styles.branch} onToggle={drawn ? undefined : () => setDrawn(true)}>
      <summary>
        {props.head}
        {props.open}
        <span className={styles.folded}>
          {" "}
          {size} {what} {props.close}
        </span>
      </summary>
      {drawn ? <Members value={value} depth={depth - 1} large={large} size={size} /> : null}
      <div>{props.close}</div>
    </details>
  );
}

function Members(props: {
  value: Json[] | { [key: string]: Json };
  depth: number;
  large: boolean;
  size: number;
}) {
  const { value, size } = props;
  const [shown, setShown] = useState(props.large ? page : size);
  const names = Array.isArray(value) ? null : Object.keys(value).slice(0, shown);
  const items = Array.isArray(value) ? value.slice(0, shown) : names!.map((name) => value[name]!);
  return (
    <div className={styles.inside}>
      {items.map((item, index) => (
        <Node
          key={names?.[index] ?? String(index)}
          {...(names && { name: names[index]! })}
          value={item}
          depth={props.depth}
          comma={index < size - 1}
          large={props.large}
        />
      ))}
      {size > shown ? (
        <button type="button" className={styles.more} onClick={() => setShown(shown + page)}>
          Show {Math.min(page, size - shown)} more of {size - shown}
        </button>
      ) : null}
    </div>
  );
}

const sizeOf = (value: object): number => (Array.isArray(value) ? value.length : Object.keys(value).length);

/** Whether a value and all below it are not more than so many; looks at no more than that. */
function hasAtMost(value: Json, most: number): boolean {
  let left = most;
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (--left < 0) return false;
    if (next === null || typeof next !== "object") continue;
    if (sizeOf(next) > left) return false;
    for (const member of Object.values(next)) waiting.push(member);
  }
  return true;
}
