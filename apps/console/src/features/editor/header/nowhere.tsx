import { StatusPill } from "../../../components/status-pill.tsx";
import type { ScriptDetail } from "../server/types.ts";

/** However live a script is: nothing starts it. Said where one looks before going home. */
export function Nowhere({ detail }: { detail: Pick<ScriptDetail, "missing" | "item"> }) {
  const { missing, item } = detail;
  if (missing === null) return null;
  const called = `Only calls over HTTP run ${item.module}/${item.name}.`;
  return missing === "flow" ? (
    <StatusPill
      tone="warn"
      hint={`No flow has a node of this name: a flow's nodes run the scripts of the module named after it. ${called}`}
    >
      In no flow
    </StatusPill>
  ) : (
    <StatusPill tone="warn" hint={`No trigger starts it. Make one under Triggers. ${called}`}>
      No trigger
    </StatusPill>
  );
}
