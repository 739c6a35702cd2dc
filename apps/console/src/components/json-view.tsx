import type { Json } from "@scriptyard/model";
import { JsonNode } from "./json-node.tsx";
import { hasAtMost } from "./json-size.ts";
import styles from "./json-view.module.css";

/** Values of which all are drawn at once. */
const fewValues = 1_000;

/** JSON as a tree that folds; opens itself down to `depth`. Everything is text: a script's output is never markup. */
export function JsonView(props: { value: Json; depth?: number; label: string }) {
  const large = !hasAtMost(props.value, fewValues);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
    <section className={styles.json} tabIndex={0} aria-label={props.label}>
      <JsonNode value={props.value} depth={props.depth ?? 2} large={large} root />
    </section>
  );
}
