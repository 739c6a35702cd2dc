import type { Json } from "@scriptyard/model";
import { useState } from "react";
import { hasAtMost, sizeOf } from "./json-size.ts";
import styles from "./json-view.module.css";

/** Of a large value only what is open is drawn, so many at a time. */
const page = 100;
/** Branches of a large value that are so small open by themselves. */
const smallBranch = 20;

type NodeProps = {
  name?: string;
  value: Json;
  depth: number;
  comma?: boolean;
  large: boolean;
  root?: boolean;
};

/** One value, and below it what it is made of. `large`: what is folded waits until somebody opens it. */
export function JsonNode(props: NodeProps) {
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
        <JsonNode
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
