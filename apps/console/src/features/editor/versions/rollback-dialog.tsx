import { useState } from "react";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { RollbackForm } from "./rollback-form.tsx";
import { type RolledBack, RolledBackDialog } from "./rolled-back-dialog.tsx";

/** Makes an earlier version live again: what changes, and why, before it happens. The address says which one. */
export function RollbackDialog() {
  const { route, readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
  const [back, setBack] = useState<RolledBack | null>(null);
  const { rollback: target, error } = route.search;
  const leave = () => route.patch({ rollback: undefined, error: undefined });
  if (back !== null) return <RolledBackDialog {...back} onClose={() => setBack(null)} />;
  // Who may not, and what is live already, is not asked for.
  if (target === undefined || readOnlyReason !== null || item.liveVersion === target) return null;
  const done = () => {
    if (error !== undefined) setBack({ version: target, error });
    leave();
  };
  return <RollbackForm key={target} target={target} onDone={done} onClose={leave} />;
}
