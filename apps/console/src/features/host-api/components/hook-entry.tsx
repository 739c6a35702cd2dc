import { StatusPill } from "../../../components/status-pill.tsx";
import type { HostReference } from "../entries.ts";
import styles from "../host-api.module.css";
import { EntryHead, EntryLink, Signature } from "./entry-parts.tsx";

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
      <EntryHead
        name={item.name}
        kind={<StatusPill tone="accent">hook</StatusPill>}
        description={item.description}
      />
      <Signature text={item.signature} reference={reference} />
      <h3>What it may call</h3>
      <div className={styles.chips}>
        {item.functions.map((name) => (
          <EntryLink key={name} name={name} />
        ))}
      </div>
    </>
  );
}
