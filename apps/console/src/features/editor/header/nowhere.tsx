import { hookOfTrigger, type TriggerKind } from "@scriptyard/model";
import { Link } from "@tanstack/react-router";
import { useCan } from "../../../app/me.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import { useEditorScope } from "../editor-context.ts";
import type { ScriptDetail } from "../server/types.ts";
import styles from "./header.module.css";

type Detail = Pick<ScriptDetail, "missing" | "item" | "flowTitle">;

/** However live a script is: nothing starts it. Said where one looks before going home, with the way to what would. */
export function Nowhere({ detail }: { detail: Detail }) {
  const { realm } = useEditorScope().route;
  const mayChange = useCan("author");
  const { missing, item, flowTitle } = detail;
  if (missing === null) return null;
  const called = `Only calls over HTTP run ${item.module}/${item.name}.`;
  const words = missing === "flow" ? "In no flow" : "No trigger";
  const hint =
    missing === "flow"
      ? `No flow has a node of this name: a flow's nodes run the scripts of the module named after it. ${called}`
      : `No trigger starts it. ${called}`;
  const pill = (
    <StatusPill tone="warn" hint={hint}>
      {words}
    </StatusPill>
  );
  if (!mayChange) return pill;
  if (missing === "trigger")
    return (
      <>
        {pill}
        <Link
          className={styles.wayOut ?? ""}
          to="/r/$realm/triggers"
          params={{ realm }}
          search={{ new: kindOf(item.hook) }}
        >
          Add a trigger…
        </Link>
      </>
    );
  return (
    <>
      {pill}
      {flowTitle === null ? (
        <Link className={styles.wayOut ?? ""} to="/r/$realm/flows" params={{ realm }} search={{ new: true }}>
          Make a flow…
        </Link>
      ) : (
        <Link
          className={styles.wayOut ?? ""}
          to="/r/$realm/flows/$flow"
          params={{ realm, flow: item.module }}
          search={{ add: item.name }}
        >
          Add to {flowTitle}…
        </Link>
      )}
    </>
  );
}

function kindOf(hook: string | null): TriggerKind {
  const [kind = "http"] = Object.keys(hookOfTrigger).filter(
    (one) => hookOfTrigger[one as TriggerKind] === hook,
  );
  return kind as TriggerKind;
}
