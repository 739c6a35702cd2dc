import { Prose } from "../../../components/prose.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { HostReference } from "../entries.ts";
import styles from "../host-api.module.css";
import { Code, EntryLink, UsedTypes } from "./entry-parts.tsx";

/** What calls a script, with what, and what the script may call. */
export function HookEntry({
  item,
  reference,
}: {
  item: HostReference["hooks"][number];
  reference: HostReference;
}) {
  return (
    <>
      <div className={styles.title}>
        <h2 id="entry">{item.name}</h2>
        <StatusPill tone="accent">hook</StatusPill>
      </div>
      <p className={styles.lead}>
        <Prose text={item.description} />
      </p>
      <h3>Signature</h3>
      <Code text={item.signature} label="Signature" />
      <UsedTypes text={item.signature} reference={reference} />
      <h3>What it may call</h3>
      <div className={styles.chips}>
        {item.functions.map((name) => (
          <EntryLink key={name} name={name} />
        ))}
      </div>
    </>
  );
}
