import { useState } from "react";
import { useScriptScope } from "../editor-context.ts";
import { ConflictChoice } from "./conflict-choice.tsx";
import type { DraftState } from "./machine.ts";

/** Somebody changed the same lines of this draft while they were edited here. Whatever is chosen, no text is lost. */
export function ConflictView({ theirs, base }: NonNullable<DraftState["conflict"]>) {
  const { draft } = useScriptScope();
  const [mine] = useState(() => draft.model.getValue());
  return (
    <ConflictChoice
      base={base}
      mine={mine}
      theirs={theirs}
      onDecide={(text) => {
        for (const left of new Set([mine, theirs.source]))
          if (left !== text) draft.kept.setAside(draft.scriptId, left);
        draft.session.resolve(text);
      }}
    />
  );
}
