import { StatusPill } from "../../../components/status-pill.tsx";
import type { HostReference } from "../entries.ts";
import { Code, EntryHead, UsedTypes } from "./entry-parts.tsx";

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
      <EntryHead
        name={item.name}
        kind={<StatusPill tone="idle">type</StatusPill>}
        description={item.description}
      />
      <h3>Declaration</h3>
      <Code text={item.declaration} label="Declaration" />
      <UsedTypes text={item.declaration} reference={reference} except={item.name} />
    </>
  );
}
