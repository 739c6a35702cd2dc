import { Prose } from "../../../components/prose.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { HostReference } from "../entries.ts";
import styles from "../host-api.module.css";
import { Code, UsedTypes } from "./entry-parts.tsx";

/** A shape that arguments and answers have. */
export function TypeEntry({
  item,
  reference,
}: {
  item: HostReference["types"][number];
  reference: HostReference;
}) {
  return (
    <>
      <div className={styles.title}>
        <h2 id="entry">{item.name}</h2>
        <StatusPill tone="idle">type</StatusPill>
      </div>
      {item.description ? (
        <p className={styles.lead}>
          <Prose text={item.description} />
        </p>
      ) : null}
      <h3>Declaration</h3>
      <Code text={item.declaration} label="Declaration" />
      <UsedTypes text={item.declaration} reference={reference} except={item.name} />
    </>
  );
}
